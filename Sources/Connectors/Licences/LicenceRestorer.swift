package import Foundation
internal import Ground
package import Graph
package import Helpdesk
package import Storage

/// Gives back licences that were taken: writes down that it will, gives, and reads again until it is so.
///
/// It can be begun again at any moment, also after a crash: what is being given back is gone on with.
package struct LicenceRestorer: Sendable {
  private let client: GraphClient
  private let database: Database
  private let operatorID: String
  private let now: @Sendable () -> Date
  private let sleep: @Sendable (Duration) async throws -> Void

  /// - Parameters:
  ///   - client: may write.
  ///   - operatorID: the id of who has it done.
  package init(
    client: GraphClient,
    database: Database,
    by operatorID: String,
    now: @escaping @Sendable () -> Date,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.client = client
    self.database = database
    self.operatorID = operatorID
    self.now = now
    self.sleep = sleep
  }

  /// What came of one of them.
  package enum Outcome: Sendable, Hashable {
    case restored
    /// They have it again already, by somebody else.
    case hadAgain
    /// It was given; Graph does not show it yet. To be begun again later, to have it confirmed.
    case unconfirmed
    /// Somebody else is at it, or it was not done or is undone already.
    case busy
    /// There is no such account any more.
    case gone
    /// Graph refuses: there is none free, or the person may have none; by Microsoft's code.
    case refused(String)
  }

  /// Gives back those of the rows that were done, and goes on with those that were begun.
  ///
  /// - Throws: ``Graph/GraphError`` or ``Storage/DatabaseError``; what was reached until then is kept.
  package func run(
    _ rows: [LicenceRemoval]
  ) async throws -> [(row: LicenceRemoval, outcome: Outcome)] {
    var outcomes: [(row: LicenceRemoval, outcome: Outcome)] = []
    var begun: [LicenceRemoval] = []
    for row in rows where row.isTaken {
      if let settled = try await settled(row), try await begin(settled) {
        begun.append(settled)
      } else {
        outcomes.append((row, .busy))
      }
    }
    var given: [LicenceRemoval] = []
    for row in begun {
      if let outcome = try await give(row) {
        outcomes.append((row, outcome))
      } else {
        given.append(row)
      }
    }
    return outcomes + (try await confirm(given))
  }

  /// The row, with what was to be confirmed; nil where it is not, and so may still be under way.
  private func settled(_ row: LicenceRemoval) async throws -> LicenceRemoval? {
    guard row.status == .planned else { return row }
    guard let account = try await account(row.user), row.assignment(in: account) == nil else {
      return nil
    }
    let now = now()
    try await database.write { (connection) throws(DatabaseError) in
      try LicenceRemovalStore.end(row.number, as: .done, at: now, in: connection)
    }
    var done = row
    done.status = .done
    return done
  }

  private func begin(_ row: LicenceRemoval) async throws(DatabaseError) -> Bool {
    if row.status == .undoing { return true }
    let user = operatorID
    return try await database.write { (connection) throws(DatabaseError) in
      try LicenceRemovalStore.beginUndoing(row, by: user, in: connection)
    }
  }

  /// Gives one back; nil where it was given, and is to be read again.
  private func give(_ row: LicenceRemoval) async throws -> Outcome? {
    guard let account = try await account(row.user) else {
      try await refuse(row, because: "gone")
      return .gone
    }
    if row.assignment(in: account) != nil {
      // Where it was begun before, it was Rakel who gave it.
      try await end(row, because: row.status == .undoing ? nil : "hadAgain")
      return row.status == .undoing ? .restored : .hadAgain
    }
    do throws(GraphError) {
      if let group = row.group {
        try await client.addMember(row.user, to: group.id)
      } else {
        let licence = Licence(sku: row.sku, disabledPlans: row.disabledPlans)
        try await client.changeLicences(of: row.user, adding: [licence])
      }
    } catch {
      switch error {
      // It may have been done, and then reading shows it; or, of a group, they are in it already.
      case .unclear: break
      case .refused(_, _, let code):
        if row.group != nil, try await isMember(row) { break }
        try await refuse(row, because: "refused")
        return .refused(code)
      default: throw error
      }
    }
    return nil
  }

  /// Whether Graph refuses only because they are in the group already: the licence that comes with it may be late.
  private func isMember(_ row: LicenceRemoval) async throws -> Bool {
    guard let group = row.group else { return false }
    for try await page in client.pages(of: .members(of: group.id)) {
      if page.items.contains(where: { $0["id"]?.string?.lowercased() == row.user }) { return true }
    }
    return false
  }

  /// Reads until they are there, a few times.
  private func confirm(
    _ rows: [LicenceRemoval]
  ) async throws -> [(row: LicenceRemoval, outcome: Outcome)] {
    var open = rows
    var outcomes: [(row: LicenceRemoval, outcome: Outcome)] = []
    for wait in [0, 1, 2, 4, 8] where !open.isEmpty {
      if wait > 0 { try await sleep(.seconds(wait)) }
      var left: [LicenceRemoval] = []
      for row in open {
        if let account = try await account(row.user), row.assignment(in: account) != nil {
          try await end(row, because: nil)
          outcomes.append((row, .restored))
        } else {
          left.append(row)
        }
      }
      open = left
    }
    return outcomes + open.map { ($0, .unconfirmed) }
  }

  private func account(_ id: String) async throws(GraphError) -> TenantUser? {
    do throws(GraphError) { return TenantUser(try await client.get(.user(id))) } catch {
      guard error.isNotFound else { throw error }
      return nil
    }
  }

  private func end(_ row: LicenceRemoval, because: String?) async throws(DatabaseError) {
    let (now, user) = (now(), operatorID)
    try await database.write { (connection) throws(DatabaseError) in
      try LicenceRemovalStore.endUndoing(row.number, because: because, at: now, in: connection)
      let details: AuditDetails = [
        "removal": .integer(row.number), "product": .string(row.product),
      ]
      let subject = row.execution.map { AuditSubject(.execution, $0) }
      let entry = AuditEntry(.licencesRestored, by: user, on: subject, details: details, at: now)
      try AuditStore.append(entry, in: connection)
    }
  }

  private func refuse(_ row: LicenceRemoval, because: String) async throws(DatabaseError) {
    try await database.write { (connection) throws(DatabaseError) in
      try LicenceRemovalStore.refuseUndoing(row.number, because: because, in: connection)
    }
  }
}
