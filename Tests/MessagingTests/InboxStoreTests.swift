import Foundation
import Ground
import Messaging
import Storage
import Testing

@Suite struct InboxStoreTests {
  private let connection: Connection
  private let now = Date(timeIntervalSince1970: 1_795_000_000)

  init() throws {
    connection = try Connection(path: ":memory:")
    try connection.migrate([InboxStore.layout])
  }

  private func incoming(_ id: String?, in conversation: String = "msteams:a:1") -> Incoming {
    Incoming(
      conversation: conversation,
      user: "kari",
      activityID: id,
      content: .text("hei", isMasked: false)
    )
  }

  @Test func `takes what has the same name in the same conversation once`() throws {
    #expect(try InboxStore.add(incoming("1"), at: now, in: connection) == 1)
    #expect(try InboxStore.add(incoming("1"), at: now, in: connection) == nil)
    #expect(try InboxStore.add(incoming("1", in: "msteams:a:2"), at: now, in: connection) != nil)
    #expect(try InboxStore.add(incoming("2"), at: now, in: connection) != nil)
  }

  @Test func `takes what has no name every time`() throws {
    #expect(try InboxStore.add(incoming(nil), at: now, in: connection) != nil)
    #expect(try InboxStore.add(incoming(nil), at: now, in: connection) != nil)
  }

  @Test func `is handled once, and what was said is forgotten then`() throws {
    let number = try #require(try InboxStore.add(incoming("1"), at: now, in: connection))
    #expect(try InboxStore.settle(number, at: now, in: connection))
    #expect(try !InboxStore.settle(number, at: now, in: connection))
    let left = try connection.rows("SELECT content FROM inbox") { (row) in row.optionalText(0) }
    #expect(left == [nil])
    #expect(try InboxStore.add(incoming("1"), at: now, in: connection) == nil)
  }

  @Test(
    arguments: [
      .text("hei", isMasked: false), .text("passord: •••••••", isMasked: true), .greeting,
      .submission(["rakelQuestion": 3, "when": "2026-11-24"]),
    ] as [Incoming.Content]
  )
  func `gives back what waits as it came, oldest first`(content: Incoming.Content) throws {
    var first = incoming("1")
    first.content = content
    _ = try InboxStore.add(first, at: now, in: connection)
    _ = try InboxStore.add(incoming("2"), at: now, in: connection)
    let waiting = try InboxStore.waiting(in: connection)
    first.number = 1
    #expect(waiting.first == first)
    #expect(waiting.map(\.activityID) == ["1", "2"])
    #expect(try InboxStore.waiting(after: 1, in: connection).map(\.number) == [2])
  }
}
