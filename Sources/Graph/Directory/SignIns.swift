package import Ground
package import struct Foundation.Date

/// When somebody used their account last, as far as Graph tells (`signInActivity`).
package struct SignIns: Sendable, Hashable {
  /// The last time that somebody, or a program of theirs, got in; nil for *unknown*, which is never *long ago*.
  package let lastUse: Date?
  /// The last time that anybody tried, with the wrong password too: it proves nothing.
  package let lastTry: Date?

  /// Reads them; what is missing, or in the year 1, is unknown.
  package init(_ json: JSON?) {
    let moments = ["lastSuccessfulSignInDateTime", "lastNonInteractiveSignInDateTime"]
    lastUse = moments.compactMap { json?[$0]?.moment }.max()
    lastTry = json?["lastSignInDateTime"]?.moment
  }
}
