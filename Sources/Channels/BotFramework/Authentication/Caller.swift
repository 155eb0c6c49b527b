/// Who is vouched for by the token of a request.
package enum Caller: Sendable, Hashable {
  /// The channel service, for that channel; its word on users and tenants counts.
  case channel(id: String)
  /// The Emulator, which has the bot's secret: a developer's, whose word on users counts for nothing elsewhere.
  case emulator
  /// Another bot that may call us, by its application's id and its tenant's.
  case bot(applicationID: String, tenant: String)
}

/// Where an activity says it comes from, which its token must bear out.
package struct ActivityAddress: Sendable, Hashable {
  /// Its `channelId`.
  package var channelID: String?
  /// Its `serviceUrl`.
  package var serviceURL: String?

  package init(channelID: String?, serviceURL: String?) {
    self.channelID = channelID
    self.serviceURL = serviceURL
  }
}
