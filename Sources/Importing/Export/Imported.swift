package import Authoring

/// What an export says, in the terms of `.lu` and `.qna`, and what they could not carry.
package struct Imported: Sendable, Hashable {
  /// Intents and entities; nil where the export holds neither.
  package var lu: LUFile?
  /// Questions and answers; nil where the export holds none.
  package var qna: QNAFile?
  /// Utterances that were kept for testing.
  package var evaluation: [EvaluationRow]
  /// What was left out or changed, a line each, in the order met.
  package var warnings: [String]

  package init(
    lu: LUFile? = nil,
    qna: QNAFile? = nil,
    evaluation: [EvaluationRow] = [],
    warnings: [String] = []
  ) {
    self.lu = lu
    self.qna = qna
    self.evaluation = evaluation
    self.warnings = warnings
  }
}

/// An utterance and the intent that a recogniser ought to find in it.
package struct EvaluationRow: Sendable, Hashable {
  package var intent: String
  /// One line, without tabs.
  package var text: String

  package init(intent: String, text: String) {
    self.intent = intent
    self.text = text
  }
}
