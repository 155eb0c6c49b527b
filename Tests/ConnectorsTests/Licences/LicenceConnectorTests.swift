import Connectors
import Flows
import Foundation
import Graph
import Ground
import HTTP
import Helpdesk
import Storage
import TestKit
import Testing
import WorkingTime

/// `rakel:licence.*` against the stand-in for Microsoft Graph: what it says, and what it refuses.
@Suite(.serialized, .enabled(if: MockGraph.isThere, "\(MockGraph.need)"))
struct LicenceConnectorTests {
  private static let visio = "c5928f49-12ba-48f7-ada3-0d743a3601d5"
  private static let e3 = "05e9a617-0261-4cee-bb44-138d3ef5d965"
  private static let powerBI = "f8a1db68-be16-40ed-86d5-cb42ce701560"

  /// A tenant as it was at first, and a database in which nothing is.
  private static func room(_ policy: JSON = [:]) async throws -> LicenceRoom {
    let graph = try graph.get()
    try await graph.tell("reset")
    return try LicenceRoom(graph, policy: policy)
  }

  private static let graph = Result { try MockGraph(users: 40, devices: 1, seed: 31) }

  /// Somebody inactive who is in an E3 group, by that group's id, with these direct licences.
  private static func somebody(
    in room: LicenceRoom,
    direct: [String] = []
  ) async throws -> (id: String, group: String) {
    let groups = try await room.graph.exactTruth()["groups"]?.object ?? JSONObject()
    let e3 = Set(groups.filter { $0.value.string?.contains("SPE_E3") == true }.map(\.key))
    for (id, person) in try await room.people().sorted(by: { $0.key < $1.key }) {
      let own = (person["groups"]?.array ?? []).compactMap(\.string).first(where: e3.contains)
      guard person["kind"]?.string?.hasPrefix("inactive") == true, person["hold"] != true,
        person["employment"] == "Fast", let own
      else { continue }
      let licences = direct.map { sku -> JSON in ["skuId": .string(sku), "disabledPlans": []] }
      try await room.graph.changeUser(["id": .string(id), "direct": .array(licences)])
      return (id, own)
    }
    throw LicenceRoom.Failure(what: "nobody is inactive")
  }

  /// What a look says: its state, and each licence with its way and what stands in it.
  private static func look(
    _ id: String,
    in room: LicenceRoom,
    mailbox: String? = nil
  ) async throws -> [String] {
    let parameters: JSON = mailbox.map { ["mailbox": .string($0)] } ?? [:]
    let outcome = await (try room.connector()).perform(room.request("look", of: id, parameters))
    guard case .done(let answer) = outcome else { throw LicenceRoom.Failure(what: "\(outcome)") }
    let items = (answer["licences"]?.array ?? []).map {
      [$0["product"], $0["way"], $0["obstacle"]].map { $0?.string ?? "-" }.joined(separator: " ")
    }
    let because = (answer["because"]?.array ?? []).compactMap(\.string)
    return [answer["state"]?.string ?? ""] + because + items.sorted()
  }

