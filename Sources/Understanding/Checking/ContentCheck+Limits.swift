internal import Authoring
internal import Ground

extension ContentCheck {
  /// What is larger than the services take that the format comes from.
  ///
  /// The sizes are those of Microsoft's QnA Maker and custom question answering.
  var limits: [Diagnostic] {
    [authored.qna, authored.replies, authored.phrases].flatMap(\.pairs).flatMap(tooLarge)
  }

  /// UTF-16 code units of an answer.
  private static let longestAnswer = 25_000
  /// UTF-16 code units of a question.
  private static let longestQuestion = 1_000
  private static let mostAlternates = 300

  private func tooLarge(_ pair: QNAPair) -> [Diagnostic] {
    var found = pair.questions.compactMap { question in
      excess("long-question", question.place, question.text.utf16.count, Self.longestQuestion) {
        "a question of \(pair.name.quoted) has \($0) characters; \($1) are taken"
      }
    }
    found += [
      excess("long-answer", pair.answer.place, pair.answer.text.utf16.count, Self.longestAnswer) {
        "the answer of \(pair.name.quoted) has \($0) characters; \($1) are taken"
      },
      excess("many-alternates", pair.place, pair.questions.count - 1, Self.mostAlternates) {
        "\(pair.name.quoted) has \($0) alternates; \($1) are taken"
      },
    ].compactMap(\.self)
    return found
  }

  private func excess(
    _ code: String,
    _ place: Place,
    _ count: Int,
    _ limit: Int,
    message: (Int, Int) -> String
  ) -> Diagnostic? {
    guard count > limit else { return nil }
    return Diagnostic(
      .warning,
      code,
      at: place,
      message(count, limit),
      hint: "shorten or divide it"
    )
  }
}
