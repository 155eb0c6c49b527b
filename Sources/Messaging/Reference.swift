/// Where somebody can be reached on a channel: what proactive messages need.
package struct Reference: Sendable, Hashable {
  /// `{channelId}:{conversation.id}` of a personal chat, else `{channelId}:{conversation.id}#{user}`.
  package var key: String
  /// The user's id in the directory.
  package var user: String
  package var channelID: String
  package var serviceURL: String
  package var conversationID: String
  package var isPersonal: Bool
  package var tenantID: String?
  package var botID: String
  package var botName: String?
  package var channelUserID: String
  package var channelUserName: String?
  package var locale: String?
}
