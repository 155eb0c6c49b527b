internal import Ground
internal import Messaging

extension Activity {
  /// Whether a message is meant for the bot: alone with it everything is, elsewhere what mentions it and what its own cards
  /// send.
  package var isForUs: Bool {
    conversation.isPersonal || mentionsUs || kind == .message && value?.object != nil
  }

  /// What a message says.
  package var content: Arrival.Content {
    if let data = value, data[Question.key] != nil { return .submission(data) }
    let words = words
    if !words.isEmpty { return .text(words) }
    if let value, let content = Self.content(of: value) { return content }
    return hasAttachments ? .attachment : .text("")
  }

  /// What a button or a card has sent; nil where that is nothing.
  static func content(of value: JSON) -> Arrival.Content? {
    if case .string(let text) = value { return text.isEmpty ? nil : .text(text) }
    guard let members = value.object, members.count > 0 else { return nil }
    if members[Question.key] != nil { return .submission(value) }
    if let words = words(of: members["msteams"]) { return .text(words) }
    // One of the numbered choices under a message.
    if let choice = members["choice"],
      let number = choice.int ?? choice.string.flatMap({ Int($0) }),
      (1...99).contains(number)
    {
      return .text("\(number)")
    }
    return .submission(value)
  }

  /// What Teams would have said in the user's name (`messageBack`, `imBack`), where a client left that to us.
  private static func words(of action: JSON?) -> String? {
    let words: JSON? =
      switch action?["type"]?.string {
      case "messageBack": action?["text"] ?? action?["value"]
      case "imBack": action?["value"]
      default: nil
      }
    return words?.string.flatMap { $0.isEmpty ? nil : $0 }
  }
}
