package import Foundation
internal import Ground
internal import People
package import Storage

/// The one transaction in which those who were read become those who are known.
package struct PersonTaking: Sendable {
  package let now: Date
  /// Whether more than a fifth of those known may be gone, or have another role, at once.
  package let isForced: Bool
  /// Who syncs, by their id; nil for Rakel itself.
  package let user: String?

  package init(at now: Date, isForced: Bool, by user: String?) {
    self.now = now
    self.isForced = isForced
    self.user = user
  }

  /// The most who are named one by one.
  package static let mostShown = 50

  /// Takes all of it, or, where that would be too many at once, nothing; in both cases what was read is let go of.
  package func run(in connection: Connection) throws(DatabaseError) -> PeopleChanges {
    var changes = PeopleChanges()
    guard let reading = try PersonStore.reading(in: connection), let link = reading.changes else {
      throw DatabaseError(code: 1, message: "a sync was taken before everybody was read")
    }
    changes.known = try PersonStore.count(in: connection)
    changes.gone = try PersonStore.goneCount(isFull: reading.isFull, in: connection)
    changes.roles = try PersonStore.roleChanges(in: connection)
    changes.samples = try PersonStore.samples(
      isFull: reading.isFull,
      Self.mostShown,
      in: connection
    )
    changes.refusal = isForced ? nil : refusal(of: changes)
    if changes.refusal == nil {
      try PersonStore.removeGone(isFull: reading.isFull, at: now, in: connection)
      changes.changed = try PersonStore.update(in: connection)
      changes.new = try PersonStore.insert(in: connection)
      if changes.new + changes.changed + changes.gone > 0 {
        try PersonStore.noteChange(in: connection)
      }
      let sync = PersonSync(
        finished: now,
        source: reading.source,
        rules: reading.rules,
        changes: link
      )
      try PersonStore.note(sync, in: connection)
      try audit(changes, in: connection)
    }
    changes.counts = try PersonStore.roles(in: connection)
    try PersonStore.forgetReading(in: connection)
    return changes
  }

  private func refusal(of changes: PeopleChanges) -> PeopleChanges.Refusal? {
    if changes.gone * 5 > changes.known { return .gone(changes.gone) }
    return changes.roles * 5 > changes.known ? .roles(changes.roles) : nil
  }

  /// What changes who may what is in the audit, by whomever; what changes nothing is not.
  private func audit(_ changes: PeopleChanges, in connection: Connection) throws(DatabaseError) {
    guard user != nil || changes.new + changes.changed + changes.gone > 0 else { return }
    let entry = AuditEntry(
      .peopleSynced,
      by: user,
      details: [
        "new": .integer(changes.new), "changed": .integer(changes.changed),
        "gone": .integer(changes.gone), "roles": .integer(changes.roles),
      ],
      at: now
    )
    try AuditStore.append(entry, in: connection)
  }
}
