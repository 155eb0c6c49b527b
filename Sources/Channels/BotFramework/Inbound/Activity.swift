package import Ground

/// What a channel of the Bot Framework tells a bot: an activity, as far as anything here asks for it.
///
/// Activity protocol (microsoft/Agents, `protocol-activity.md`). What is not known is passed over (A2005); what is known
/// and of another type than it should be counts as not there, as long as it can still be said where it comes from.
package struct Activity: Sendable, Hashable {
  package var kind: Kind
  /// What the channel calls it; nil where it says nothing.
  package var id: String?
  package var channelID: String
  /// Where the channel's connector is; empty where the channel does not say.
  package var serviceURL: String
  package var conversation: Room
  package var from: Account?
  /// The bot, as the channel knows it.
  package var recipient: Account?
  /// The id of the tenant, as the channel's own data have it; empty where that is no text.
  package var tenantID: String?
  /// The words, as they came: with mentions, at most ``longestText`` bytes.
  package var text: String
  package var mentions: [Mention]
  /// Whether there are files or pictures; not counting what Teams adds to words, the same words in HTML.
  package var hasAttachments: Bool
  /// What a card or a button has sent, or what is to be invoked.
  package var value: JSON?
  /// What is to be invoked, or what has happened.
  package var name: String?
  /// What has become of an installation: `add`, `remove`, `add-upgrade`, `remove-upgrade`.
  package var action: String?
  /// Who has come into the conversation, the bot possibly among them.
  package var newcomers: [Account]
  /// The language of the user's client (BCP 47).
  package var locale: String?
  /// Whether the answers are wanted in the response.
  package var expectsReplies: Bool

  /// What is told.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case message, invoke, conversationUpdate, installationUpdate, messageReaction, messageUpdate,
      messageDelete, typing, event, endOfConversation
    /// What nobody here knows; it is taken and passed over (A2014).
    case other
  }

  /// Where it is told.
  package struct Room: Sendable, Hashable {
    /// Never empty.
    package var id: String
    /// Whether nobody but the user and the bot is there.
    package var isPersonal: Bool
    /// Empty where what is there is no text.
    package var tenantID: String?
  }

  /// Somebody in a conversation, a bot possibly.
  package struct Account: Sendable, Hashable {
    /// The channel's id of them, made for this bot; empty where the channel does not say.
    package var id: String
    package var name: String?
    /// The object id in Microsoft Entra, as it came.
    package var entraID: String?
    package var isBot: Bool
  }

  /// The most of a text that is kept, in UTF-8 bytes: four times what is read of a message.
  package static let longestText = 16_384
  /// The most that an id may have, in UTF-8 bytes.
  package static let longestID = 512
  /// The most levels that an activity may have.
  package static let mostLevels = 64

  /// Whether a bot has said it, this one perhaps: who answered that would talk for ever.
  package var isFromBot: Bool {
    guard let from else { return false }
    return from.isBot || !from.id.isEmpty && from.id == recipient?.id
  }
}

/// An activity cannot be taken: the answer is 400, and what is wrong goes to nobody but the operator.
package enum ActivityFault: String, Error, Sendable, Hashable, CaseIterable,
  CustomStringConvertible
{
  /// No JSON, or too deep.
  case json
  /// No object with a `type`.
  case type
  /// No `conversation.id`.
  case conversation
  /// An id that is too long.
  case tooLong

  package var description: String {
    switch self {
    case .json: "the activity is no JSON of at most \(Activity.mostLevels) levels"
    case .type: "the activity says no type"
    case .conversation: "the activity says no conversation"
    case .tooLong: "an id of the activity is longer than \(Activity.longestID) bytes"
    }
  }
}
