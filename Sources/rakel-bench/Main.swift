internal import Foundation
internal import Ground

/// `rakel-bench`: times the inner loops, prints a line of JSON per subject, and compares with the baseline.
///
/// `--record` writes the baseline anew; `--only NAME` takes one subject, or all figures of `reader`, `flow`, `campaign`
/// or `fleet`, the last of which nothing else asks for. Exit status 1 where a subject is slower than the baseline by more
/// than its tolerance.
@main
struct Bench {
  static func main() async throws {
    var words = Array(CommandLine.arguments.dropFirst())
    let isRecording = words.contains("--record")
    words.removeAll { $0 == "--record" }
    let only = words.first == "--only" ? words.dropFirst().first : nil
    let file = URL(filePath: "Benchmarks/baseline.json")
    var bench = Bench(before: Baseline(file).medians)
    // First, while the process has no other memory.
    if only == nil || only == "reader" { bench.take(try ReaderFigures().all()) }
    // Only when it is asked for: a million devices take half a minute, and the most memory there ever was is theirs.
    if only == "fleet" {
      try await Self.inFolder { bench.take(try await FleetFigures(in: $0).all()) }
    }
    for subject in ["flow", "reader", "campaign", "fleet"].contains(only) ? [] : try Subject.all()
    where only == nil || subject.name == only {
      let timing = Timing(of: subject)
      print(timing.json(against: bench.before[subject.name]).text)
      bench.note(timing.median, of: subject.name)
    }
    if only == nil || only == "flow" {
      try await Self.inFolder { bench.take(try await FlowFigures(in: $0).all()) }
    }
    if only == nil || only == "campaign" {
      try await Self.inFolder { bench.take(try await CampaignFigures(in: $0).all()) }
    }
    if isRecording {
      try Baseline(medians: bench.before.merging(bench.measured) { $1 }).write(to: file)
    }
    exit(bench.isSlower && !isRecording ? 1 : 0)
  }

  /// A folder for database files, on the disk that the checkout is on.
  private static func inFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = URL(filePath: ".rakel/bench")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  /// The baseline.
  let before: [String: Double]
  private var measured: [String: Double] = [:]
  private var isSlower = false

  private init(before: [String: Double]) { self.before = before }

  private mutating func take(_ figures: [Figure]) {
    for figure in figures {
      print(figure.json(against: before[figure.name]).text)
      note(figure.value, of: figure.name)
    }
  }

  private mutating func note(_ value: Double, of name: String) {
    measured[name] = value
    if let before = before[name], value > before * Baseline.tolerance { isSlower = true }
  }
}
