/// What somebody of the IT staff wants with a campaign, as far as their words tell.
package struct CampaignWish: Sendable, Hashable {
  /// What can be done in the chat.
  package enum Act: String, Sendable, Hashable, CaseIterable {
    case start, pause, resume, stop, status, report, add, remove
    /// Not told, or something else: to be asked.
    case ask
  }

  package var act: Act
  /// Whether they said so in plain words; what is not plain is done only once it is confirmed.
  package var isSure: Bool

  package init(_ act: Act, isSure: Bool = true) {
    self.act = act
    self.isSure = isSure
  }
}
