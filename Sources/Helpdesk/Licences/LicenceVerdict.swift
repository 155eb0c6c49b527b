package import struct Foundation.Date

/// What the rules say about somebody's licences; nothing in it is a guess.
package enum LicenceVerdict: Sendable, Hashable {
  /// They were there lately.
  case active(lastUse: Date)
  /// They were not there for so long that their licences may be given to others, each as its findings say.
  case inactive(lastUse: Date, [Finding])
  /// Nobody knows when they were there last, or what they have: they never count as inactive.
  case unknown(Gap)
  /// They are left alone, for each of these reasons.
  case excluded([LicenceExclusion])

  /// One licence of somebody who is not there, and what stands in the way of taking it.
  package struct Finding: Sendable, Hashable {
    package let product: String
    package let obstacles: [LicenceObstacle]

    /// Whether it can be taken from them and given to another as it is.
    package var isRemovable: Bool { obstacles.isEmpty }

    /// Whether it can be had at all: what the rules leave alone is not counted on.
    package var canBeFreed: Bool { !obstacles.contains(.leftAlone) }
  }

  /// What is not known.
  package enum Gap: String, Sendable, Hashable, CaseIterable {
    /// When they were there last: never as far as Graph tells, or before it began to tell.
    case activity
    /// When the account was made.
    case age
    /// Whose account it is: a member's or a guest's, or its name.
    case account
    /// All of their licences.
    case licences
  }

  /// The products that may be taken from them as they are.
  package var removable: [String] {
    guard case .inactive(_, let findings) = self else { return [] }
    return findings.filter(\.isRemovable).map(\.product)
  }
}
