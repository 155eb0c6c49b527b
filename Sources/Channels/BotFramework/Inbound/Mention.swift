internal import Ground

/// Somebody who is mentioned in a message, as an entity says it.
///
/// The entity is believed, and not the text, in which anybody can write `<at>…</at>`.
package struct Mention: Sendable, Hashable {
  /// The channel's id of whoever is mentioned.
  package var accountID: String
  package var name: String?
  /// The words that stand for it in the text: `<at>Rakel</at>`.
  package var text: String?

  /// The most mentions that are read of one message, and the longest words of one, in bytes.
  private static let most = 50
  private static let longest = 512

  /// The mentions among the entities of an activity; those that are malformed are passed over (A2104).
  static func all(in entities: JSON?) -> [Mention] {
    var mentions: [Mention] = []
    for entity in entities?.array ?? [] where mentions.count < most {
      guard entity["type"]?.string?.lowercased() == "mention",
        let id = entity["mentioned"]?["id"]?.string, !id.isEmpty
      else { continue }
      mentions.append(
        Mention(
          accountID: id,
          name: entity["mentioned"]?["name"]?.string.flatMap { Activity.bounded($0, longest) },
          text: entity["text"]?.string.flatMap { Activity.bounded($0, longest) }
        )
      )
    }
    return mentions
  }
}

extension Activity {
  /// Whether the bot itself is mentioned.
  package var mentionsUs: Bool { !ownMentions.isEmpty }

  /// The words without the mentions of the bot, and without blanks around them.
  package var words: String {
    let mentions = ownMentions
    var spoken = SpokenText(text)
    for mention in mentions { spoken.remove(mention) }
    return spoken.trimmed(isMarked: !mentions.isEmpty)
  }

  private var ownMentions: [Mention] {
    guard let id = recipient?.id, !id.isEmpty else { return [] }
    // A few of them say the same again and again: that is what can be worth looking for.
    var own: [Mention] = []
    for mention in mentions where mention.accountID == id && !own.contains(mention) {
      own.append(mention)
      if own.count == 4 { break }
    }
    return own
  }
}
