internal import Foundation
internal import Graph
internal import Ground
internal import HTTP
internal import Helpdesk
internal import Storage
internal import Telemetry

/// Who is who in the tenant, as long as the server runs.
extension Serving {
  /// How often it is looked at whether others have changed who is known, and whether a sync is due.
  private static let look = Duration.seconds(15)
  /// How long after the start there is a sync at the earliest: not while everybody who waited writes at once.
  private static let calm: TimeInterval = 60

  /// Takes up who is known, and syncs them with the tenant when it is due, until the task is cancelled.
  func keepPeople() async {
    let began = clock.now()
    var lastTry: Date?
    while !Task.isCancelled {
      do { try await Task.sleep(for: Self.look) } catch { return }
      do throws(DatabaseError) {
        try await takePeople()
        guard let due = try await syncIsDue(after: lastTry) else { continue }
        guard max(due, began + Self.calm) <= clock.now() else { continue }
      } catch {
        log(.error, "people.failed", ["code": .integer(Int(error.code))])
        continue
      }
      lastTry = clock.now()
      await sync()
    }
  }

  /// Takes up who is known now, by whomever they were changed.
  private func takePeople() async throws(DatabaseError) {
    guard let count = try await people.takeTenant(of: database) else { return }
    log(.info, "people.taken", ["count": .integer(count)])
  }

  /// When the next sync is due; nil where there are none.
  ///
  /// - Parameter lastTry: when this server tried last, whatever came of it.
  private func syncIsDue(after lastTry: Date?) async throws(DatabaseError) -> Date? {
    let minutes = configuration.people.everyMinutes
    guard minutes > 0, configuration.graph.isNamed, PersonRules.areThere(in: folder.path) else {
      return nil
    }
    let last = try await database.read { (connection) throws(DatabaseError) in
      try PersonStore.lastSync(in: connection)
    }
    let now = clock.now()
    // A clock that was ahead for a while must not put it off.
    let latest = [last?.finished, lastTry].compactMap(\.self).max().map { min($0, now) }
    return latest.map { $0 + Double(minutes) * 60 } ?? now
  }

  /// Syncs once; what goes wrong changes nothing, is logged, and is tried again when the next is due.
  private func sync() async {
    let start = clock.now()
    do {
      guard let lock = FileLock(path: folder.peopleLockPath) else { throw PeopleStop.busy }
      defer { withExtendedLifetime(lock) {} }
      let rules = try PersonRules(ofContent: folder.path)
      let client = try SourceSettings(configuration).graph(.reads, transport: transport)
      let sync = PeopleSync(
        client: client,
        database: database,
        rules: rules,
        now: start,
        terms: PeopleSync.Terms()
      )
      note(try await sync.run(), since: start)
      try await takePeople()
    } catch {
      let word: Word =
        switch error {
        case let stop as PeopleStop: stop.word
        case is PolicyFaults: "rules"
        case is UsageError: "settings"
        case is DatabaseError: "database"
        default: "unknown"
        }
      log(.error, "people.failed", ["because": .word(word)])
      metrics.add(to: .peopleSyncs, ["outcome": word])
    }
  }

  private func note(_ changes: PeopleChanges, since start: Date) {
    let seconds = clock.now().timeIntervalSince(start)
    guard changes.refusal == nil else {
      log(
        .error,
        "people.refused",
        [
          "known": .integer(changes.known), "gone": .integer(changes.gone),
          "roles": .integer(changes.roles),
        ]
      )
      metrics.add(to: .peopleSyncs, ["outcome": "refused"])
      return
    }
    log(
      .info,
      "people.synced",
      [
        "new": .integer(changes.new), "changed": .integer(changes.changed),
        "gone": .integer(changes.gone), "roles": .integer(changes.roles),
        "seconds": .seconds(seconds),
      ]
    )
    metrics.add(to: .peopleSyncs, ["outcome": "done"])
    metrics.set(.peopleSynced, to: clock.now().timeIntervalSince1970.rounded())
  }
}

extension ContentFolder {
  /// The file whose lock says that a sync of people is under way.
  var peopleLockPath: String { state.appending(path: "people.lock").path }
}

extension Metric {
  static let peopleSyncs = counter(
    "rakel_people_syncs_total",
    "Syncs of people with the tenant, by outcome."
  )
  static let peopleSynced = gauge(
    "rakel_people_synced_timestamp_seconds",
    "When this server last synced people with the tenant, in seconds since 1970."
  )
}
