package import struct Foundation.Date
internal import Synchronization

/// A clock that stands still until it is set: for simulations, and for tests.
package final class VirtualTime: TimeSource {
  private let moment: Mutex<Date>

  package init(_ start: Date) { moment = Mutex(start) }

  /// The time it was set to last.
  package func now() -> Date { moment.withLock { $0 } }

  /// Sets it, forward or back.
  package func set(to date: Date) { moment.withLock { $0 = date } }
}
