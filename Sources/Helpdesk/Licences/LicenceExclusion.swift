/// Why somebody is left alone, whenever they were there last.
package enum LicenceExclusion: String, Sendable, Hashable, CaseIterable {
  /// An account for the day on which nothing else works: it is meant to lie unused.
  case breakGlass
  /// A program's.
  case service
  case admin
  /// An account that is so young that it may not have been used yet.
  case new
  /// Somebody on leave, or about to end.
  case leave
  /// Somebody who comes and goes: season and substitute staff.
  case temporary
  case sharedMailbox
  case room
  case guest
  /// What they have must be kept for the law.
  case hold
  /// Somebody that the rules name for another reason.
  case kept
}

/// What stands in the way of taking a licence from somebody who does not use it.
package enum LicenceObstacle: Sendable, Hashable {
  /// Nobody said whether what they have must be kept for the law.
  case holdUnknown
  /// Whom the mailbox is for is not known; a shared one or a room is used without anybody's signing in.
  case mailboxUnknown
  /// The rules leave this product alone.
  case leftAlone
  /// How they come by it is not told, or not known.
  case unclear
  /// It comes directly and with a group: either alone frees nothing.
  case twice
  /// It comes with this group, which they must be taken out of.
  case group(String)
  /// It comes with this group, whose members are chosen in a directory elsewhere.
  case synchronisedGroup(String)
  /// It comes with this group, whose members a rule chooses: the rule, or what it goes by, must change.
  case dynamicGroup(String)
  /// A mailbox goes with it, and is deleted 30 days after; it must be made a shared one before, or not needed.
  case mailboxFirst

  /// A name for machines.
  package var word: String {
    switch self {
    case .holdUnknown: "holdUnknown"
    case .mailboxUnknown: "mailboxUnknown"
    case .leftAlone: "leftAlone"
    case .unclear: "unclear"
    case .twice: "twice"
    case .group: "group"
    case .synchronisedGroup: "synchronisedGroup"
    case .dynamicGroup: "dynamicGroup"
    case .mailboxFirst: "mailboxFirst"
    }
  }
}
