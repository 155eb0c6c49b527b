import Connectors
import Flows
import Foundation
import Ground
import Helpdesk
import People
import Storage
import Testing

/// What flows of the chat ask of campaigns of each kind.
@Suite struct CampaignConnectorTests {
  /// A Monday morning at nine.
  private static let now = Date(timeIntervalSince1970: 1_799_654_400)
  private static let layouts = [
    FleetStore.layout, CampaignStore.layout, ExecutionStore.layout, AuditStore.layout,
    WorklistStore.layout, LicenceScanStore.layout, LicenceFindingStore.layout,
    LicenceKeepStore.layout,
  ]
  private let database: Database
  private let people: Directory

  init() async throws {
    database = try Database(path: ":memory:", layouts: Self.layouts)
    people = try Directory(
      parsing: "ida\tIda\titstaff\nkari\tKari\temployee\tmolde\t\tkari@x",
      file: "users.tsv"
    )
    try await database.write { (connection) throws(DatabaseError) in
      var user = LicensedUser(id: "a")
      (user.signIn, user.isMember, user.isEnabled) = ("kari@x", true, true)
      user.created = Self.now - 900 * 86_400
      user.lastUse = Self.now - 200 * 86_400
      (user.mailbox, user.isHeld) = (.person, false)
      user.licences = [HeldLicence(product: "VISIO", mayHoldMailbox: false, ways: [.direct])]
      try LicenceFindingStore.note([user], in: connection)
      let findings = LicenceFindings(begun: Self.now, source: "t", counts: LicenceTotals.Row())
      try LicenceFindingStore.finish(findings, in: connection)
    }
  }

  private func library(mayChange: Bool) throws -> CampaignLibrary {
    let rollover = """
      {"kind": "pc-rollover", "title": "Rullering", "eligible": {"olderThanYears": 4}, "choices": {
        "models": [{"id": "a", "title": "A"}], "places": [
          {"id": "p", "title": "P", "municipality": "x", "from": "09:00", "to": "10:00"}]}}
      """
    let licences = #"{"kind": "licence-cleanup", "title": "Opprydding"}"#
    return CampaignLibrary(
      policies: [
        ("l", try CampaignPolicy(parsing: licences)), ("p", try CampaignPolicy(parsing: rollover)),
      ],
      licences: LicenceGround(rules: LicenceRules()),
      mayChangeGraph: mayChange
    )
  }

  private func call(
    _ verb: String,
    _ parameters: JSON,
    as user: String = "ida",
    mayChange: Bool = true
  ) async throws -> TaskOutcome {
    let wait = #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 9, "End": true}}}"#
    let connector = CampaignConnector(
      try ["licence-cleanup", CampaignDesk.flow].map { try Flow(name: $0, text: wait) },
      library: try library(mayChange: mayChange),
      people: { [people] in people }
    )
    let request = TaskRequest(
      verb: verb,
      parameters: parameters,
      token: nil,
      key: "k",
      execution: "x",
      flow: "LisensOpprydding",
      state: "S",
      user: user,
      input: [:],
      entered: Self.now,
      now: Self.now
    )
    return try await database.write { (connection) throws(DatabaseError) in
      try connector.perform(request, in: connection)
    }
  }

  private func result(_ verb: String, _ parameters: JSON = [:]) async throws -> JSON {
    guard case .done(let result) = try await call(verb, parameters) else { return .null }
    return result
  }

  private static func error(_ outcome: TaskOutcome) -> String? {
    guard case .failed(let error, _) = outcome else { return nil }
    return error
  }

  @Test func `tells of one kind, or of all`() async throws {
    #expect(try await result("policies")["count"] == 2)
    let own = try await result("policies", ["kind": "licence-cleanup"])
    #expect(own["count"] == 1 && own["choices"]?.array?.first?["value"] == "l")
    #expect(Self.error(try await call("policies", ["kind": "x"])) == "Campaign.BadRequest")
    let other = try await call("plan", ["policy": "p", "kind": "licence-cleanup"])
    #expect(Self.error(other) == "Campaign.NotFound")
  }

  @Test func `plans, starts and lists licences, and takes members by their names`() async throws {
    let plan = try await result("plan", ["policy": "l", "kind": "licence-cleanup"])
    #expect(plan["members"] == 1 && plan["devices"] == nil && plan["lack"] == .null)
    #expect(plan["now"]?["licences"] == 1 && plan["now"]?["unpriced"] == 1)
    let digest = try #require(plan["digest"])
    let changed = try await result("start", ["policy": "l", "digest": "other"])
    #expect(changed["started"] == false && changed["changed"] == true)
    let made = try await result("start", ["policy": "l", "digest": digest])
    #expect(made["started"] == true && made["members"] == 1)
    #expect(try await result("list", ["kind": "licence-cleanup"])["count"] == 1)
    #expect(try await result("list", ["kind": "pc-rollover"])["count"] == 0)
    let member: JSON = ["campaign": 1, "account": "Kari@x"]
    #expect(try await result("add", member)["done"] == false)
    #expect(try await result("remove", member)["done"] == true)
    #expect(try await result("add", member)["done"] == true)
    let nobody = try await call("add", ["campaign": 1, "account": "none@x"])
    #expect(Self.error(nobody) == "Campaign.NotFound")
  }

  @Test func `starts nothing that would change what it may not`() async throws {
    let plan = try await result("plan", ["policy": "l"])
    let digest = try #require(plan["digest"])
    let wish: JSON = ["policy": "l", "digest": digest]
    let refused = try await call("start", wish, mayChange: false)
    #expect(Self.error(refused) == "Campaign.ReadOnly")
    #expect(Self.error(try await call("start", wish, as: "kari")) == "Campaign.Refused")
    #expect(try await result("list", ["withOver": true])["count"] == 0)
  }
}
