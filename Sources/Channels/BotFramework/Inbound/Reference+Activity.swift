package import Messaging

extension Reference {
  /// Where the sender of an activity, or somebody else in its conversation, can be reached from now on.
  ///
  /// - Parameter user: their id in the directory.
  package init(of activity: Activity, for user: String, as account: Activity.Account? = nil) {
    let account = account ?? activity.from
    self.init(
      user: user,
      channelID: activity.channelID,
      serviceURL: activity.serviceURL,
      conversationID: activity.conversation.id,
      isPersonal: activity.conversation.isPersonal,
      tenantID: activity.conversation.tenantID ?? activity.tenantID,
      botID: activity.recipient?.id ?? "",
      botName: activity.recipient?.name,
      channelUserID: account?.id ?? "",
      channelUserName: account?.name,
      locale: activity.locale
    )
  }
}
