internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// Whose licences a task is about, and in which campaign, as the database has it now.
struct LicenceMatter: Sendable {
  /// The id in Entra.
  let user: String
  let campaign: Campaign
  let policy: LicencePolicy
  /// Whether the campaign was made with them in it: their mailbox was then somebody's own.
  let isMember: Bool
  /// Where they belong, in lower case; nil for nowhere that is known.
  let municipality: String?
  /// Whether somebody wants their licences to be kept today.
  let isKept: Bool

  /// Reads it, from what the execution was begun with.
  static func read(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> Result<LicenceMatter, BadParameter> {
    guard let user = request.input["licences"]?["user"]?.string?.lowercased(), !user.isEmpty,
      let number = request.input["campaign"]?.int
    else {
      return .failure(
        BadParameter(cause: "the execution's input needs 'licences.user' and 'campaign'")
      )
    }
    guard let campaign = try CampaignStore.find(number, in: connection) else {
      return .failure(BadParameter(cause: "no campaign has number \(number)"))
    }
    guard let policy = try? LicencePolicy(json: campaign.policy) else {
      return .failure(BadParameter(cause: "campaign \(number) is not about licences"))
    }
    let member = try CampaignStore.member(number, user, in: connection)
    let today = OsloClock.reading(request.now).day
    return .success(
      LicenceMatter(
        user: user,
        campaign: campaign,
        policy: policy,
        isMember: member != nil,
        municipality: member?.municipality,
        isKept: try LicenceKeepStore.isKept(user, on: today, in: connection)
      )
    )
  }
}

extension LicenceOffice {
  /// See ``LicenceMatter/read(_:in:)``.
  func matter(
    of request: TaskRequest
  ) async throws(DatabaseError) -> Result<LicenceMatter, BadParameter> {
    try await database.read { (connection) throws(DatabaseError) in
      try LicenceMatter.read(request, in: connection)
    }
  }
}
