internal import Foundation
package import Ground

/// The measures of an ``Evaluation`` for people, as Markdown, and for machines, as JSON.
package struct EvaluationReport: Sendable {
  private let evaluation: Evaluation
  private let confusions: ArraySlice<Evaluation.Confusion>
  private let weakest: ArraySlice<Evaluation.LabelScore>

  /// - Parameters:
  ///   - evaluation: what to report.
  ///   - rows: how many confusions and how many of the weakest labels the tables hold at most.
  package init(_ evaluation: Evaluation, rows: Int = 20) {
    self.evaluation = evaluation
    confusions = evaluation.confusions.prefix(rows)
    weakest = evaluation.labelScores.filter { $0.count > 0 }
      .sorted { ($0.f1, $0.label) < ($1.f1, $1.label) }.prefix(rows)
  }

  /// Headed tables; figures with three decimals.
  package var markdown: String {
    let figures = [["figure", "value"]] + totals.map { [$0.name, $0.value] }
    let labels =
      [["label", "utterances", "precision", "recall", "F1"]]
      + weakest.map {
        [$0.label, "\($0.count)", text($0.precision), text($0.recall), text($0.f1)]
      }
    let mistakes =
      [["meant", "taken for", "times"]]
      + confusions.map { [$0.gold ?? "–", $0.predicted ?? "–", "\($0.count)"] }
    let bins =
      [["confidence", "utterances", "mean confidence", "right"]]
      + evaluation.reliability().map {
        [
          "\(text($0.lowerBound))–\(text($0.upperBound))", "\($0.count)", text($0.confidence),
          text($0.accuracy),
        ]
      }
    let thresholds =
      [["threshold", "right in scope", "out of scope found", "answered", "wrong of these"]]
      + evaluation.sweep(steps: 10).map {
        [
          text($0.threshold), text($0.accuracy), text($0.outOfScopeRecall), text($0.coverage),
          text($0.risk),
        ]
      }
    return [
      ("Figures", figures), ("Weakest labels", labels), ("Confusions", mistakes),
      ("Reliability", bins), ("Thresholds", thresholds),
    ].map { "## \($0.0)\n\n\(MarkdownTable.text($0.1))" }.joined(separator: "\n")
  }

  /// The same as an object of `figures`, `labels`, `confusions`, `reliability` and `thresholds`.
  package var json: JSON {
    var figures = JSONObject()
    figures["utterances"] = .integer(evaluation.predictions.count)
    figures["accuracy"] = .double(evaluation.accuracy)
    figures["macroF1"] = .double(evaluation.macroF1)
    figures["meanReciprocalRank"] = .double(evaluation.meanReciprocalRank)
    figures["scopeAUROC"] = evaluation.scopeAUROC.map { .double($0) } ?? .null
    figures["rightnessAUROC"] = evaluation.rightnessAUROC.map { .double($0) } ?? .null
    figures["calibrationError"] = .double(evaluation.calibrationError())
    return [
      "figures": .object(figures),
      "labels": .array(evaluation.labelScores.map(\.json)),
      "confusions": .array(evaluation.confusions.map(\.json)),
      "reliability": .array(evaluation.reliability().map(\.json)),
      "thresholds": .array(evaluation.sweep(steps: 20).map(\.json)),
    ]
  }

  private var totals: [(name: String, value: String)] {
    let all = [
      ("utterances", "\(evaluation.predictions.count)"),
      ("of these out of scope", "\(evaluation.outOfScope.count)"),
      ("accuracy in scope (P@1)", text(evaluation.accuracy)),
      ("macro F1", text(evaluation.macroF1)),
      ("mean reciprocal rank", text(evaluation.meanReciprocalRank)),
      ("AUROC in against out of scope", evaluation.scopeAUROC.map(text) ?? "–"),
      ("AUROC right against wrong", evaluation.rightnessAUROC.map(text) ?? "–"),
      ("calibration error, 10 bins", text(evaluation.calibrationError())),
    ]
    return all.map { (name: $0.0, value: $0.1) }
  }

  private func text(_ value: Double) -> String { String(format: "%.3f", value) }
}

extension Evaluation.LabelScore {
  fileprivate var json: JSON {
    [
      "label": .string(label), "count": .integer(count), "precision": .double(precision),
      "recall": .double(recall), "f1": .double(f1),
    ]
  }
}

extension Evaluation.Confusion {
  fileprivate var json: JSON {
    [
      "gold": gold.map { .string($0) } ?? .null,
      "predicted": predicted.map { .string($0) } ?? .null,
      "count": .integer(count),
    ]
  }
}

extension Evaluation.ReliabilityBin {
  fileprivate var json: JSON {
    [
      "from": .double(lowerBound), "to": .double(upperBound), "count": .integer(count),
      "confidence": .double(confidence), "accuracy": .double(accuracy),
    ]
  }
}

extension Evaluation.ThresholdPoint {
  fileprivate var json: JSON {
    [
      "threshold": .double(threshold), "accuracy": .double(accuracy),
      "outOfScopeRecall": .double(outOfScopeRecall), "coverage": .double(coverage),
      "risk": .double(risk),
    ]
  }
}
