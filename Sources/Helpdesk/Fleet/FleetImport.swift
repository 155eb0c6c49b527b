package import Foundation
package import Storage

/// Takes what a source says of its devices into the inventory: staged as it comes, then all of it in one transaction.
///
/// What was staged is in no file until ``finish(_:)``: whoever stops before that has changed nothing. One import at a
/// time on a database.
package struct FleetImport: Sendable {
  private let database: Database
  private let source: FleetSource
  private let time: Date
  private let user: String?
  private var judge: ReportJudge
  private var changes = FleetChanges()
  private var hasBegun = false
  /// Those staged already, of each kind; forgotten when there are too many to be what they should be.
  private var terms: [String: Set<String>] = ["unit": [], "model": []]
  /// Rows that are left out and say not which device they are about.
  private var namelessFaults = 0

  /// - Parameter user: who imports, for the record; nil for Rakel itself.
  package init(
    into database: Database,
    from source: FleetSource,
    at time: Date,
    by user: String? = nil
  ) {
    self.database = database
    self.source = source
    self.time = time
    self.user = user
    judge = ReportJudge(at: time)
  }

  /// How what was staged is taken.
  package struct Terms: Sendable, Hashable {
    /// Whether the source said all that it knows, so that what it did not say is gone.
    package var isComplete = false
    /// Whether more than a fifth of its devices may be gone at once.
    package var isForced = false
    /// Whether nothing is kept: what would change is only said.
    package var isRehearsal = false

    package init(isComplete: Bool = false, isForced: Bool = false, isRehearsal: Bool = false) {
      self.isComplete = isComplete
      self.isForced = isForced
      self.isRehearsal = isRehearsal
    }
  }

  /// Takes all that a source has to say: ``stage(_:file:)`` and ``finish(_:)`` in one.
  ///
  /// - Parameter progress: told the number of rows now and then.
  /// - Throws: what `rows` throws, and then nothing is taken; a ``Storage/DatabaseError``.
  package static func take<Rows: AsyncSequence>(
    _ rows: Rows,
    from source: FleetSource,
    into database: Database,
    _ terms: Terms,
    at time: Date,
    by user: String? = nil,
    progress: (Int) -> Void = { _ in }
  ) async throws -> FleetChanges where Rows.Element == FleetRow {
    var taking = FleetImport(into: database, from: source, at: time, by: user)
    var batch: [FleetRow] = []
    for try await row in rows {
      batch.append(row)
      if batch.count == 1_000 {
        try await taking.stage(batch)
        batch.removeAll(keepingCapacity: true)
        progress(taking.changes.rows)
      }
    }
    try await taking.stage(batch)
    return try await taking.finish(terms)
  }

  /// Reads some more rows; a thousand or so at a time.
  ///
  /// - Parameter file: which of several files they are of, for what is said about them.
  package mutating func stage(_ rows: [FleetRow], file: Int = 0) async throws(DatabaseError) {
    var reports: [DeviceReport] = []
    var held: [String] = []
    for row in rows {
      do throws(FleetFault) {
        reports.append(try judge.judged(row.get()))
      } catch {
        leaveOut(error, file: file, &held)
      }
    }
    changes.rows += rows.count
    let (isFirst, newTerms) = (!hasBegun, newTerms(of: reports))
    hasBegun = true
    let (ready, kept) = (reports, held)
    try await database.write { (connection) throws(DatabaseError) in
      if isFirst { try FleetStore.beginStaging(in: connection) }
      for report in ready { try FleetStore.stage(report, file: file, in: connection) }
      for serial in kept { try FleetStore.hold(serial, in: connection) }
      for (kind, term) in newTerms {
        try FleetStore.stageTerm(term, kind: kind, in: connection)
      }
    }
  }

  private mutating func leaveOut(_ fault: FleetFault, file: Int, _ held: inout [String]) {
    if fault.isPlaceholder { changes.placeholders += 1 } else { changes.faulty += 1 }
    if changes.faults.count < Self.mostShown {
      changes.faults.append(FleetChanges.Fault(file: file, fault: fault))
    }
    if let serial = try? fault.serial.map({ try ReportJudge.serial($0, line: fault.line) }) {
      held.append(serial)
    } else if !fault.isPlaceholder {
      namelessFaults += 1
    }
  }

  /// The units and models that have not been staged yet.
  private mutating func newTerms(of reports: [DeviceReport]) -> [(kind: String, term: String)] {
    var found: [(kind: String, term: String)] = []
    for report in reports {
      if let unit = report.unit, terms["unit", default: []].insert(unit).inserted {
        found.append(("unit", unit))
      }
      if let model = report.model, terms["model", default: []].insert(model).inserted {
        found.append(("model", model))
      }
    }
    for (kind, known) in terms where known.count > 10_000 { terms[kind] = [] }
    return found
  }

  /// Takes what was staged, all of it or, where it fails or is refused, nothing.
  package mutating func finish(_ terms: Terms) async throws(DatabaseError) -> FleetChanges {
    if !hasBegun { try await stage([]) }
    changes.futurePurchases = judge.futurePurchases
    if terms.isComplete {
      if changes.rows == changes.faulty + changes.placeholders {
        changes.goneIsUnknown = "the source has no device that can be read"
      } else if namelessFaults > 0 {
        changes.goneIsUnknown = "rows were left out that do not say which device they are about"
      }
    }
    let (before, source, time, user) = (changes, source, time, user)
    let take: @Sendable (Connection) throws(DatabaseError) -> FleetChanges = {
      (connection) throws(DatabaseError) in
      try FleetTaking(source: source, time: time, user: user, terms: terms, changes: before)
        .run(in: connection)
    }
    return terms.isRehearsal
      ? try await database.rehearse(take) : try await database.write(take)
  }

  /// The most faults and samples that are kept to be shown.
  static let mostShown = 100
}
