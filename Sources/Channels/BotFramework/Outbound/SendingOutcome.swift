package import struct Foundation.Date

/// What came of sending one activity.
package enum SendingOutcome: Sendable, Hashable {
  /// The channel has it, and calls it that, where it says so.
  case delivered(id: String?)
  /// To be tried again, which counts; after that time where the channel says one.
  case retry(Fault, after: Duration?)
  /// To be tried again then, which does not count: it was not sent, for want of a token.
  case held(until: Date)
  /// It is too large (413).
  case tooLarge
  /// What was to be replaced is not there, or the channel replaces nothing.
  case irreplaceable
  /// Not to be tried again.
  case refused(GivenUp)

  /// Why it is to be tried again.
  package enum Fault: String, Sendable, Hashable, CaseIterable {
    /// 429.
    case throttled
    /// 412, 502, 503, 504; 500 where the settings say so.
    case channel
    /// There was no answer: it may have been delivered all the same.
    case unanswered
    /// There was no connection: it was not delivered.
    case unconnected
  }
}
