internal import Dialogue
internal import Foundation
internal import Ground
internal import Understanding

/// A ``DecisionEvaluation`` for people, as Markdown, and for machines, as JSON.
struct DecisionReport {
  let evaluation: DecisionEvaluation
  let thresholds: Thresholds
  let showsErrors: Bool

  private var figures: [(name: String, value: Double)] {
    let shares = evaluation.shares(thresholds)
    return [
      ("act", thresholds.act), ("offer", thresholds.offer), ("right, of all", shares.right),
      ("right, inside", shares.rightInside),
      ("asked with the right choice, inside", shares.askedInside),
      ("missed, inside", shares.missedInside), ("wrong, inside", shares.wrongInside),
      ("answered, outside", shares.answeredOutside), ("asked, outside", shares.askedOutside),
    ]
  }

  /// Of the intents and answers that lead: how often those of a confidence were right.
  private var reliability: Evaluation {
    Evaluation(
      evaluation.cases.filter { !$0.message.expected.contains("refused") }.map { item in
        let best = item.reading.candidates.first { $0.candidate.kind != .outside }
        let name = best?.candidate.name ?? ""
        let isRight = item.message.expected.contains(name)
        return Prediction(
          gold: isRight ? name : item.message.isOutside ? nil : item.message.expected.min(),
          ranking: best.map { [Prediction.Guess(name, $0.confidence)] } ?? []
        )
      }
    )
  }

  var markdown: String {
    var text = MarkdownTable.text(
      [["figure", "value"]] + figures.map { [$0.name, three($0.value)] }
    )
    let bins = reliability.reliability().map {
      [
        "\(three($0.lowerBound))–\(three($0.upperBound))", "\($0.count)", three($0.confidence),
        three($0.accuracy),
      ]
    }
    text += "\ncalibration error \(three(reliability.calibrationError()))\n\n"
    text += MarkdownTable.text([["confidence", "messages", "mean confidence", "right"]] + bins)
    guard showsErrors else { return text }
    let errors = evaluation.outcomes(thresholds).filter { $0.outcome != .right }.map { item in
      let leading = item.verdict.candidates.prefix(3)
        .map { "\($0.candidate.name) \(three($0.confidence))" }.joined(separator: ", ")
      return [
        item.outcome.rawValue, item.case.message.expected.sorted().joined(separator: "/"),
        item.case.message.text,
        leading,
      ]
    }
    return text + "\n"
      + MarkdownTable.text([["outcome", "expected", "message", "leading"]] + errors)
  }

  var json: JSON {
    var object = JSONObject()
    object["messages"] = .integer(evaluation.cases.count)
    for figure in figures { object[figure.name] = .double(figure.value) }
    object["calibration error"] = .double(reliability.calibrationError())
    return .object(object)
  }

  private func three(_ value: Double) -> String { String(format: "%.3f", value) }
}
