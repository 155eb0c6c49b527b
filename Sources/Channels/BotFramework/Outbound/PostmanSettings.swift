/// How a ``Postman`` goes about it.
package struct PostmanSettings: Sendable, Hashable {
  /// How many messages are on their way at once.
  package var sendingsAtOnce: Int
  /// How old a message is that is not tried again.
  package var age: Duration
  /// How fast one conversation is written to; empty for no limit.
  package var conversationPace: [Pace.Limit]
  /// How fast one tenant is written to; empty for no limit.
  package var tenantPace: [Pace.Limit]

  package init(
    sendingsAtOnce: Int = 128,
    age: Duration = .seconds(24 * 3_600),
    conversationPace: [Pace.Limit] = Pace.teamsConversation,
    tenantPace: [Pace.Limit] = Pace.teamsTenant
  ) {
    self.sendingsAtOnce = max(1, sendingsAtOnce)
    self.age = age
    self.conversationPace = conversationPace
    self.tenantPace = tenantPace
  }
}
