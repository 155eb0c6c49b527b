internal import Foundation
internal import Ground
internal import Understanding

/// What it costs to have a reader and to read with it, on the content of the folder in which the bench runs and the
/// labelled messages beside it: each figure is measured once, lower is better.
///
/// Memory is that of the whole process, so it says what it should only where nothing else was measured before.
struct ReaderFigures {
  /// The messages are read so often, some 10,000 altogether; the quickest time counts, since what makes the others
  /// slower is the rest of the machine.
  private static let passes = 7
  /// Making a reader is measured so often, and the middle taken.
  private static let makings = 5

  func all() throws -> [Figure] {
    let content = Content.load(".").content
    let cache = ModelCache(folder: URL(filePath: ".rakel/models"))
    // Trains where it must, which is not to be measured.
    _ = try cache.reader(of: content)
    let before = Usage.residentBytes()
    let clock = ContinuousClock()
    let making = try (0..<Self.makings).map { _ in
      try clock.measure { _ = try cache.reader(of: content) } / .milliseconds(1)
    }
    let reader = try cache.reader(of: content).reader
    let messages = try Self.messages()
    let passes = (0..<Self.passes).map { _ in
      let start = Usage.processorSeconds()
      for message in messages { _ = reader.read(message, at: Self.now) }
      return (Usage.processorSeconds() - start) / Double(messages.count) * 1e6
    }
    let file = cache.file(for: content).path
    let bytes = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
    return [
      Figure(
        name: "reader: processor time a message",
        unit: "µs",
        value: passes.min() ?? 0
      ),
      Figure(name: "reader: make", unit: "ms", value: making.sorted()[Self.makings / 2]),
      Figure(name: "reader: file", unit: "MB", value: Double(bytes) / 1e6),
      Figure(name: "reader: memory before", unit: "MB", value: Double(before) / 1e6),
      Figure(
        name: "reader: memory after 10,000 messages",
        unit: "MB",
        value: Double(Usage.residentBytes()) / 1e6
      ),
    ]
  }

  private static let now = Date(timeIntervalSince1970: 1_780_000_000)

  /// The texts of all labelled messages, the fourth field of each line.
  private static func messages() throws -> [String] {
    try ["dev", "test", "hard"].flatMap { name in
      let text = try String(contentsOfFile: "Tests/Evaluation/\(name).tsv", encoding: .utf8)
      return text.split(separator: "\n").compactMap { line in
        let fields = line.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false)
        return fields.count == 4 ? String(fields[3]) : nil
      }
    }
  }
}
