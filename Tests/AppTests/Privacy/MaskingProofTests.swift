import Foundation
import Ground
import HTTP
import Messaging
import Storage
import Testing

/// A thousand secrets through every channel, and then a search in the raw bytes of all that is left.
@Suite struct MaskingProofTests {
  /// How many secrets go in one message, a line each: a thousand turns on each channel would take too long.
  private static let packed = 32

  private static func packs(_ seed: UInt64) -> (variants: [Variant], texts: [String]) {
    var maker = Variants(seed: seed)
    let variants = maker.make(1_000)
    var texts: [String] = []
    // One pack in sixteen line by line, for a neighbour may be what gives one away.
    for start in stride(from: 0, to: variants.count, by: packed) {
      let lines = variants[start..<min(start + packed, variants.count)].map(\.text)
      texts += start / packed % 16 == 8 ? lines : [lines.joined(separator: "\n")]
    }
    return (variants, texts)
  }

  private static func expectNothing(of variants: [Variant], in room: ServingRoom) throws {
    let search = try LeakSearch(files: room.files)
    #expect(search.found(variants).map(\.text) == [])
    #expect(search.count > 100_000)
  }

  @Test func `a search finds what was kept`() async throws {
    let room = try ServingRoom()
    var maker = Variants(seed: 1)
    let variants = maker.make(40)
    try await room.database.write { (connection) throws(DatabaseError) in
      for variant in variants {
        _ = try OutboxStore.add(
          OutgoingMessage(variant.text),
          to: "anna",
          at: .now,
          in: connection
        )
      }
    }
    #expect(try LeakSearch(files: room.files).found(variants).count == variants.count)
  }

  @Test(arguments: [1])
  func `no secret said in the Bot Framework is kept or logged`(seed: UInt64) async throws {
    let room = try ServingRoom()
    let (variants, texts) = Self.packs(seed)
    for (index, text) in texts.enumerated() {
      let waits = !index.isMultiple(of: 3)
      let response = try await room.message(["text": .string(text)], expectReplies: waits)
      #expect(response.status == .ok)
    }
    await room.drain()
    try Self.expectNothing(of: variants, in: room)
  }

  @Test(arguments: [2])
  func `no secret given as an answer to a flow is kept or logged`(seed: UInt64) async throws {
    let room = try ServingRoom()
    let (variants, texts) = Self.packs(seed)
    try await room.start("Ord", for: "anna")
    for text in texts {
      #expect(try await room.message(["text": .string(text)]).status == .ok)
    }
    #expect(try await room.answers().contains("•••"))
    try Self.expectNothing(of: variants, in: room)
  }

  @Test(arguments: [3])
  func `no secret written on a card is kept or logged`(seed: UInt64) async throws {
    let room = try ServingRoom()
    let (variants, texts) = Self.packs(seed)
    try await room.start("Kort", for: "anna")
    for (index, text) in texts.enumerated() {
      let question = try await room.question(of: "anna")
      #expect(question > 0)
      var data = JSONObject()
      data[Question.key] = .integer(question)
      data["action"] = "report"
      data["more"] = .string(text)
      data["urgent"] = "no"
      // What a client sends that the card never asked for, or in the wrong place.
      switch index % 5 {
      case 0: data["extra"] = ["deep": [.string(text)]]
      case 1: data["urgent"] = .string(text)
      case 2: data["number"] = .string(text)
      case 3: data["number"] = variants[index].digits.flatMap { Int($0) }.map(JSON.integer)
      default: break
      }
      let response =
        index.isMultiple(of: 2)
        ? try await room.message(["value": .object(data)])
        : try await room.invoke(.object(data))
      #expect(response.status == .ok)
    }
    #expect(try await room.answers().contains("•••"))
    try Self.expectNothing(of: variants, in: room)
  }

  @Test(arguments: [4])
  func `no secret said through the webhook is kept or logged`(seed: UInt64) async throws {
    let room = try ServingRoom()
    let (variants, texts) = Self.packs(seed)
    for text in texts { #expect(try await room.webhook(text).status == .ok) }
    try Self.expectNothing(of: variants, in: room)
  }

  @Test(arguments: [5])
  func `no secret typed in the terminal is kept`(seed: UInt64) async throws {
    let room = try ServingRoom()
    var maker = Variants(seed: seed)
    let variants = maker.make(1_000)
    // A line is a message here, so that those of a pack go with full stops between them.
    var lines: [String] = []
    for start in stride(from: 0, to: variants.count, by: Self.packed) {
      let texts = variants[start..<min(start + Self.packed, variants.count)].map(\.text)
      lines.append(texts.joined(separator: " … "))
    }
    _ = try await room.chat(lines, as: "ivar")
    try await room.start("Ord", for: "ivar")
    _ = try await room.chat(Array(lines.prefix(30)), as: "ivar")
    try Self.expectNothing(of: variants, in: room)
  }
}
