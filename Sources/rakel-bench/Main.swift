internal import Foundation
internal import Ground

/// `rakel-bench`: times the inner loops, prints a line of JSON per subject, and compares with the baseline.
///
/// `--record` writes the baseline anew; `--only NAME` takes one subject. Exit status 1 where a subject is slower than the
/// baseline by more than its tolerance.
@main
struct Bench {
  static func main() async throws {
    var words = Array(CommandLine.arguments.dropFirst())
    let isRecording = words.contains("--record")
    words.removeAll { $0 == "--record" }
    let only = words.first == "--only" ? words.dropFirst().first : nil
    let file = URL(filePath: "Benchmarks/baseline.json")
    var baseline = Baseline(file)
    var isSlower = false
    for subject in only == "flow" ? [] : try Subject.all()
    where only == nil || subject.name == only {
      let timing = Timing(of: subject)
      print(timing.json(against: baseline.medians[subject.name]).text)
      if isRecording {
        baseline.medians[subject.name] = timing.median
      } else if let before = baseline.medians[subject.name],
        timing.median > before * Baseline.tolerance
      {
        isSlower = true
      }
    }
    if only == nil || only == "flow" {
      let folder = URL(filePath: ".rakel/bench")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      for figure in try await FlowFigures(in: folder).all() {
        let before = baseline.medians[figure.name]
        print(figure.json(against: before).text)
        if isRecording {
          baseline.medians[figure.name] = figure.value
        } else if let before, figure.value > before * Baseline.tolerance {
          isSlower = true
        }
      }
    }
    if isRecording { try baseline.write(to: file) }
    exit(isSlower ? 1 : 0)
  }
}
