import Dialogue
import Foundation
import Ground
import Storage
import TestKit
import Testing
import Understanding

@Suite struct ConversationStoreTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("rakel.sqlite")
  }

  private func database() throws -> Database {
    try Database(path: path, layouts: ConversationStore.layouts)
  }

  private func count(_ table: String, in database: Database) async throws -> Int {
    try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT count(*) FROM \(table)") { (row) in row.integer(0) }
    }[0]
  }

  private func talked(_ texts: String...) throws -> Turn.Outcome {
    var talk = try Talk(with: try Helpdesk.small.get())
    for text in texts { try talk.say(text) }
    return try #require(talk.outcome)
  }

  @Test func `begins anew where there is nothing`() async throws {
    let store = ConversationStore(try database())
    #expect(try await store.conversation("a") == Conversation())
  }

  @Test func `remembers after the file was closed`() async throws {
    let outcome = try talked("vpn hjemmefra")
    do {
      let store = ConversationStore(try database())
      try await store.commit(outcome, of: "a", at: Talk.now)
    }
    let store = ConversationStore(try database())
    #expect(try await store.conversation("a") == outcome.conversation)
    #expect(try await store.conversation("b") == Conversation())
    #expect(!outcome.conversation.offered.isEmpty)
  }

  /// As an earlier Rakel wrote it.
  private static let kept = """
    {"stopping":{"execution":"e2","instead":{"text":"vpn","candidate":{"kind":"answer","name":"VPN"}},\
    "title":"PC"},"owed":3,"put":{"newest":8,"question":7},"open":[{"title":"Ingen av disse"},\
    {"candidate":{"name":"TregPC","kind":"intent"},"title":"Treg PC"}],"offered":[],"language":"nn",\
    "asked":"hjelp","fillings":[{"question":7,"mustChoose":true,"values":{"rom":"112"},"action":1,\
    "skipped":["merknad"]}],"started":{"execution":"e1","flow":"TregPC","isRead":true},\
    "answered":{"question":6,"mustChoose":false,"values":{},"skipped":[]},\
    "last":{"candidate":{"kind":"outside","name":"None"},"text":"hei"}}
    """

  @Test func `remembers what an earlier Rakel kept`() throws {
    let conversation = Conversation(stored: try JSON(parsing: Self.kept))
    var kept = try #require(try JSON(parsing: Self.kept).object)
    // Which was written though there was nothing in it.
    kept["offered"] = nil
    #expect(conversation.stored == .object(kept))
    #expect(conversation.open.map(\.candidate) == [nil, Candidate(.intent, "TregPC")])
    #expect(conversation.stopping?.instead?.text == "vpn")
    #expect(conversation.fillings.first?.values == ["rom": "112"])
    #expect(conversation.put?.newest == 8)
  }

  @Test func `keeps the last state and every message`() async throws {
    let database = try database()
    let store = ConversationStore(database)
    let (first, second) = (try talked("vpn hjemmefra"), try talked("jeg har glemt passordet"))
    try await store.commit(first, of: "a", at: Talk.now)
    try await store.commit(second, of: "a", at: Talk.now)
    #expect(try await store.conversation("a") == second.conversation)
    #expect(try await count("conversation", in: database) == 1)
    #expect(try await count("message", in: database) == 4)
  }

  @Test func `leaves nothing of a turn that fails`() async throws {
    let database = try database()
    let store = ConversationStore(database)
    try await database.write { (connection) throws(DatabaseError) in
      try connection.run(
        """
        CREATE TRIGGER full BEFORE INSERT ON message WHEN NEW.fromUser = 0
        BEGIN SELECT RAISE(ABORT, 'full'); END
        """
      )
    }
    let outcome = try talked("vpn hjemmefra")
    await #expect(throws: DatabaseError.self) {
      try await store.commit(outcome, of: "a", at: Talk.now)
    }
    #expect(try await store.conversation("a") == Conversation())
    #expect(try await count("conversation", in: database) == 0)
    #expect(try await count("message", in: database) == 0)
  }

  @Test func `leaves nothing of a turn whose flow cannot be started, or that cannot be noted`()
    async throws
  {
    let database = try database()
    let store = ConversationStore(database)
    var talk = try Talk(with: try Helpdesk.small.get(), flows: ScriptedFlows.small)
    try talk.say("jeg vil bestille ny pc")
    let outcome = try #require(talk.outcome)
    let full = DatabaseError(code: 13, message: "full")
    let failing = StartedFlows { (_, _) throws(DatabaseError) in throw full }
    await #expect(throws: DatabaseError.self) {
      try await store.commit(outcome, of: "a", through: failing, at: Talk.now)
    }
    await #expect(throws: DatabaseError.self) {
      try await store.commit(outcome, of: "a", through: ScriptedFlows.small, at: Talk.now) {
        (_) throws(DatabaseError) in throw full
      }
    }
    for table in ["conversation", "message", "outbox", "question"] {
      #expect(try await count(table, in: database) == 0)
    }
  }

  @Test func `starts a flow when what was said is kept`() async throws {
    let database = try database()
    let store = ConversationStore(database)
    var talk = try Talk(with: try Helpdesk.small.get(), flows: ScriptedFlows.small)
    try talk.say("jeg vil bestille ny pc")
    let outcome = try #require(talk.outcome)
    let read = Mutexed<[String]>([])
    let flows = StartedFlows { (input, connection) throws(DatabaseError) in
      let id = input["conversation"]?.string ?? ""
      let lines = try ConversationStore.transcript(of: id, last: 9, in: connection).map(\.text)
      read.withLock { $0 = lines }
    }
    let kept = try await store.commit(outcome, of: "a", through: flows, at: Talk.now)
    #expect(read.withLock { $0 } == ["jeg vil bestille ny pc"])
    #expect(kept.started?.execution == "run")
    #expect(try await store.conversation("a") == kept)
  }

  @Test(arguments: ["", "{", "[]", "{\"open\":3}", "{\"last\":{\"text\":\"a\"}}", "\u{0}"])
  func `begins anew where an old state cannot be read`(state: String) async throws {
    let database = try database()
    try await database.write { (connection) throws(DatabaseError) in
      try connection.run(
        "INSERT INTO conversation (id, state, updated) VALUES ('a', ?, 0)",
        .text(state)
      )
    }
    #expect(try await ConversationStore(database).conversation("a") == Conversation())
  }

  @Test func `never writes a pasted password to the file`() async throws {
    let secret = "Sommer2024!"
    let database = try database()
    let store = ConversationStore(database)
    var talk = try Talk(with: try Helpdesk.small.get())
    for text in [
      "passordet mitt er \(secret)", "jeg har glemt passordet, det var \(secret)",
      "nei, jeg mente at passordet er \(secret)", "vpn eller skriver, passord: \(secret)",
    ] {
      try talk.say(text)
      let outcome = try #require(talk.outcome)
      #expect(!outcome.heard.contains(secret))
      #expect(!outcome.replies.contains { $0.text.contains(secret) })
      #expect(!talk.why.contains { $0.contains(secret) })
      try await store.commit(outcome, of: "a", at: Talk.now)
    }
    #expect(try await count("message", in: database) >= 8)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).map {
      try Data(contentsOf: folder.url.appending(path: $0))
    }
    #expect(files.contains { $0.firstRange(of: Data("jeg har glemt passordet".utf8)) != nil })
    for bytes in files {
      #expect(bytes.firstRange(of: Data(secret.utf8)) == nil)
    }
  }
}

/// Flows of which only the start is of interest.
private struct StartedFlows: FlowRunner {
  let onStart: @Sendable (_ input: JSON, Connection) throws(DatabaseError) -> Void

  func has(_ flow: String) -> Bool { true }

  func name(for flow: String) -> String { "run" }

  func start(
    _ flow: String,
    named name: String,
    input: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) { try onStart(input, connection) }

  func answer(
    _ token: String,
    with answer: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool { false }

  func cancel(
    _ execution: String,
    by user: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool { false }
}
