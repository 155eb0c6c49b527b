import Foundation
import Helpdesk
import Storage
import TestKit
import WorkingTime

/// An inventory in a file of one test's own.
struct Inventory {
  static let now = Date(timeIntervalSince1970: 1_795_000_000)
  static let today = OsloClock.reading(now).day

  let folder: TemporaryFolder
  let database: Database

  init() throws {
    folder = try TemporaryFolder()
    database = try Database(
      path: folder.path("rakel.sqlite"),
      layouts: [FleetStore.layout, AuditStore.layout]
    )
  }

  /// Takes reports, all a source has to say unless told otherwise.
  @discardableResult
  func take(
    _ rows: [FleetRow],
    from source: FleetSource = .intune,
    _ terms: FleetImport.Terms = .init(isComplete: true),
    at time: Date = now
  ) async throws -> FleetChanges {
    var taking = FleetImport(into: database, from: source, at: time)
    try await taking.stage(rows)
    return try await taking.finish(terms)
  }

  func device(_ serial: String) async throws -> Device? {
    try await database.read { (connection) throws(DatabaseError) in
      try FleetStore.find(serial, in: connection)
    }
  }

  /// The serial numbers of the devices that a filter means.
  func serials(
    _ filter: FleetFilter = FleetFilter(),
    by order: FleetFilter.Order = .serial
  ) async throws -> [String] {
    try await database.read { (connection) throws(DatabaseError) in
      try FleetStore.candidates(filter, by: order, in: connection).map(\.serial)
    }
  }

  /// A moment so many days before now.
  static func ago(days: Double) -> Date { now.addingTimeInterval(-days * 86_400) }
}

/// A report with a few facts.
func report(
  _ serial: String,
  line: Int = 2,
  _ change: (inout DeviceReport) -> Void = { _ in }
) -> FleetRow {
  var report = DeviceReport(serial: serial, line: line)
  change(&report)
  return .success(report)
}

extension FleetFilter {
  /// The machines in use that are somebody's own and the organisation's.
  static var ownPCs: FleetFilter {
    var filter = FleetFilter()
    filter.stages = [.inUse]
    (filter.hasUser, filter.isShared, filter.isPersonal) = (true, false, false)
    return filter
  }
}
