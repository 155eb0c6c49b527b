package import Storage
package import Foundation
internal import WorkingTime

extension LicenceSubject {
  /// Somebody whom the last finished scan found inactive, as the rules of the day judge them.
  ///
  /// - Parameter name: what they sign in with, in any case, or their id in Entra.
  /// - Returns: nil where it found no such, or where it, or the rules, cannot be gone by.
  package static func find(
    _ name: String,
    on ground: CampaignPlan.Ground,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> LicenceSubject? {
    guard let rules = ground.licences?.rules,
      let findings = try LicenceFindingStore.read(in: connection), findings.isFresh(at: now)
    else { return nil }
    let id = try LicenceFindingStore.id(ofSignIn: name, in: connection) ?? name
    guard let user = try LicenceFindingStore.find(id, in: connection) else { return nil }
    let day = OsloClock.reading(now).day
    return LicenceSubject(
      user,
      rules.verdict(on: user, read: findings.begun),
      person: person(user, in: ground.people),
      isKept: try LicenceKeepStore.isKept(user.id, on: day, in: connection),
      campaign: try CampaignStore.member(ofSubject: user.id, in: connection)?.campaign
    )
  }
}
