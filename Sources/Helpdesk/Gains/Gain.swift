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
  /// What the minutes come from; nil where the flow gave them itself.
  package var effort: Effort?

  package init(
    _ kind: String,
    minutes: Double,
    municipality: String? = nil,
    execution: String? = nil,
    at time: Date,
    effort: Effort? = nil
  ) {
    self.kind = kind.line(boundedTo: 200)
    self.minutes = minutes
    self.municipality = municipality?.municipalityKey
    self.execution = execution
    self.time = time
    self.effort = effort
  }

  /// How many minutes something took by hand before, and how many it takes now.
  package struct Effort: Sendable, Hashable {
    /// The baseline that the flow states.
    package var before: Double
    package var after: Double
    /// Whether all of what it takes now was measured, and nothing assumed.
    package var isMeasured: Bool

    package init(before: Double, after: Double, isMeasured: Bool) {
      self.before = before
      self.after = after
      self.isMeasured = isMeasured
    }

    /// The difference; never negative.
    package var saved: Double { max(0, before - after) }
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
