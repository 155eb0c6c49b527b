/// What happened, by a name that stays the same for ever: `case.created`.
package struct AuditEvent: RawRepresentable, Sendable, Hashable {
  package let rawValue: String

  private init(own name: String) { rawValue = name }

  /// The event of that name: two or more words of `a`–`z`, digits and hyphens with a dot between, at most 64 bytes.
  package init?(rawValue: String) {
    let words = rawValue.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard rawValue.utf8.count <= 64, words.count >= 2,
      words.allSatisfy({ word in
        word.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } == true
          && word.allSatisfy(Self.isPlain)
      })
    else { return nil }
    self.rawValue = rawValue
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// Whether the name is one that only Rakel itself writes, by its first word.
  package var isOwn: Bool { Self.ownWords.contains(rawValue.prefix { $0 != "." }) }

  private static let ownWords: Set<Substring> = [
    "flow", "question", "access", "case", "item", "status", "audit",
    "privacy", "campaign", "fleet", "licences", "people",
  ]
}

extension AuditEvent {
  package static let flowStarted = AuditEvent(own: "flow.started")
  package static let flowCancelled = AuditEvent(own: "flow.cancelled")
  package static let flowPaused = AuditEvent(own: "flow.paused")
  package static let flowResumed = AuditEvent(own: "flow.resumed")
  package static let flowRetried = AuditEvent(own: "flow.retried")
  package static let flowMigrated = AuditEvent(own: "flow.migrated")
  package static let questionAnswered = AuditEvent(own: "question.answered")
  package static let accessRefused = AuditEvent(own: "access.refused")
  package static let caseCreated = AuditEvent(own: "case.created")
  package static let caseNoted = AuditEvent(own: "case.noted")
  package static let caseChanged = AuditEvent(own: "case.changed")
  package static let caseClosed = AuditEvent(own: "case.closed")
  package static let itemAdded = AuditEvent(own: "item.added")
  package static let itemChanged = AuditEvent(own: "item.changed")
  package static let itemClaimed = AuditEvent(own: "item.claimed")
  package static let itemUnclaimed = AuditEvent(own: "item.unclaimed")
  package static let itemHandedOver = AuditEvent(own: "item.handed-over")
  package static let itemNoted = AuditEvent(own: "item.noted")
  package static let itemDone = AuditEvent(own: "item.done")
  package static let itemCancelled = AuditEvent(own: "item.cancelled")
  package static let statusAdded = AuditEvent(own: "status.added")
  package static let statusEnded = AuditEvent(own: "status.ended")
  package static let auditTrimmed = AuditEvent(own: "audit.trimmed")
  package static let fleetImported = AuditEvent(own: "fleet.imported")
  package static let licencesScanned = AuditEvent(own: "licences.scanned")
  package static let licencesDecided = AuditEvent(own: "licences.decided")
  package static let licencesKept = AuditEvent(own: "licences.kept")
  package static let licencesRemoved = AuditEvent(own: "licences.removed")
  package static let licencesRestored = AuditEvent(own: "licences.restored")
  package static let peopleSynced = AuditEvent(own: "people.synced")
  package static let privacyExported = AuditEvent(own: "privacy.exported")
  package static let privacyDeleted = AuditEvent(own: "privacy.deleted")
  package static let campaignStarted = AuditEvent(own: "campaign.started")
  package static let campaignPaused = AuditEvent(own: "campaign.paused")
  package static let campaignResumed = AuditEvent(own: "campaign.resumed")
  package static let campaignStopped = AuditEvent(own: "campaign.stopped")
  package static let campaignAdded = AuditEvent(own: "campaign.added")
  package static let campaignRemoved = AuditEvent(own: "campaign.removed")
}
