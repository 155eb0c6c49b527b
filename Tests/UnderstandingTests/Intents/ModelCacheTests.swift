import Foundation
import TestKit
import Testing
import Understanding

struct ModelCacheTests {
  private let folder: TemporaryFolder
  private let cache: ModelCache
  private let examples = [
    Example(label: "passord", text: "glemt passord"),
    Example(label: "passord", text: "nytt passord"),
  ]

  init() throws {
    folder = try TemporaryFolder()
    cache = ModelCache(folder: folder.url.appending(path: "models"))
  }

  @Test func `trains once and reads the same model after that`() throws {
    let first = try cache.model(for: examples)
    let second = try cache.model(for: examples)
    #expect(first.origin == .training)
    #expect(second.origin == .file)
    #expect(first.model.encoded() == second.model.encoded())
  }

  @Test func `trains anew when an example changes`() throws {
    _ = try cache.model(for: examples)
    var changed = examples
    changed[1].text = "nytt passord takk"
    #expect(try cache.model(for: changed).origin == .training)
    #expect(cache.file(for: changed) != cache.file(for: examples))
  }

  @Test func `does not take one example's label for the beginning of its text`() {
    let joined = [Example(label: "ab", text: "c")]
    let parted = [Example(label: "a", text: "bc")]
    #expect(cache.file(for: joined) != cache.file(for: parted))
  }

  @Test(arguments: ["", "RKLI", "something else"])
  func `replaces a damaged file`(content: String) throws {
    let file = cache.file(for: examples)
    try folder.write(content, to: "models/\(file.lastPathComponent)")
    #expect(try cache.model(for: examples).origin == .training)
    #expect(try cache.model(for: examples).origin == .file)
  }

  @Test func `gives a model also where it cannot be kept`() throws {
    try folder.write("a file where a folder should be", to: "models")
    guard case .trainingOnly = try cache.model(for: examples).origin else {
      Issue.record("kept in a folder that cannot be")
      return
    }
  }

  @Test func `keeps the newest models only`() throws {
    for count in 1...5 {
      _ = try cache.model(for: Array(repeating: examples[0], count: count))
    }
    let folder = cache.file(for: examples).deletingLastPathComponent()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
  }

  @Test func `says what is wrong with the examples`() {
    #expect(throws: TrainingError.noExamples) { try cache.model(for: []) }
  }
}
