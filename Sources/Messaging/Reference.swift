/// Where somebody can be reached on a channel, and as whom: what is needed to write to them without being asked.
///
/// Every activity of theirs brings it anew, and the newest counts (Activity protocol, A2301 to A2304).
package struct Reference: Sendable, Hashable {
  /// What it is kept under, and the id of the conversation in the dialogue.
  ///
  /// See ``key(channel:conversation:of:isPersonal:)``.
  package var key: String
  /// The user's id in the directory.
  package var user: String
  /// The channel's name: `msteams`, `emulator`.
  package var channelID: String
  /// The address of the channel's connector, as it came; whether a token may go there is for the sender to check.
  package var serviceURL: String
  /// The channel's id of the conversation.
  package var conversationID: String
  /// Whether nobody but the user and the bot is in the conversation.
  package var isPersonal: Bool
  package var tenantID: String?
  /// The channel's id of the bot.
  package var botID: String
  package var botName: String?
  /// The channel's id of the user, which is this bot's alone (`29:…`).
  package var channelUserID: String
  package var channelUserName: String?
  /// The language of the user's client (BCP 47).
  package var locale: String?
  /// Why nothing can be sent there any more; nil where it can.
  package var blocked: String?

  /// A reference that is not blocked, under the key that follows from the rest.
  package init(
    user: String,
    channelID: String,
    serviceURL: String,
    conversationID: String,
    isPersonal: Bool,
    tenantID: String? = nil,
    botID: String,
    botName: String? = nil,
    channelUserID: String,
    channelUserName: String? = nil,
    locale: String? = nil
  ) {
    key = Self.key(
      channel: channelID,
      conversation: conversationID,
      of: user,
      isPersonal: isPersonal
    )
    self.user = user
    self.channelID = channelID
    self.serviceURL = serviceURL
    self.conversationID = conversationID
    self.isPersonal = isPersonal
    self.tenantID = tenantID
    self.botID = botID
    self.botName = botName
    self.channelUserID = channelUserID
    self.channelUserName = channelUserName
    self.locale = locale
  }

  /// `msteams:a:1abc` for a personal chat, `msteams:19:…@thread.tacv2#kari` where others are there too.
  ///
  /// In a group everybody has a conversation of their own, so that nobody answers for somebody else.
  package static func key(
    channel: String,
    conversation: String,
    of user: String,
    isPersonal: Bool
  ) -> String {
    isPersonal ? "\(channel):\(conversation)" : "\(channel):\(conversation)#\(user)"
  }
}
