import Channels
import Dialogue
import Foundation
import Ground
import Messaging
import People
import Storage
import Telemetry
import TestKit
import Testing

@Suite struct ReceptionTests {
  private let folder: TemporaryFolder
  private let database: Database
  private let turn: Turn
  private let directory: Directory
  private let metrics = Metrics()
  private let clock = VirtualTime(Date(timeIntervalSince1970: 1_795_000_000))

  init() throws {
    folder = try TemporaryFolder()
    // A file: only that has a connection that reads besides the one that writes.
    database = try Database(
      path: folder.path("a.sqlite"),
      layouts: ConversationStore.layouts + [InboxStore.layout, ReferenceStore.layout]
    )
    let helpdesk = try Helpdesk.small.get()
    turn = Turn(reader: helpdesk.reader, content: helpdesk.content)
    directory = helpdesk.directory
  }

  private func reception(
    note: @escaping @Sendable (Turn.Outcome, Connection) throws(DatabaseError) -> Void = { _, _ in }
  ) -> Reception {
    Reception(
      Reception.Desk(
        turn: { [turn] in turn },
        directory: { [directory] in directory },
        database: database,
        flows: Reception.Flows(note: note),
        send: { _ in },
        clock: clock,
        log: .none,
        metrics: metrics
      )
    )
  }

  private func arrival(
    _ text: String,
    id: String?,
    from user: String = "anna",
    in conversation: String = "a:1"
  ) -> Arrival {
    let reference = Reference(
      user: user,
      channelID: "msteams",
      serviceURL: "https://smba.trafficmanager.net/emea/",
      conversationID: conversation,
      isPersonal: true,
      botID: "28:bot",
      channelUserID: "29:\(user)"
    )
    return Arrival(.text(text), from: directory.user(user), at: reference, activityID: id)
  }

  private func said(to user: String = "anna") async throws -> [String] {
    try await database.read { (connection) throws(DatabaseError) in
      try OutboxStore.undelivered(to: user, in: connection).map(\.message.text)
    }
  }

  @Test func `answers what has come in once, however often it comes`() async throws {
    let reception = reception()
    #expect(try await reception.take(arrival("hei", id: "1")))
    #expect(try await !reception.take(arrival("hei", id: "1")))
    await reception.drain()
    #expect(try await said().count == 1)
    // The same name elsewhere is another message.
    #expect(try await reception.take(arrival("hei", id: "1", from: "olav", in: "a:2")))
    await reception.drain()
    #expect(try await said(to: "olav").count == 1)
  }

  @Test func `takes up after a stop what was not handled before it`() async throws {
    let incoming = Incoming(
      conversation: "msteams:a:1",
      user: "anna",
      activityID: "1",
      content: .text("hei", isMasked: false)
    )
    let now = clock.now()
    _ = try await database.write { (connection) throws(DatabaseError) in
      try InboxStore.add(incoming, at: now, in: connection)
    }
    let next = reception()
    try await next.recover()
    await next.drain()
    #expect(try await said().count == 1)
    try await next.recover()
    await next.drain()
    #expect(try await said().count == 1)
  }

  @Test func `gives up with an apology what Rakel has stopped over again and again`() async throws {
    let now = clock.now()
    try await database.write { (connection) throws(DatabaseError) in
      let incoming = Incoming(
        conversation: "msteams:a:1",
        user: "anna",
        activityID: "1",
        content: .text("hei", isMasked: false)
      )
      let number = try InboxStore.add(incoming, at: now, in: connection) ?? 0
      for _ in 0..<3 { try InboxStore.noteTry(upTo: number, after: 0, in: connection) }
    }
    let reception = reception()
    try await reception.recover()
    await reception.drain()
    #expect(try await said() == [turn.text(of: .failed)])
  }

  @Test func `ends a turn that fails with an apology, and handles everybody else`() async throws {
    let reception = reception { (outcome, _) throws(DatabaseError) in
      guard outcome.user != "anna" else { throw DatabaseError(code: 1, message: "a fault") }
    }
    _ = try await reception.take(arrival("hei", id: "1"))
    _ = try await reception.take(arrival("hei", id: "2", from: "olav", in: "a:2"))
    await reception.drain()
    #expect(try await said() == [turn.text(of: .failed)])
    #expect(try await said(to: "olav").count == 1)
    #expect(try await said(to: "olav") != [turn.text(of: .failed)])
    let waiting = try await database.read { (connection) throws(DatabaseError) in
      try InboxStore.waiting(in: connection)
    }
    #expect(waiting.isEmpty)
  }

  @Test func `gives back what is said to whoever waits, and sends it to nobody`() async throws {
    let reception = reception()
    let conversed = try await reception.converse(arrival("hei", id: "1"), within: .seconds(60))
    #expect(conversed.isComplete)
    #expect(!conversed.isRepeated)
    #expect(conversed.messages.count == 1)
    #expect(try await said().isEmpty)
    let again = try await reception.converse(arrival("hei", id: "1"), within: .seconds(60))
    #expect(again.isRepeated)
    #expect(again.messages == conversed.messages)
  }

  @Test func `sends as always what comes too late for whoever waits`() async throws {
    let gate = Gate()
    let reception = reception()
    // Something long is said before it in the same conversation.
    await reception.queue.add(0, to: "msteams:a:1") { await gate.wait() }
    let late = try await reception.converse(arrival("hei", id: "1"), within: .milliseconds(1))
    #expect(late == Conversed(messages: [], isComplete: false))
    gate.open()
    await reception.drain()
    let now = clock.now()
    let piles = try await database.read { (connection) throws(DatabaseError) in
      try OutboxStore.piles(for: "anna", most: 8, at: now, in: connection)
    }
    #expect(piles.flatMap(\.letters).count == 1)
  }

  @Test func `keeps nothing of a secret that somebody wrote`() async throws {
    let reception = reception()
    _ = try await reception.take(arrival("passordet mitt er Sommer2026!", id: "1"))
    let waiting = try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT coalesce(content, '') FROM inbox") { (row) in row.text(0) }
    }
    #expect(waiting.allSatisfy { !$0.contains("Sommer2026") })
    await reception.drain()
    #expect(try await said().first == turn.text(of: .masked))
  }

  @Test func `says that it cannot read what is only a file`() async throws {
    let reception = reception()
    var file = arrival("", id: "1")
    file.content = .attachment
    _ = try await reception.take(file)
    await reception.drain()
    #expect(try await said() == [turn.text(of: .attachment)])
  }
}
