package import People

/// What a sync changed, or would change.
package struct PeopleChanges: Sendable, Hashable {
  /// How many were known before.
  package var known = 0
  package var new = 0
  package var changed = 0
  package var gone = 0
  /// How many of the changed have another role.
  package var roles = 0
  /// How many have which role, afterwards.
  package var counts: [Role: Int] = [:]
  /// The first of them.
  package var samples: [Sample] = []
  /// Why nothing was taken; nil where all was.
  package var refusal: Refusal?

  package init() {}

  /// One person whom it is about.
  package struct Sample: Sendable, Hashable {
    package var id: String
    /// Nil where they were not known before.
    package var before: Role?
    /// Nil where they are gone.
    package var after: Role?
  }

  /// So many people are not so at once, unless something is wrong.
  package enum Refusal: Sendable, Hashable {
    /// More than a fifth of those who are known would be gone.
    case gone(Int)
    /// More than a fifth would have another role.
    case roles(Int)
  }
}
