internal import Foundation
internal import Ground
internal import Storage
internal import Telemetry

/// What is done once a day: old data is let go of, and the file is looked through.
struct Housekeeping: Sendable {
  let database: Database
  let purges: [Purge]
  let clock: any TimeSource
  let log: Log
  let metrics: Metrics

  /// How much time lies between two days' work.
  static let day: TimeInterval = 86_400

  private static let name = "housekeeping"

  /// When it is due; now where it never was done.
  func due() async throws(DatabaseError) -> Date {
    let now = clock.now()
    let last = try await database.read { (connection) throws(DatabaseError) in
      try ChoreStore.lastDone(Self.name, in: connection)
    }
    guard let last else { return now }
    // A clock that was ahead for a while must not put it off.
    return min(last, now).addingTimeInterval(Self.day)
  }

  /// Does it all; what fails is logged, stops nothing else, and is tried again the next day.
  func run() async {
    for purge in purges { await run(purge) }
    await emptyLog()
    await check()
    guard !Task.isCancelled else { return }
    let now = clock.now()
    do throws(DatabaseError) {
      try await database.write { (connection) throws(DatabaseError) in
        try ChoreStore.note(Self.name, at: now, in: connection)
      }
      metrics.set(.housekeepingDone, to: now.timeIntervalSince1970.rounded())
    } catch {
      log(.error, "housekeeping.failed", ["code": .integer(Int(error.code))])
    }
  }

  private func run(_ purge: Purge) async {
    let start = clock.now()
    do throws(DatabaseError) {
      let rows = try await purge.run(at: start, on: database)
      metrics.add(Double(rows), to: .purged, ["kind": purge.kind])
      let seconds = clock.now().timeIntervalSince(start)
      log(
        .info,
        "purge.done",
        [
          "kind": .word(purge.kind), "days": .integer(purge.days), "rows": .integer(rows),
          "seconds": .seconds(seconds),
        ]
      )
    } catch {
      metrics.add(to: .purgesFailed, ["kind": purge.kind])
      let fields: KeyValuePairs<StaticString, Log.Value> = [
        "kind": .word(purge.kind), "code": .integer(Int(error.code)),
      ]
      log(.error, "purge.failed", fields)
    }
  }

  /// What was deleted is overwritten in the file, but stands in the log until that is emptied.
  private func emptyLog() async {
    var isEmpty = false
    for attempt in 0..<20 where !isEmpty {
      do {
        if attempt > 0 { try await Task.sleep(for: .milliseconds(250)) }
        isEmpty = try await database.emptyLog()
      } catch { break }
    }
    if !isEmpty { log(.warning, "database.log-kept") }
  }

  private func check() async {
    let start = clock.now()
    do throws(DatabaseError) {
      try await database.check()
      metrics.set(.databaseIsSound, to: 1)
      log(
        .info,
        "database.checked",
        ["seconds": .seconds(clock.now().timeIntervalSince(start))]
      )
    } catch {
      metrics.set(.databaseIsSound, to: error.isDamage ? 0 : 1)
      log(
        .error,
        "database.check-failed",
        ["code": .integer(Int(error.code)), "damaged": .flag(error.isDamage)]
      )
    }
  }
}

extension Metric {
  static let purged = counter(
    "rakel_purged_rows_total",
    "Rows that were deleted because their days were over, by kind."
  )
  static let purgesFailed = counter("rakel_purges_failed_total", "Purges that failed, by kind.")
  static let housekeepingDone = gauge(
    "rakel_housekeeping_timestamp_seconds",
    "When the daily housekeeping was done last, in seconds since 1970."
  )
  static let databaseIsSound = gauge(
    "rakel_database_sound",
    "Whether the last daily check found the database undamaged: 1 or 0."
  )
}
