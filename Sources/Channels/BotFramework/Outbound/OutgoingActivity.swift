internal import Cards
package import Ground
package import Messaging

/// A message as the activities that say it (Activity protocol, "Message activity"): one, or several where it is long.
package struct OutgoingActivity: Sendable {
  /// How large an activity may be, as UTF-16 code units of its JSON.
  package enum Size: Int, Sendable {
    /// 80 KB: Teams takes about 100, and says so inexactly.
    case usual = 40_960
    /// For a channel that has refused the usual one; a card is then told in words.
    case small = 10_240
  }

  private let message: OutgoingMessage
  private let reference: Reference
  private let replyTo: String?

  /// - Parameter replyTo: The channel's id of the activity that is answered; nil where none is.
  package init(_ message: OutgoingMessage, to reference: Reference, replyTo: String? = nil) {
    self.message = message
    self.reference = reference
    self.replyTo = replyTo
  }

  /// The activities in their order; none where there is nothing to say.
  ///
  /// A card goes without the text: of both in one activity Teams makes two, and gives the id of neither.
  package func parts(_ size: Size = .usual) -> [JSON] {
    if size == .usual, let card = message.card {
      let activity = self.activity(card: card)
      if Self.fits(activity, size) { return [activity] }
    }
    return textParts(size)
  }

  private func activity(card: JSON) -> JSON {
    var activity = envelope("message")
    activity["summary"] = Self.text(Self.summary(of: message.text))
    activity["inputHint"] = Self.hint(isAsking: card["actions"]?.array?.isEmpty == false)
    activity["attachments"] = [
      ["contentType": "application/vnd.microsoft.card.adaptive", "content": refreshing(card)]
    ]
    return .object(activity)
  }

  /// The card such that Teams asks for it as it is now whenever its user comes upon it (Universal Actions, "Refresh").
  ///
  /// Only one that asks something changes while it is open.
  private func refreshing(_ card: JSON) -> JSON {
    guard reference.channelID == "msteams", var object = card.object, object["refresh"] == nil,
      !reference.channelUserID.isEmpty,
      let question = object["actions"]?.array?.lazy.compactMap({ $0["data"]?[Question.key] }).first
    else { return card }
    object["refresh"] = [
      "action": [
        "type": "Action.Execute", "title": "Refresh", "verb": "refresh",
        "data": [Question.key: question],
      ],
      "userIds": [.string(reference.channelUserID)],
    ]
    return .object(object)
  }

  private func textParts(_ size: Size) -> [JSON] {
    // A card that is told in words has its buttons numbered, as a terminal shows it.
    let titles =
      message.options.isEmpty
      ? message.card.map { CardText(Card(json: $0)).choices.map(\.title) } ?? []
      : message.options
    let list = titles.enumerated().map { "\($0 + 1). \($1.inOneLine)" }
    let whole = ([message.text] + (list.isEmpty ? [] : [list.joined(separator: "\n")]))
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
    var last = envelope("message")
    last["textFormat"] = "markdown"
    last["inputHint"] = Self.hint(isAsking: !list.isEmpty)
    last["suggestedActions"] = suggestions
    // What is short fits, whatever else is in the activity.
    let isShort = TextParts.fits(whole, in: Self.leastRoom)
    let frame = isShort ? 0 : JSON.object(last).text.utf16.count + 32
    let texts = TextParts.split(whole, most: max(size.rawValue - frame, Self.leastRoom))
    return texts.enumerated().map { index, text in
      var activity = last
      if index < texts.count - 1 {
        activity["suggestedActions"] = nil
        activity["inputHint"] = Self.hint(isAsking: false)
      }
      activity["text"] = .string(text)
      return .object(activity)
    }
  }

  /// As many UTF-16 code units of text an activity has room for at least.
  private static let leastRoom = 1_024

  /// Buttons under the text; Teams has them in personal chats only, six at most, and only to say what is on them.
  private var suggestions: JSON? {
    let titles = message.options
    guard reference.isPersonal, message.card == nil, (1...6).contains(titles.count) else {
      return nil
    }
    return [
      "to": [.string(reference.channelUserID)],
      "actions": .array(
        titles.map { ["type": "imBack", "title": .string($0), "value": .string($0)] }
      ),
    ]
  }

  /// What every activity has; members that would be empty are left out (A2004).
  private func envelope(_ type: JSON) -> JSONObject {
    var activity = JSONObject()
    activity["type"] = type
    activity["from"] = Self.account(reference.botID, reference.botName)
    activity["recipient"] = Self.account(reference.channelUserID, reference.channelUserName)
    activity["conversation"] = ["id": .string(reference.conversationID)]
    activity["replyToId"] = Self.text(replyTo)
    activity["locale"] = Self.text(reference.locale)
    return activity
  }

  /// Nil where the channel gave no id: a name alone is nobody (A2041).
  private static func account(_ id: String, _ name: String?) -> JSON? {
    guard !id.isEmpty else { return nil }
    var account = JSONObject()
    account["id"] = text(id)
    account["name"] = text(name)
    return .object(account)
  }

  private static func text(_ text: String?) -> JSON? {
    guard let text, !text.isEmpty else { return nil }
    return .string(text)
  }

  private static func hint(isAsking: Bool) -> JSON {
    isAsking ? "expectingInput" : "acceptingInput"
  }

  /// The first words, for the notification that a card alone would leave empty.
  private static func summary(of text: String) -> String {
    let line = (text.utf8.count > 400 ? text.prefix(400) : Substring(text)).inOneLine
    guard line.utf8.count > 120,
      let end = line.index(line.startIndex, offsetBy: 119, limitedBy: line.endIndex),
      !line[end...].dropFirst().isEmpty
    else { return line }
    let cut = line[..<end]
    return String(cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut) + "…"
  }

  private static func fits(_ activity: JSON, _ size: Size) -> Bool {
    // To add up what it takes at most is much less than to write it.
    if activity.mostBytes <= size.rawValue { return true }
    let text = activity.text
    // Most are short, and have no more code units than bytes.
    return text.utf8.count <= size.rawValue || text.utf16.count <= size.rawValue
  }
}

extension JSON {
  /// No text of it is longer, in bytes: each byte of a string may be escaped by six.
  fileprivate var mostBytes: Int {
    switch self {
    case .null, .bool, .integer, .double: 32
    case .string(let string): string.utf8.count * 6 + 3
    case .array(let array): array.reduce(3) { $0 + $1.mostBytes }
    case .object(let object):
      object.reduce(3) { $0 + $1.key.utf8.count * 6 + 4 + $1.value.mostBytes }
    }
  }
}

extension StringProtocol {
  /// Its words with one space between them.
  fileprivate var inOneLine: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    var isAfterWord = false
    // As a string of its own: the scalars of a part of one are looked up one by one.
    for scalar in String(self).unicodeScalars {
      let isBlank = scalar.isASCII ? scalar.value <= 0x20 : scalar.properties.isWhitespace
      if !isBlank {
        // Nearly all are ASCII.
        if scalar.isASCII {
          bytes.append(UInt8(scalar.value))
        } else {
          bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
      } else if isAfterWord {
        bytes.append(UInt8(ascii: " "))
      }
      isAfterWord = !isBlank
    }
    if !isAfterWord, !bytes.isEmpty { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
