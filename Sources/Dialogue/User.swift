/// What somebody may do; it comes from the directory, never from what they write.
package enum Role: String, Sendable, Hashable, CaseIterable {
  case employee, leader, itstaff, pupil, unknown

  /// Pupils and accounts that nobody vouches for get one polite refusal and nothing else.
  package var mayUseRakel: Bool { self != .pupil && self != .unknown }
}

/// Somebody who writes to Rakel, as the directory knows them.
package struct User: Sendable, Hashable {
  /// The name the channel vouches for.
  package var id: String
  /// What to call them.
  package var name: String
  package var role: Role
  /// Where they work, in lower case; nil where the directory does not say.
  package var municipality: String?

  package init(id: String, name: String, role: Role, municipality: String? = nil) {
    self.id = id
    self.name = name
    self.role = role
    self.municipality = municipality
  }
}