  @Test func `says of each licence how it is freed`() async throws {
    let room = try await Self.room()
    let (id, _) = try await Self.somebody(in: room, direct: [Self.visio])
    try await room.begin()
    #expect(
      try await Self.look(id, in: room) == ["go", "SPE_E3 person group", "VISIOCLIENT direct -"]
    )
  }

  @Test func `frees by a group once the mailbox is shared, and somebody says so`() async throws {
    let room = try await Self.room(["groups": ["LIC-SPE_E3-*"], "products": ["SPE_*"]])
    let (id, _) = try await Self.somebody(in: room, direct: [Self.visio])
    try await room.begin()
    let first = ["go", "SPE_E3 mailbox mailboxFirst", "VISIOCLIENT leftAlone otherProduct"]
    #expect(try await Self.look(id, in: room) == first)
    // Nobody's word suffices: Graph must say that it is shared, and somebody that nothing else is in the way.
    #expect(try await Self.look(id, in: room, mailbox: "converted") == first)
    try await room.graph.changeUser(["id": .string(id), "purpose": "shared"])
    #expect(try await Self.look(id, in: room) == first)
    let free = ["go", "SPE_E3 group -", "VISIOCLIENT leftAlone otherProduct"]
    #expect(try await Self.look(id, in: room, mailbox: "converted") == free)
  }

  @Test(
    arguments: [
      (["mailEnabled": true], "groupUnfit"), (["securityEnabled": false], "groupUnfit"),
      (["isAssignableToRole": true], "excluded"),
      (["onPremisesSyncEnabled": true], "synchronisedGroup"),
      (["groupTypes": ["DynamicMembership"]], "dynamicGroup"),
      (["displayName": "Alle i Molde"], "group"),
      (
        [
          "assignedLicenses": [
            ["skuId": .string(e3), "disabledPlans": []],
            ["skuId": .string(powerBI), "disabledPlans": []],
          ]
        ],
        "groupGivesMore"
      ),
    ] as [(JSON, String)]
  )
  func `leaves groups alone that are for more than licences`(
    facts: JSON,
    obstacle: String
  ) async throws {
    let room = try await Self.room(["groups": ["LIC-*"], "products": ["SPE_*"]])
    let (id, group) = try await Self.somebody(in: room)
    try await room.begin()
    try await room.graph.changeUser(["id": .string(id), "purpose": "shared"])
    try await room.graph.changeGroup(["id": .string(group), "facts": facts])
    let found = try await Self.look(id, in: room, mailbox: "converted")
    if obstacle == "excluded" {
      #expect(found == ["cancelled", "admin"])
    } else {
      #expect(found.contains("SPE_E3 person \(obstacle)"), "\(found)")
    }
    let answer = try await room.remove(id, by: try room.connector(), mailbox: "converted")
    #expect(answer["removed"] == [])
    #expect(answer["state"]?.string == (obstacle == "excluded" ? "cancelled" : "partly"))
    #expect(try await room.people()[id]?["groups"]?.array?.count == 1)
  }

  @Test func `leaves what comes in two ways to people`() async throws {
    let room = try await Self.room(["groups": ["LIC-*"]])
    let (id, _) = try await Self.somebody(in: room, direct: [Self.e3, Self.visio])
    try await room.begin()
    try await room.graph.changeUser(["id": .string(id), "purpose": "shared"])
    let answer = try await room.remove(id, by: try room.connector(), mailbox: "converted")
    #expect(answer["state"] == "partly")
    #expect(answer["removed"] == [["product": "VISIOCLIENT", "way": "direct"]])
    #expect(answer["left"]?.array?.map { $0["obstacle"] } == ["twice"])
  }

  /// What is not known, or says that nothing is to be taken.
  @Test(arguments: ["signedIn", "held", "noList", "oldList", "kept", "gone", "nothing"])
  func `never says go where it is not to`(what: String) async throws {
    let room = try await Self.room()
    let (id, _) = try await Self.somebody(in: room, direct: [Self.visio])
    try await room.begin()
    let user = JSON.string(id)
    var wanted: [String] = []
    switch what {
    case "signedIn":
      let now = room.now.formatted(.iso8601)
      try await room.graph.changeUser(["id": user, "lastUse": .string(now)])
      wanted = ["cancelled", "active"]
    case "held":
      try await room.graph.changeUser(["id": user, "hold": true])
      try await room.writeHolds()
      wanted = ["cancelled", "hold"]
    case "noList":
      try FileManager.default.removeItem(atPath: room.folder.path("holds.csv"))
      wanted = ["wait", "holdUnknown"]
    case "oldList":
      let old = room.now - 31 * 86_400
      try FileManager.default.setAttributes(
        [.modificationDate: old],
        ofItemAtPath: room.folder.path("holds.csv")
      )
      wanted = ["wait", "holdUnknown"]
    case "kept":
      let keep = LicenceKeep(
        user: id,
        reason: "r",
        until: .init(number: 99_999),
        by: "kari",
        time: room.now
      )
      try await room.database.write { (connection) throws(DatabaseError) in
        try LicenceKeepStore.keep(keep, in: connection)
      }
      wanted = ["cancelled", "kept"]
    case "gone":
      try await room.graph.changeUser(["id": user, "gone": true])
      wanted = ["cancelled", "gone"]
    default:
      let group = try #require(try await room.people()[id]?["groups"]?.array?.first)
      try await room.graph.changeUser(["id": user, "direct": []])
      try await room.graph.changeGroup(["id": group, "facts": ["assignedLicenses": []]])
      wanted = ["cancelled", "nothingToFree"]
    }
    #expect(try await Self.look(id, in: room) == wanted)
    let before = try await room.people()
    let answer = try await room.remove(id, by: try room.connector())
    #expect(answer["state"]?.string == (wanted[0] == "wait" ? "waits" : "cancelled"))
    #expect(try await room.rows().isEmpty)
    #expect(try await room.people() == before)
  }

  @Test func `takes no more on a day than the policy says, over all campaigns`() async throws {
    let room = try await Self.room(["mostRemovalsPerDay": 2])
    let (id, _) = try await Self.somebody(in: room, direct: [Self.visio, Self.powerBI])
    try await room.begin()
    let today = LicenceRemoval(
      key: "x",
      user: "somebody",
      product: "P",
      sku: "p",
      disabledPlans: [],
      way: .direct,
      decision: .staff,
      planned: room.now
    )
    _ = try await room.database.write { (connection) throws(DatabaseError) in
      try LicenceRemovalStore.plan([today], in: connection)
    }
    let request = room.request("remove", of: id, ["decision": "staff"])
    guard case .again(let wait) = await (try room.connector()).perform(request) else {
      Issue.record("it did not wait")
      return
    }
    // It is a Saturday: until Monday at eight.
    let monday = room.now + Double(wait) / 1_000
    #expect(monday == Date(timeIntervalSince1970: 1_795_417_200))
    #expect(try await room.rows().count == 1)
    room.now = monday
    try await room.setClock()
    // Who comes back meanwhile is left alone; they have not.
    let answer = try await room.remove(id, by: try room.connector())
    #expect(answer["removed"]?.array?.count == 2)
  }

  @Test func `waits while the campaign is paused, and takes nothing once it is stopped`()
    async throws
  {
    let room = try await Self.room()
    let (id, _) = try await Self.somebody(in: room, direct: [Self.visio])
    try await room.begin()
    let campaign = room.campaign
    func set(_ status: Campaign.Status) async throws {
      _ = try await room.database.write { (connection) throws(DatabaseError) in
        try CampaignStore.setStatus(status, of: campaign, in: connection)
      }
    }
    try await set(.paused)
    let request = room.request("remove", of: id, ["decision": "staff"])
    #expect(await (try room.connector()).perform(request) == .again(after: 900_000))
    try await set(.stopped)
    let answer = try await room.remove(id, by: try room.connector())
    #expect(answer["state"] == "cancelled" && answer["because"] == ["stopped"])
    #expect(try await room.rows().isEmpty)
  }

  @Test func `changes nothing where the settings or the tenant do not let it`() async throws {
    let room = try await Self.room()
    let (id, _) = try await Self.somebody(in: room, direct: [Self.visio])
    try await room.begin()
    let request = room.request("remove", of: id, ["decision": "staff"])
    func error(_ connector: LicenceConnector) async -> String {
      guard case .failed(let error, let cause) = await connector.perform(request) else { return "" }
      return "\(error) \(cause)"
    }
    let unset = await error(LicenceConnector(nil))
    #expect(unset.hasPrefix("Licence.NotConfigured") && unset.contains("graph.tenantId"))
    #expect(await error(try room.connector(mayChange: false)).hasPrefix("Licence.ReadOnly"))
    #expect(try await room.rows().isEmpty)
    // The application may read all that is needed, and change nothing.
    let forbidden = UnsteadyTransport { _, request in
      request.address.target.hasSuffix("assignLicense") ? .forbidden : nil
    }
    let missing = await error(try room.connector(over: forbidden))
    #expect(missing.hasPrefix("Licence.Forbidden") && missing.contains("ReadWrite"))
    #expect(!missing.contains(id))
    #expect(try await room.rows().map(\.status) == [.failed])
    #expect(try await room.asked("POST", "/assignLicense").isEmpty)
    // Once it is granted, the same task goes on.
    let answer = try await room.remove(id, by: try room.connector())
    #expect(answer["removed"]?.array?.count == 1)
  }

  @Test(arguments: [
    (MockGraph.Client.read, "User-LifeCycleInfo.Read.All"), (.noAudit, "AuditLog.Read.All"),
    (.devices, "User.Read.All"),
  ])
  func `names the permission that is missing`(client: MockGraph.Client, name: String) async throws {
    let room = try await Self.room()
    let (id, _) = try await Self.somebody(in: room, direct: [Self.visio])
    try await room.begin()
    for verb in ["look", "remove", "scan"] {
      let request = room.request(verb, of: id, ["decision": "staff"])
      let outcome = await (try room.connector(client)).perform(request)
      guard case .failed(let error, let cause) = outcome else {
        Issue.record("\(verb): \(outcome)")
        continue
      }
      #expect(error == "Licence.Forbidden")
      #expect(verb == "scan" || cause.contains(name), "\(cause)")
    }
    #expect(try await room.rows().isEmpty)
  }

  @Test func `stops without P1, and where Graph is away`() async throws {
    let room = try await Self.room()
    let (id, _) = try await Self.somebody(in: room, direct: [Self.visio])
    try await room.begin()
    let request = room.request("remove", of: id, ["decision": "staff"])
    try await room.graph.tell("config", ["no_premium": true])
    guard
      case .failed("Licence.Forbidden", let cause) = await (try room.connector()).perform(request)
    else {
      Issue.record("it went on without P1")
      return
    }
    #expect(cause.contains("P1"))
    try await room.graph.tell("config", ["no_premium": false])
    let away = UnsteadyTransport { _, _ in .unconnected }
    let outcome = await (try room.connector(over: away)).perform(request)
    guard case .failed("Licence.Unavailable", _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(try await room.rows().isEmpty)
  }

  @Test(
    arguments: [
      [:], ["decision": "nobody"], ["decision": "user", "mailbox": "perhaps"],
      ["decision": "user", "by": 7],
    ] as [JSON]
  )
  func `refuses parameters that it does not know`(parameters: JSON) async throws {
    let room = try await Self.room()
    let (id, _) = try await Self.somebody(in: room)
    try await room.begin()
    let outcome = await (try room.connector()).perform(room.request("remove", of: id, parameters))
    guard case .failed("Licence.BadRequest", _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }
}
