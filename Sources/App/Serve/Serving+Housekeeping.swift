internal import Foundation
internal import Ground
internal import Storage
internal import Telemetry

/// What is done every day, whether anybody writes or not.
extension Serving {
  /// How long after the start it is done at the earliest: not while everybody who waited writes at once.
  private static let quiet = Duration.seconds(300)

  /// Does the daily work when it is due, until the task is cancelled.
  func keepHouse() async {
    let housekeeping = Housekeeping(
      database: database,
      purges: Purge.all(configuration.keepDays),
      clock: clock,
      log: log,
      metrics: metrics
    )
    var wait = Self.quiet
    while !Task.isCancelled {
      do { try await Task.sleep(for: wait) } catch { return }
      do throws(DatabaseError) {
        if try await housekeeping.due() <= clock.now() { await housekeeping.run() }
      } catch {
        log(.error, "housekeeping.failed", ["code": .integer(Int(error.code))])
      }
      // Looked at often, for the machine may sleep, or its clock be set.
      wait = Self.quiet
    }
  }
}
