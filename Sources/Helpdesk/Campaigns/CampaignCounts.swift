/// How many members of a campaign stand where.
package struct CampaignCounts: Sendable, Hashable {
  package var byStatus: [CampaignMember.Status: Int] = [:]
  /// Of those that have ended, by the code of how.
  package var byOutcome: [String: Int] = [:]

  package init() {}

  /// How many there are, without those that were taken out.
  package var total: Int { waiting + started + ended }
  package var waiting: Int { byStatus[.waiting] ?? 0 }
  package var started: Int { byStatus[.started] ?? 0 }
  package var ended: Int { byStatus[.ended] ?? 0 }
  package var removed: Int { byStatus[.removed] ?? 0 }
}
