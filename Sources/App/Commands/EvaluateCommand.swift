internal import Foundation
internal import Ground
internal import Understanding

/// How well the content is told apart: by cross-validation, or on a file of labelled messages.
struct EvaluateCommand: Command {
  static let name = "evaluate"
  static let usage = "[--content DIR] [--labelled FILE [--recommend] [--errors]] [--json]"
  static let summary = "measures understanding, and recommends thresholds from labelled messages"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let folder = try ContentFolder(&arguments)
    let labelled = try arguments.option("labelled")
    let (recommend, errors) = (arguments.flag("recommend"), arguments.flag("errors"))
    let isJSON = arguments.flag("json")
    try arguments.finish()
    let content = try folder.content()
    guard let labelled else {
      let report = EvaluationReport(try CrossValidation.evaluation(of: content))
      Output.line(isJSON ? report.json.text : report.markdown)
      return 0
    }
    let evaluation = DecisionEvaluation(
      try LabelledMessages(path: labelled).messages,
      reader: try folder.reader(of: content),
      settings: content.settings
    )
    let report = DecisionReport(
      evaluation: evaluation,
      thresholds: recommend ? evaluation.recommended() : content.settings.thresholds,
      showsErrors: errors
    )
    Output.line(isJSON ? report.json.text : report.markdown)
    return 0
  }
}
