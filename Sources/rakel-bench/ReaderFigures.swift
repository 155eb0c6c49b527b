internal import Foundation
internal import Ground
internal import Understanding

/// What it costs to have a reader and to read with it, on the content of the folder in which the bench runs and the
/// labelled messages beside it: each figure is measured once, lower is better.
///
/// Memory is that of the whole process, so it says what it should only where nothing else was measured before.
struct ReaderFigures {
  /// Reading goes through the messages again and again until it has read so many.
  private static let readings = 10_000
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
    let start = Usage.processorSeconds()
    for number in 0..<Self.readings {
      _ = reader.read(messages[number % messages.count], at: Self.now)
    }
    let seconds = Usage.processorSeconds() - start
    let file = cache.file(for: content).path
    let bytes = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
    return [
      Figure(
        name: "reader: processor time a message",
        unit: "µs",
        value: seconds / Double(Self.readings) * 1e6
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
