import Foundation
import Messaging
import Storage
import Testing

/// What a channel that other people run asks of the outbox.
@Suite struct OutboxSendingTests {
  private let connection: Connection
  private let now = Date(timeIntervalSince1970: 1_795_000_000.123)

  init() throws {
    connection = try Connection(path: ":memory:")
    try connection.migrate([OutboxStore.layout, ReferenceStore.layout])
  }

  @discardableResult
  private func add(
    _ text: String,
    to user: String = "kari",
    in conversation: String? = nil,
    replyTo: String? = nil,
    replaces: Int? = nil
  ) throws -> Int {
    try OutboxStore.add(
      OutgoingMessage(text, replaces: replaces),
      to: user,
      conversation: conversation,
      replyTo: replyTo,
      at: now,
      in: connection
    )
  }

  private func keep(
    _ conversation: String,
    isPersonal: Bool = true,
    after seconds: Double = 0
  ) throws {
    let reference = Reference(
      user: "kari",
      channelID: "msteams",
      serviceURL: "https://smba.trafficmanager.net/emea/",
      conversationID: conversation,
      isPersonal: isPersonal,
      botID: "28:bot",
      channelUserID: "29:kari"
    )
    try ReferenceStore.keep(reference, at: now.addingTimeInterval(seconds), in: connection)
  }

  /// The texts that wait, by the key of the place.
  private func waiting(most: Int = 8) throws -> [[String]] {
    try OutboxStore.piles(
      for: "kari",
      most: most,
      at: Date(timeIntervalSince1970: 4_000_000_000),
      in: connection
    ).map { pile in
      [pile.reference?.key ?? "-"] + pile.letters.map { $0.message?.text ?? "?" }
    }
  }

