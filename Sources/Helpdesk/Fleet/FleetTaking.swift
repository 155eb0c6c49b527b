internal import Foundation
internal import Ground
internal import Storage

/// The one transaction in which what was staged becomes what is known.
struct FleetTaking: Sendable {
  let source: FleetSource
  let time: Date
  let user: String?
  let terms: FleetImport.Terms
  var changes: FleetChanges

  func run(in connection: Connection) throws(DatabaseError) -> FleetChanges {
    var changes = changes
    let duplicates = try FleetStore.dropDuplicates(
      showing: FleetImport.mostShown,
      in: connection
    )
    changes.duplicates = duplicates.count
    changes.firstDuplicates = duplicates.shown
    let goes = terms.isComplete && changes.goneIsUnknown == nil
    if goes, !terms.isForced {
      let missing = try FleetStore.missing(from: source.name, in: connection)
      if missing.missing * 5 > missing.known {
        changes.refusal = missing
        return changes
      }
    }
    try take(goes: goes, &changes, in: connection)
    return changes
  }

  private func take(
    goes: Bool,
    _ changes: inout FleetChanges,
    in connection: Connection
  ) throws(DatabaseError) {
    let before = try FleetStore.knownCount(in: connection)
    let number = try FleetStore.noteImport(
      source,
      rows: changes.rows,
      isComplete: goes,
      at: time,
      by: user,
      in: connection
    )
    let touched = try FleetStore.report(from: source.name, import: number, in: connection)
    // Entries of many devices lie in no order, and each is a page read and written; sorting all of them is quicker.
    let isMost = touched > 20_000 && touched * 4 > before
    if isMost { try FleetStore.dropIndexes(in: connection) }
    if goes { try FleetStore.forget(from: source.name, import: number, in: connection) }
    let old = try sampled(import: number, in: connection)
    let made = try FleetStore.join(
      import: number,
      from: source.name,
      at: time,
      in: connection
    )
    changes.gone = try FleetStore.markGone(
      import: number,
      from: source.name,
      at: time,
      in: connection
    )
    if isMost { try FleetStore.makeIndexes(in: connection) }
    let after = try FleetStore.knownCount(in: connection)
    changes.new = after - before + changes.gone
    changes.changed = made - changes.new
    let read = changes.rows - changes.placeholders - changes.faulty - changes.duplicates
    changes.unchanged = read - changes.new - changes.changed
    changes.samples = try samples(old, in: connection)
    try audit(changes, in: connection)
  }

  /// What somebody imports is in the audit.
  private func audit(_ changes: FleetChanges, in connection: Connection) throws(DatabaseError) {
    guard let user else { return }
    let entry = AuditEntry(
      .fleetImported,
      by: user,
      details: [
        "source": .string(source.name), "new": .integer(changes.new),
        "changed": .integer(changes.changed), "gone": .integer(changes.gone),
      ],
      at: time
    )
    try AuditStore.append(entry, in: connection)
  }

  /// The first devices that the import touches, as they were: nil for those that nobody knew.
  private func sampled(
    import number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [(serial: String, device: Device?)] {
    var found: [(serial: String, device: Device?)] = []
    for isGone in [false, true] {
      let serials = try FleetStore.touched(
        import: number,
        isGone: isGone,
        limit: FleetImport.mostShown,
        in: connection
      )
      for serial in serials {
        let isKnown = try !FleetStore.isGone(serial, in: connection)
        found.append((serial, isKnown ? try FleetStore.find(serial, in: connection) : nil))
      }
    }
    return found
  }

  /// What became of them.
  private func samples(
    _ old: [(serial: String, device: Device?)],
    in connection: Connection
  ) throws(DatabaseError) -> [FleetChanges.Sample] {
    var samples: [FleetChanges.Sample] = []
    for (serial, device) in old {
      let isGone = try FleetStore.isGone(serial, in: connection)
      guard let device else {
        if !isGone { samples.append(FleetChanges.Sample(serial: serial, kind: .new)) }
        continue
      }
      if isGone {
        samples.append(FleetChanges.Sample(serial: serial, kind: .gone))
      } else if let now = try FleetStore.find(serial, in: connection), now != device {
        let facts = now.facts(differingFrom: device)
        samples.append(FleetChanges.Sample(serial: serial, kind: .changed, facts: facts))
      }
    }
    return samples
  }
}

extension Device {
  /// The names of the facts that are others.
  fileprivate func facts(differingFrom other: Device) -> [String] {
    let pairs: [(FleetFact, Bool)] = [
      (.name, name == other.name), (.assetTag, assetTag == other.assetTag),
      (.manufacturer, manufacturer == other.manufacturer), (.model, model == other.model),
      (.purchased, purchased == other.purchased),
      (.warrantyEnds, warrantyEnds == other.warrantyEnds),
      (.endOfLife, endOfLife == other.endOfLife),
      (.municipality, municipality == other.municipality), (.unit, unit == other.unit),
      (.user, user == other.user), (.ownership, ownership == other.ownership),
      (.isShared, isShared == other.isShared), (.readiness, readiness == other.readiness),
      (.bootSeconds, health.bootSeconds == other.health.bootSeconds),
      (.blueScreens, health.blueScreens == other.health.blueScreens),
      (.freeGigabytes, health.freeGigabytes == other.health.freeGigabytes),
      (.lastSeen, lastSeen == other.lastSeen),
    ]
    return pairs.filter { !$0.1 }.map(\.0.rawValue)
  }
}
