package import People

/// All that decides whether somebody is asked about their licences.
package struct LicenceSubject: Sendable, Hashable {
  package var user: LicensedUser
  /// What the rules of the day say about them.
  package var verdict: LicenceVerdict
  /// Who they are by the directory; nil where it does not know them.
  package var person: User?
  /// Whether somebody wants their licences to be kept.
  package var isKept: Bool
  /// The campaign that they take part in already; nil for none.
  package var campaign: Int?

  package init(
    _ user: LicensedUser,
    _ verdict: LicenceVerdict,
    person: User? = nil,
    isKept: Bool = false,
    campaign: Int? = nil
  ) {
    self.user = user
    self.verdict = verdict
    self.person = person
    self.isKept = isKept
    self.campaign = campaign
  }

  /// Where they belong, by Graph or else by the directory; in lower case.
  package var municipality: String? {
    (user.municipality ?? person?.municipality)?.municipalityKey
  }

  /// Who somebody is by the directory: by the account's id, else by the name they sign in with.
  package static func person(_ user: LicensedUser, in people: Directory) -> User? {
    EntraID(user.id).flatMap { people.user(entra: $0) }
      ?? user.signIn.flatMap { people.user(signIn: $0) }
  }
}
