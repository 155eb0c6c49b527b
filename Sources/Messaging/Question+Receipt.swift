package import Cards
package import Ground

extension Question {
  /// What takes the place of the question's message once it is answered: what was asked and what was chosen.
  ///
  /// - Parameter answer: what ``Question/answer(from:)`` made of what was submitted, which the flow got.
  package func receipt(of answer: JSON, in language: CardLanguage) -> OutgoingMessage {
    let asked = CardInputs(
      inputs: inputs.map(\.cardInput),
      actions: actions.map {
        var data = $0.data.object ?? JSONObject()
        data[Question.key] = nil
        return .init(title: $0.title, data: data, takesInputs: $0.takesInputs)
      }
    )
    let receipt = CardReceipt(question: text, asked, answer: answer, in: language)
    return OutgoingMessage(receipt.text, card: receipt.card.json, replaces: message)
  }
}
