package import WorkingTime

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
  /// The name they sign in with, by which inventories and Microsoft Graph call them, in lower case.
  package var signIn: String?
  /// The id of who answers for them where they are silent.
  package var leader: String?
  /// The school, the home, the office that they belong to.
  package var unit: String?
  package var absence: Absence?

  package init(
    id: String,
    name: String,
    role: Role,
    municipality: String? = nil,
    signIn: String? = nil,
    leader: String? = nil,
    unit: String? = nil,
    absence: Absence? = nil
  ) {
    self.id = id
    self.name = name
    self.role = role
    self.municipality = municipality
    self.signIn = signIn
    self.leader = leader
    self.unit = unit
    self.absence = absence
  }
}

/// Why somebody does not answer, and need not be asked.
package enum Absence: Sendable, Hashable {
  /// They have left, for good.
  case left
  /// They are on leave, up to that day and not on it.
  case until(Day)

  /// Reads `left`, or the day on which somebody is back; nil for anything else.
  package init?(_ text: some StringProtocol) {
    if text == "left" {
      self = .left
    } else {
      guard let day = Day(text) else { return nil }
      self = .until(day)
    }
  }

  /// As ``init(_:)`` reads it.
  package var text: String {
    switch self {
    case .left: "left"
    case .until(let back): back.text
    }
  }

  /// Whether they are away on that day.
  package func holds(on day: Day) -> Bool {
    switch self {
    case .left: true
    case .until(let back): day < back
    }
  }
}
