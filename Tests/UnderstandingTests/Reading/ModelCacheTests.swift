import Authoring
import Foundation
import TestKit
import Testing
import Understanding

@Suite struct ModelCacheTests {
  private let folder: TemporaryFolder
  private let cache: ModelCache

  init() throws {
    folder = try TemporaryFolder()
    cache = ModelCache(folder: folder.url.appending(path: "models"))
  }

  private static func content(_ utterances: String...) -> Content {
    let intents = [
      Intent(name: "Passord", utterances: utterances.map { Utterance(text: $0) }),
      Intent(
        name: "None",
        utterances: [Utterance(text: "hvordan blir været"), Utterance(text: "hei på deg")]
      ),
    ]
    return Content(lu: LUFile(intents: intents), qna: QNAFile())
  }

  private static let encoded = Result {
    let folder = try TemporaryFolder()
    return try ModelCache(folder: folder.url).learned(from: content("a b", "c d")).learned.encoded()
  }

  private let content = Self.content("glemt passord", "nytt passord")

  @Test func `learns once and reads the same after that`() throws {
    var trainings = 0
    let first = try cache.learned(from: content) { trainings += 1 }
    let second = try cache.learned(from: content) { trainings += 1 }
    #expect(first.origin == .training)
    #expect(second.origin == .file)
    #expect(first.learned.encoded() == second.learned.encoded())
    #expect(trainings == 1)
  }

  @Test func `learns the same bytes from the same content`() throws {
    let other = ModelCache(folder: folder.url.appending(path: "other"))
    let content = Self.content("glemt passord på jobbmobilen", "skriveren virker ikke hjemmefra")
    let first = try cache.learned(from: content).learned.encoded()
    #expect(try other.learned(from: content).learned.encoded() == first)
  }

  @Test func `learns anew when an utterance changes`() throws {
    let changed = Self.content("glemt passord", "nytt passord takk")
    _ = try cache.learned(from: content)
    #expect(try cache.learned(from: changed).origin == .training)
    #expect(cache.file(for: changed) != cache.file(for: content))
  }

  @Test func `does not take one utterance for two`() {
    #expect(cache.file(for: Self.content("a", "bc")) != cache.file(for: Self.content("ab", "c")))
  }

  @Test(arguments: ["", "RKLL", "something else"])
  func `replaces a damaged file`(text: String) throws {
    let file = cache.file(for: content)
    try folder.write(text, to: "models/\(file.lastPathComponent)")
    #expect(try cache.learned(from: content).origin == .training)
    #expect(try cache.learned(from: content).origin == .file)
  }

  @Test(arguments: 0..<40)
  func `never believes a file with a flipped bit`(seed: Int) throws {
    var bytes = try Self.encoded.get()
    let place = seed * (bytes.count / 40)
    bytes[place] ^= UInt8(1 << (seed % 8))
    #expect(throws: ModelError.self) { try Learned(decoding: bytes) }
    #expect(throws: ModelError.self) { try Learned(decoding: Array(bytes.prefix(place))) }
  }

  @Test func `gives what was learned also where it cannot be kept`() throws {
    try folder.write("a file where a folder should be", to: "models")
    guard case .trainingOnly = try cache.learned(from: content).origin else {
      Issue.record("kept in a folder that cannot be")
      return
    }
  }

  @Test func `keeps the newest only`() throws {
    for text in ["a b", "c d", "e f", "g h", "i j"] {
      _ = try cache.learned(from: Self.content(text))
    }
    let folder = cache.file(for: content).deletingLastPathComponent()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
  }

  @Test func `says that there is nothing to learn from`() {
    #expect(throws: TrainingError.noExamples) {
      try cache.learned(from: Content(lu: LUFile(), qna: QNAFile()))
    }
  }
}
