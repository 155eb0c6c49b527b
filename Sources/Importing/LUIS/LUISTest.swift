/// A batch test of Language Understanding: utterances with the intents and entities to be found in them.
enum LUISTest {
  /// Reads a bare array, or an object with `LabeledTestSetUtterances`.
  static func imported(_ root: Field) throws(ImportError) -> Imported {
    var losses = Losses()
    var rows: [EvaluationRow] = []
    let list = root.isArray ? root : try root.member("LabeledTestSetUtterances")
    for field in try list.items() {
      let text = try field.member("text").requiredText().oneTSVCell
      let intent = Names.intent(try field.member("intent").requiredText(), &losses)
      if try !field.member("entities").items().isEmpty {
        losses.count("labels of test utterances are left out", at: field.name)
      }
      if text.isEmpty {
        losses.count("an utterance without text is left out", at: field.name)
      } else {
        rows.append(EvaluationRow(intent: intent, text: text))
      }
    }
    return Imported(evaluation: rows, warnings: losses.lines)
  }
}

extension String {
  /// This text on one line without tabs.
  var oneTSVCell: String { String(oneLine.map { $0 == "\t" ? " " : $0 }) }
}