  @Test func `piles up what goes to one place, however it was addressed`() throws {
    try keep("a:1")
    try keep("19:x", isPersonal: false)
    try add("1")
    try add("2", in: "msteams:19:x#kari")
    try add("3", in: "msteams:a:1")
    try add("4", in: "webhook:gone")
    try add("5", in: "terminal:kari")
    try add("6", to: "odd")
    #expect(
      try waiting() == [["msteams:a:1", "1", "3", "4"], ["msteams:19:x#kari", "2"]]
    )
    #expect(try waiting(most: 1) == [["msteams:a:1", "1"], ["msteams:19:x#kari", "2"]])
    let letters = try OutboxStore.piles(
      for: "kari",
      most: 8,
      at: Date(timeIntervalSince1970: 4_000_000_000),
      in: connection
    )[0].letters
    #expect(letters.map(\.isForAnywhere) == [true, false, true])
    #expect(try OutboxStore.usersWaiting(limit: 8, in: connection) == ["kari", "odd"])
    #expect(try OutboxStore.usersWaiting(limit: 1, in: connection) == ["kari"])
    #expect(try OutboxStore.usersWaiting(after: "kari", limit: 8, in: connection) == ["odd"])
  }

  @Test func `sees every place, however much waits in one of them`() throws {
    for place in ["a:1", "b:2", "c:3", "d:4"] { try keep(place, isPersonal: place == "b:2") }
    for number in 0..<40 { try add("a\(number)", in: "msteams:a:1#kari") }
    for number in 0..<3 { try add("b\(number)", in: "msteams:b:2") }
    for number in 0..<4 { try add("c\(number)", in: "msteams:c:3#kari") }
    for number in 0..<9 { try add("n\(number)") }
    try add("b3", in: "msteams:b:2")
    try add("d0", in: "msteams:d:4#kari")
    #expect(
      try waiting(most: 4) == [
        ["msteams:a:1#kari", "a0", "a1", "a2", "a3"], ["msteams:b:2", "b0", "b1", "b2", "n0"],
        ["msteams:c:3#kari", "c0", "c1", "c2", "c3"], ["msteams:d:4#kari", "d0"],
      ]
    )
    for most in 1...20 {
      let piles = try waiting(most: most)
      #expect(
        piles.map(\.first) == [
          "msteams:a:1#kari", "msteams:b:2", "msteams:c:3#kari", "msteams:d:4#kari",
        ]
      )
      #expect(piles.map { $0.count - 1 } == [most, min(most, 13), min(most, 4), 1])
    }
  }

  @Test func `has a pile for nowhere, and leaves the terminal's alone`() throws {
    try add("1")
    try add("2", in: "msteams:unknown")
    #expect(try waiting() == [["-", "1", "2"]])
    try add("3", to: "odd", in: "terminal:odd")
    #expect(try OutboxStore.usersWaiting(limit: 8, in: connection) == ["kari"])
    #expect(try OutboxStore.undelivered(to: "odd", in: connection).map(\.message.text) == ["3"])
  }

  @Test func `keeps what came of sending`() throws {
    let number = try add("1", replyTo: "in-1")
    let due = now.addingTimeInterval(2)
    try OutboxStore.postpone(number, until: due, attempts: 3, in: connection)
    try OutboxStore.markSent(parts: 2, of: number, in: connection)
    let letter = try #require(
      try OutboxStore.piles(
        for: "kari",
        most: 8,
        at: Date(timeIntervalSince1970: 4_000_000_000),
        in: connection
      ).first?.letters.first
    )
    #expect(letter.due.milliseconds == due.milliseconds)
    #expect(letter.created.milliseconds == now.milliseconds)
    #expect((letter.attempts, letter.partsSent) == (3, 2))
    #expect((letter.replyTo, letter.isForAnywhere) == ("in-1", true))
  }

  @Test func `gives up for good, and says why`() throws {
    let first = try add("1")
    let second = try add("2")
    try OutboxStore.giveUp(first, because: "gone", at: now, in: connection)
    #expect(try waiting() == [["-", "2"]])
    #expect(try OutboxStore.undelivered(to: "kari", in: connection).map(\.number) == [second])
    try OutboxStore.markDelivered(second, at: now, in: connection)
    try OutboxStore.giveUp(second, because: "late", at: now, in: connection)
    #expect(try waiting().isEmpty)
    #expect(try OutboxStore.usersWaiting(limit: 8, in: connection).isEmpty)
    let before = now.addingTimeInterval(-1)
    #expect(try OutboxStore.reasonsGivenUp(for: "kari", since: before, in: connection) == ["gone"])
    #expect(try OutboxStore.reasonsGivenUp(for: "kari", since: now, in: connection).isEmpty)
    #expect(try OutboxStore.reasonsGivenUp(for: "odd", since: before, in: connection).isEmpty)
  }

  @Test func `knows where and as what a replaced message was said`() throws {
    let card = try add("card")
    let words = try add("done")
    let receipt = try add("done", replaces: card)
    #expect(try OutboxStore.replaced(by: words, in: connection) == nil)
    var replaced = try #require(try OutboxStore.replaced(by: receipt, in: connection))
    #expect(replaced == ReplacedMessage(wordsBefore: "done"))
    try OutboxStore.markDelivered(card, as: "x-1", saidIn: "msteams:a:1", at: now, in: connection)
    replaced = try #require(try OutboxStore.replaced(by: receipt, in: connection))
    #expect((replaced.externalID, replaced.conversation) == ("x-1", "msteams:a:1"))
  }

  @Test func `what was said long before a replacement was not said just before it`() throws {
    let card = try add("card")
    _ = try add("done")
    for number in 0..<100 { _ = try add("\(number)", to: "odd") }
    let receipt = try add("done", replaces: card)
    #expect(try OutboxStore.replaced(by: receipt, in: connection) == ReplacedMessage())
  }

  @Test func `lets a message that cannot be read keep no other back`() throws {
    try connection.run("INSERT INTO outbox (user, message, created) VALUES ('kari', '{', 0)")
    try add("2")
    #expect(try waiting() == [["-", "?", "2"]])
  }

  @Test func `takes over the outbox of an older Rakel`() throws {
    let file = try Connection(path: ":memory:")
    let old = Layout("outbox", OutboxStore.layout.steps[0])
    try file.migrate([old])
    try file.run(
      "INSERT INTO outbox (user, message, created) VALUES ('kari', '{\"text\":\"1\"}', 7)"
    )
    try file.migrate([OutboxStore.layout, ReferenceStore.layout])
    let letters = try OutboxStore.piles(
      for: "kari",
      most: 8,
      at: Date(timeIntervalSince1970: 4_000_000_000),
      in: file
    ).flatMap(\.letters)
    #expect(letters.map(\.message) == [OutgoingMessage("1")])
    #expect(letters.map(\.created.milliseconds) == [7])
  }

  @Test func `finds what waits by an index`() throws {
    let plan = try connection.rows(
      """
      EXPLAIN QUERY PLAN SELECT DISTINCT user FROM outbox
      WHERE user > 'a' AND delivered IS NULL AND failed IS NULL
      """
    ) { (row) in row.text(3) }
    #expect(plan.contains { $0.contains("pendingInPlace") })
  }
}
