/// Why a machine is exchanged, or is not: a word that content has texts for.
package enum RolloverReason: String, Sendable, Hashable, CaseIterable {
  // Why it is.
  case age, endOfLife, notReady
  // Why it is not: what it is, …
  case gone, notInUse, personal, shared
  // … whose it is, …
  case noUser, unknownUser, left, noAccess
  // … what the policy asks for, …
  case unknownAge, notDue, otherModel, otherMunicipality, otherUnit, notSeen
  /// The policy leaves it out by name.
  case excluded
  // … and what else goes on.
  case inCampaign

  /// Whether it is a reason to exchange the machine.
  package var isDue: Bool { self == .age || self == .endOfLife || self == .notReady }
}
