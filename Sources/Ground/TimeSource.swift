package import struct Foundation.Date

/// Where a thing that depends on the time gets it from, so that tests can set it.
package protocol TimeSource: Sendable {
  /// The time now.
  func now() -> Date
}

/// The machine's own clock.
package struct SystemTime: TimeSource {
  package init() {}
  /// The time now.
  package func now() -> Date { Date() }
}
