/// What campaigns can be about.
///
/// What differs by kind is told by its ``CampaignPolicy``, ``CampaignPlan``, ``CampaignTurn`` and ``CampaignWished``; the
/// compiler names them to whoever adds a kind.
package enum CampaignKind: String, Sendable, Hashable, CaseIterable {
  /// Old machines, which are exchanged.
  case rollover = "pc-rollover"
  /// Licences that nobody uses, which are freed.
  case licences = "licence-cleanup"
}

extension Campaign {
  /// What it is about; nil for a kind that this version does not know.
  package var about: CampaignKind? { CampaignKind(rawValue: kind) }
}
