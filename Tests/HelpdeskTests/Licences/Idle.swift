import Foundation
import Helpdesk
import People
import Storage
import WorkingTime

/// Made-up people who have not used their licences for long.
enum Idle {
  /// A Monday morning at nine.
  static let now = Date(timeIntervalSince1970: 1_799_654_400)
  static let today = OsloClock.reading(now).day

  static let people: Directory = {
    let lines = [
      "kari\tKari\temployee\tmolde\t\tkari@x\tlise\tMolde skole",
      "lise\tLise\tleader\tmolde\t\tlise@x",
      "ola\tOla\temployee\taukra\t\tola@x\t\tAukra skole\tleft",
      "per\tPer\tpupil\tmolde\t\tper@x",
    ]
    return (try? Directory(parsing: lines.joined(separator: "\n"), file: "users.tsv"))
      ?? Directory()
  }()

  static func user(
    _ id: String,
    _ signIn: String,
    _ change: (inout LicensedUser) -> Void = { _ in }
  ) -> LicensedUser {
    var user = LicensedUser(id: id)
    (user.signIn, user.isMember, user.isEnabled) = (signIn, true, true)
    (user.created, user.lastUse) = (now - 900 * 86_400, now - 200 * 86_400)
    (user.mailbox, user.isHeld, user.municipality) = (.person, false, "molde")
    user.licences = [licence()]
    change(&user)
    return user
  }

  static func licence(
    _ product: String = "VISIOCLIENT",
    mailbox: Bool = false,
    _ ways: [HeldLicence.Way] = [.direct]
  ) -> HeldLicence {
    HeldLicence(product: product, mayHoldMailbox: mailbox, ways: ways)
  }

  static func policy(_ more: String = "") throws -> LicencePolicy {
    try LicencePolicy(parsing: #"{"kind": "licence-cleanup", "title": "T"\#(more)}"#)
  }

  static func prices() throws -> PriceFile {
    try PriceFile(
      parsing: #"{"asOf": "2027-01-01", "kronerPerMonth": {"SPE_E3": 244, "VISIOCLIENT": 100}}"#,
      file: "prices.json"
    )
  }

  static func ground() throws -> CampaignPlan.Ground {
    CampaignPlan.Ground(
      people: people,
      licences: LicenceGround(rules: LicenceRules(), prices: try prices())
    )
  }

  /// What a scan that began at a moment has found.
  static func find(
    _ users: [LicensedUser],
    at time: Date = now,
    in connection: Connection
  ) throws(DatabaseError) {
    try LicenceFindingStore.begin(in: connection)
    try LicenceFindingStore.note(users, in: connection)
    let findings = LicenceFindings(begun: time, source: "t", counts: LicenceTotals.Row())
    try LicenceFindingStore.finish(findings, in: connection)
  }
}
