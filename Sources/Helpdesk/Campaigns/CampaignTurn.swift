package import Ground
package import People
package import Storage

/// A member whose turn has come, as things are now: whom it concerns, and what it is about.
package struct CampaignTurn: Sendable {
  /// Nil for somebody whom the directory does not know.
  package var user: User?
  /// What the flow's input has of the campaign's kind.
  package var about: JSONObject

  /// Why it cannot begin, as a code of the campaign's kind.
  package struct Refusal: Error, Hashable {
    package var code: String
  }

  /// Looks at a member who waits.
  package static func of(
    _ member: CampaignMember,
    in campaign: Campaign,
    _ people: Directory,
    in connection: Connection
  ) throws(DatabaseError) -> Result<CampaignTurn, Refusal> {
    switch campaign.about {
    case .rollover: try exchange(of: member, people, in: connection)
    case .licences: try cleanup(of: member, people, in: connection)
    case nil: throw DatabaseError(code: 1, message: "there is no kind '\(campaign.kind)'")
    }
  }

  /// What the flow of a member is given.
  package func input(_ member: CampaignMember, of campaign: Campaign) -> JSON {
    let municipality = member.municipality ?? user?.municipality
    var input = JSONObject()
    input["user"] = user.map { Self.json($0, municipality) } ?? .null
    input["language"] = .string(campaign.language(of: municipality))
    for (key, value) in about { input[key] = value }
    input["campaign"] = .integer(campaign.number)
    input["intent"] = .string(campaign.kind)
    for key in ["text", "conversation"] { input[key] = "" }
    input["entities"] = [:]
    return .object(input)
  }

  private static func json(_ user: User, _ municipality: String?) -> JSON {
    [
      "id": .string(user.id), "name": .string(user.name), "role": .string(user.role.rawValue),
      "municipality": .text(municipality),
    ]
  }

  /// The machine may have got another user, or none, since the campaign began.
  private static func exchange(
    of member: CampaignMember,
    _ people: Directory,
    in connection: Connection
  ) throws(DatabaseError) -> Result<CampaignTurn, Refusal> {
    func refusal(_ reason: RolloverReason) -> Result<CampaignTurn, Refusal> {
      .failure(Refusal(code: reason.rawValue))
    }
    guard let device = try FleetStore.find(member.subject, in: connection) else {
      return refusal(.gone)
    }
    guard let name = device.user else { return refusal(.noUser) }
    guard let user = people.user(signIn: name) else { return refusal(.unknownUser) }
    if user.absence == .left { return refusal(.left) }
    guard user.role.mayUseRakel else { return refusal(.noAccess) }
    var about = JSONObject()
    about["device"] = ["serial": .string(member.subject)]
    return .success(CampaignTurn(user: user, about: about))
  }

  /// Of whom the directory does not know, or who has left, somebody else is asked; the flow sees to that.
  private static func cleanup(
    of member: CampaignMember,
    _ people: Directory,
    in connection: Connection
  ) throws(DatabaseError) -> Result<CampaignTurn, Refusal> {
    var account = LicensedUser(id: member.subject)
    account.signIn = try LicenceFindingStore.find(member.subject, in: connection)?.signIn
    let known = member.user.flatMap { people.knows($0) ? people.user($0) : nil }
    let user = LicenceSubject.person(account, in: people) ?? known
    if let user, !user.role.mayUseRakel {
      return .failure(Refusal(code: LicenceReason.noAccess.rawValue))
    }
    var about = JSONObject()
    about["licences"] = ["user": .string(member.subject)]
    return .success(CampaignTurn(user: user, about: about))
  }
}
