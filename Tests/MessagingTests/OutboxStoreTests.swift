import Foundation
import Ground
import Messaging
import Storage
import Testing

@Suite struct OutboxStoreTests {
  private let connection: Connection
  private let now = Date(timeIntervalSince1970: 1_795_000_000.123)

  init() throws {
    connection = try Connection(path: ":memory:")
    try connection.migrate([OutboxStore.layout])
  }

  private func add(_ message: OutgoingMessage, to user: String) throws -> Int {
    try OutboxStore.add(message, to: user, at: now, in: connection)
  }

  private func undelivered(_ user: String) throws -> [OutgoingMessage] {
    try OutboxStore.undelivered(to: user, in: connection).map(\.message)
  }

  @Test func `keeps each user's order, and every part of a message`() throws {
    let first = try add(OutgoingMessage("a", options: ["1", "æ\u{0}"]), to: "kari")
    let card = OutgoingMessage("b", card: ["type": "AdaptiveCard"], replaces: first)
    _ = try add(OutgoingMessage("x"), to: "odd")
    let second = try add(card, to: "kari")
    #expect(try undelivered("kari") == [OutgoingMessage("a", options: ["1", "æ\u{0}"]), card])
    #expect(try undelivered("odd") == [OutgoingMessage("x")])
    #expect(try undelivered("nobody").isEmpty)
    #expect(try OutboxStore.message(second, in: connection) == card)
    #expect(try OutboxStore.message(99, in: connection) == nil)
    let one = try OutboxStore.undelivered(to: "kari", limit: 1, in: connection)
    #expect(one.map(\.number) == [first])
  }

  @Test func `tells what was said to somebody of Rakel's own accord`() throws {
    _ = try OutboxStore.add(
      OutgoingMessage("svar"),
      to: "kari",
      replyTo: "m-1",
      at: now,
      in: connection
    )
    for text in ["før", "en", "to", "tre"] {
      let time = text == "før" ? now - 60 : now
      _ = try OutboxStore.add(OutgoingMessage(text), to: "kari", at: time, in: connection)
    }
    _ = try add(OutgoingMessage("x"), to: "odd")
    let said = try OutboxStore.unprompted(to: "kari", since: now, last: 2, in: connection)
    #expect(said.map(\.text) == ["to", "tre"])
    let all = try OutboxStore.unprompted(to: "kari", since: now, last: 9, in: connection)
    #expect(all.map(\.text) == ["en", "to", "tre"])
  }

  @Test func `delivers once, and keeps what the channel calls it`() throws {
    let number = try add(OutgoingMessage("a"), to: "kari")
    try OutboxStore.markDelivered(number, as: "t-1", at: now, in: connection)
    try OutboxStore.markDelivered(number, as: "t-2", at: now, in: connection)
    #expect(try undelivered("kari").isEmpty)
    #expect(try OutboxStore.externalID(of: number, in: connection) == "t-1")
    #expect(try OutboxStore.externalID(of: 99, in: connection) == nil)
  }

  @Test func `replaces nothing that was never said`() throws {
    #expect(throws: DatabaseError.self) { try add(OutgoingMessage("a", replaces: 7), to: "kari") }
  }

  @Test(arguments: ["{", "\u{0}", "æ"])
  func `says that a stored message cannot be read`(text: String) throws {
    try connection.run(
      "INSERT INTO outbox (user, message, created) VALUES ('kari', ?, 0)",
      .text(text)
    )
    #expect(throws: DatabaseError.self) { try undelivered("kari") }
  }
}
