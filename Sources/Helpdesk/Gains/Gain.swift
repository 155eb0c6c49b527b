package import struct Foundation.Date

/// Minutes of work that a flow has saved somebody, once.
package struct Gain: Sendable, Hashable {
  /// What was saved, in the flow's own words: `exchange`.
  package var kind: String
  /// Finite, from 0.
  package var minutes: Double
  package var municipality: String?
  package var execution: String?
  package var time: Date

  package init(
    _ kind: String,
    minutes: Double,
    municipality: String? = nil,
    execution: String? = nil,
    at time: Date
  ) {
    self.kind = kind.line(boundedTo: 200)
    self.minutes = minutes
    self.municipality = municipality?.municipalityKey
    self.execution = execution
    self.time = time
  }

  /// The gains of one kind, municipality and month together.
  package struct Sum: Sendable, Hashable {
    package var kind: String
    /// Nil for gains of no municipality.
    package var municipality: String?
    /// `YYYY-MM` (UTC).
    package var month: String
    /// How many times something was saved.
    package var count: Int
    package var minutes: Double

    package init(kind: String, municipality: String?, month: String, count: Int, minutes: Double) {
      self.kind = kind
      self.municipality = municipality
      self.month = month
      self.count = count
      self.minutes = minutes
    }
  }
}
