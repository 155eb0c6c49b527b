internal import Foundation
internal import Ground
internal import Understanding

/// `rakel recognise --train`: trains on a table and classifies the lines of stdin.
///
/// Stdout has one JSON object a line; the last line of stderr says what it cost.
struct TrainedRecognition {
  private let model: IntentModel
  private let trainSeconds: Double

  /// Trains on a table of label and utterance.
  init(_ examples: [Example]) throws {
    var model: IntentModel?
    var failure: TrainingError?
    let time = ContinuousClock().measure {
      do throws(TrainingError) { model = try IntentModel.train(examples) } catch { failure = error }
    }
    guard let model else { throw failure ?? .noExamples }
    self.model = model
    trainSeconds = time / .seconds(1)
  }

  /// Classifies line by line, and ends with the costs.
  func run() {
    let clock = ContinuousClock()
    var (time, count): (Duration, Int) = (.zero, 0)
    for text in LineReader() {
      let start = clock.now
      let classification = model.classify(text, limit: 5)
      time += clock.now - start
      count += 1
      Output.line(Self.json(classification, of: text).text)
    }
    let mean = count == 0 ? 0 : time / .microseconds(1) / Double(count)
    let costs: JSON = [
      "trainSeconds": .double(Self.rounded(trainSeconds)),
      "peakMiB": .double(Self.rounded(Self.peakMiB)),
      "microsecondsPerUtterance": .double(Self.rounded(mean)),
    ]
    Output.complain(costs.text)
  }

  private static func json(_ classification: Classification, of text: String) -> JSON {
    let ranking = classification.ranking.map { scored -> JSON in
      ["label": .string(scored.candidate), "confidence": .double(scored.score)]
    }
    return [
      "text": .string(text),
      "best": .string(classification.ranking.first?.candidate ?? ""),
      "confidence": .double(classification.confidence),
      "ranking": .array(ranking),
    ]
  }

  private static func rounded(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }

  /// The most memory this process has had, as Linux tells it (VmHWM); 0 where it does not.
  private static var peakMiB: Double {
    // No such file on another system: then the figure is 0, which nobody will take for true.
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
    return kibibytes / 1024
  }
}
