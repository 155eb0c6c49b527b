package import Ground
package import Messaging
internal import Understanding

/// What of a submission may be kept.
extension Turn {
  /// What the data say to the question, secrets masked, and whether there are any; nothing else that a client has sent.
  ///
  /// Masked again it stays as it is.
  package static func masked(
    _ data: JSON,
    for question: Question
  ) -> (data: JSON, hasSecrets: Bool) {
    var kept = JSONObject()
    var hasSecrets = false
    for (key, value) in data.object ?? JSONObject() {
      if let input = question.inputs.first(where: { $0.id == key }) {
        let (value, isSecret) = masked(value, for: input)
        kept[key] = value
        hasSecrets = hasSecrets || isSecret
      } else if key == Question.key || question.actions.contains(where: { $0.data[key] == value }) {
        kept[key] = value
      }
    }
    return (.object(kept), hasSecrets)
  }

  /// The value as it may be kept; nil for what no input gives.
  ///
  /// People write into whatever field there is, and clients send whatever they like: only what we offered ourselves is
  /// no secret for certain.
  private static func masked(
    _ value: JSON,
    for input: Question.Input
  ) -> (value: JSON?, isSecret: Bool) {
    let text: String
    switch value {
    case .string(let typed): text = typed
    case .integer, .double: text = value.text
    case .bool, .null: return (value, false)
    case .array, .object: return (nil, false)
    }
    if input.offers(text) { return (value, false) }
    // Nothing that long is an answer, whatever is masked in it.
    let bounded = String(text.prefix(Question.Input.longestText + 1))
    let redaction = Redaction(bounded)
    let isSecret = !redaction.findings.isEmpty || bounded.contains(Redaction.mask)
    if case .string = value { return (.string(redaction.text), isSecret) }
    return isSecret ? (.string(redaction.text), true) : (value, false)
  }
}

extension Question.Input {
  /// Whether the text is, word for word, one of the values or some of them that may be chosen.
  fileprivate func offers(_ text: String) -> Bool {
    switch kind {
    case .choice(let choices, _):
      let values = Set(choices.map(\.value))
      return text.split(separator: ",").allSatisfy { values.contains(String($0)) }
    case .toggle(let on, let off): return text == on || text == off
    case .text, .date, .time, .number: return false
    }
  }
}
