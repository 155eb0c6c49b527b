internal import Dialogue
package import Ground
package import Messaging
package import People

/// What a channel has understood of who says what, where; the text still as it was written.
///
/// Whoever makes one has made sure that the channel vouches for the user and that they may use Rakel.
package struct Arrival: Sendable {
  /// What there is to answer.
  package enum Content: Sendable, Hashable {
    /// Words, without the mention of the bot; anything of any length may be in them.
    case text(String)
    /// What a card submitted: its data with the inputs.
    case submission(JSON)
    /// Nothing but files or pictures, which nobody here can read; none of it is kept.
    case attachment
    /// Nothing: somebody has come into the conversation.
    case greeting
  }

  /// Where the answer goes; its key is also the id of the conversation in Dialogue.
  package var reference: Reference
  package var user: User
  /// What the channel calls the activity, at most 512 bytes; nil where it says nothing, and then nothing is taken twice.
  package var activityID: String?
  package var content: Content
  /// The language of the user's client (BCP 47), which decides nothing that must be right.
  package var locale: String?
  /// Whether the user can be written to there later; else what comes too late goes where they can be reached alone.
  package var isLasting = true

  package init(
    _ content: Content,
    from user: User,
    at reference: Reference,
    activityID: String? = nil,
    locale: String? = nil
  ) {
    self.reference = reference
    self.user = user
    self.activityID = activityID
    self.content = content
    self.locale = locale
  }
}
