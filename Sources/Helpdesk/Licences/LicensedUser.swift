package import struct Foundation.Date

/// What is known of somebody who has licences, as it was read at one moment; what is not known is nil.
package struct LicensedUser: Sendable, Hashable {
  package var id: String
  /// The name that they sign in with, in lower case; nil where it is hidden.
  package var signIn: String?
  package var name: String?
  package var municipality: String?
  package var isEnabled: Bool?
  /// Whether the account is one of the organisation's own, and not a guest's.
  package var isMember: Bool?
  package var created: Date?
  /// The last time that they, or a program of theirs, got in; nil for unknown, which is never *long ago*.
  package var lastUse: Date?
  /// The day that they leave or have left.
  package var leaves: Date?
  /// What kind of employee, in the organisation's own words.
  package var employment: String?
  /// Other words that the organisation keeps of them (`extensionAttribute1` to `15`).
  package var attributes: [String] = []
  /// Whether the directory says that they are on leave now.
  package var isAbsent = false
  /// Whether a group gives them an administrator's rights.
  package var isAdministrator = false
  /// Whom the mailbox is for; nil where that was not asked, or not told.
  package var mailbox: Mailbox?
  /// Whether what they have must be kept for the law; nil where nobody said.
  package var isHeld: Bool?
  package var licences: [HeldLicence] = []
  /// Whether all of their licences, and how they were given, could be read.
  package var isWhole = true

  package init(id: String) { self.id = id }

  /// Whom a mailbox is for.
  package enum Mailbox: String, Sendable, Hashable, CaseIterable {
    /// One person's.
    case person
    case shared, room
    /// There is none.
    case none
    /// Something else, or what Graph does not tell.
    case unclear
  }
}

/// A licence as somebody has it.
package struct HeldLicence: Sendable, Hashable {
  /// Microsoft's name of the product, `SPE_E3`; its id where the tenant has no name for it.
  package var product: String
  /// Whether a mailbox may go with it.
  package var mayHoldMailbox: Bool
  /// How they come by it; empty where that is not told.
  package var ways: [Way]

  package init(product: String, mayHoldMailbox: Bool, ways: [Way]) {
    self.product = product
    self.mayHoldMailbox = mayHoldMailbox
    self.ways = ways
  }

  /// One of the ways in which somebody has a licence; there may be several at once.
  package enum Way: Sendable, Hashable {
    case direct
    /// With a group, by its name.
    case group(String, Membership)
  }

  /// Who says who is in a group.
  package enum Membership: String, Sendable, Hashable, CaseIterable {
    /// Whoever looks after the group.
    case assigned
    /// A rule.
    case dynamic
    /// A directory elsewhere, from which the group is copied.
    case synchronised
    /// Nobody knows.
    case unknown
  }
}
