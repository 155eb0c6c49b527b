internal import Helpdesk
internal import People
internal import Storage
internal import Synchronization

/// Who is who now, for everybody who serves: replaced as a whole when the file or the tenant's people change.
final class ServedDirectory: Sendable {
  private let state = Mutex(State())

  private struct State {
    var current = Directory()
    var tenant = PeopleTable()
    /// Which of the tenant's people they are; see ``Helpdesk/PersonStore/version(in:)``.
    var version: Int?
  }

  var current: Directory { state.withLock(\.current) }

  /// Takes up what the file says now.
  func take(_ written: Directory) {
    state.withLock { $0.current = written.with($0.tenant) }
  }

  /// Takes up the tenant's people as they are now; does nothing where they are those that are served.
  ///
  /// - Returns: how many there are; nil where they were served already.
  @discardableResult
  func takeTenant(of database: Database) async throws(DatabaseError) -> Int? {
    let served = state.withLock(\.version)
    let read = try await database.read {
      (connection) throws(DatabaseError) -> (version: Int?, tenant: PeopleTable)? in
      let version = try PersonStore.version(in: connection)
      return version == served ? nil : (version, try PersonStore.table(in: connection))
    }
    guard let read else { return nil }
    return state.withLock { state in
      state.current = state.current.with(read.tenant)
      (state.tenant, state.version) = (read.tenant, read.version)
      return read.tenant.count
    }
  }
}
