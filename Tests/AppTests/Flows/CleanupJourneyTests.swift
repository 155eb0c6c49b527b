import Connectors
import Flows
import Foundation
import Graph
import Ground
import HTTP
import Helpdesk
import Messaging
import People
import Storage
import TestKit
import Testing

@testable import App

/// The whole way of a clean-up, from the words that start it to the last licence, against the stand-in for Microsoft
/// Graph: the real engine, flows, cards and connectors, and a staff that frees, keeps and makes mailboxes shared.
@Suite(.enabled(if: MockGraph.isThere, "\(MockGraph.need)"))
struct CleanupJourneyTests {
  /// The moment at which the tenant's clock stands.
  private static let start = Date(timeIntervalSince1970: 1_795_248_000)

  private let graph: MockGraph
  private let folder: TemporaryFolder
  private let talk: FlowTalk

  init() async throws {
    graph = try MockGraph(users: 120, devices: 2, seed: 31)
    folder = try TemporaryFolder()
    let (graph, folder) = (graph, folder)
    talk = try FlowTalk(as: "ida", library: Self.prepare) { database in
      let content = PolicyFolder(path: Shared.checkout.path).load().library
      return LicenceConnector(
        LicenceOffice(
          database: database,
          reader: try Self.client(graph, .reads),
          writer: try Self.client(graph, .writes),
          ground: content.licences,
          holds: folder.path("holds.csv"),
          people: { Directory() },
          lock: folder.path("licences.lock")
        )
      )
    }
    talk.clock.set(to: Self.start)
    try await writeHolds()
  }

  /// The shipped policy may take nobody out of a group; here it may.
  private static func prepare(_ library: inout CampaignLibrary) {
    library.mayChangeGraph = true
    for index in library.policies.indices {
      guard case .licences(let policy) = library.policies[index].policy,
        var document = policy.terms.json.object
      else { continue }
      document["groups"] = ["LIC-*"]
      if let policy = try? LicencePolicy(json: .object(document)) {
        library.policies[index].policy = .licences(policy)
      }
    }
  }

  private static func client(_ graph: MockGraph, _ access: GraphClient.Access) throws -> GraphClient
  {
    let origin = try #require(graph.origin)
    let cloud = try #require(GraphCloud(login: origin, graph: origin))
    let time = VirtualTime(Date())
    return GraphClient(
      GraphAccount(cloud: cloud, tenant: MockGraph.tenant, client: MockGraph.Client.full.id) {
        .secret(MockGraph.Client.full.secret)
      },
      access: access,
      transport: CurlTransport(),
      time: time,
      seed: 1,
      sleep: { wait in time.set(to: time.now().addingTimeInterval(wait / .seconds(1))) }
    )
  }

  /// Kept up to date for the months to come.
  private func writeHolds() async throws {
    let held = try await people().values.filter { $0["hold"] == true }
    let lines = ["UserPrincipalName"] + held.compactMap { $0["upn"]?.string }
    let path = try folder.write(lines.joined(separator: "\n"), to: "holds.csv")
    let later = Self.start.addingTimeInterval(365 * 86_400)
    try FileManager.default.setAttributes([.modificationDate: later], ofItemAtPath: path)
  }

  private func people() async throws -> [String: JSON] {
    let users = try await graph.exactTruth()["users"]?.object ?? JSONObject()
    return Dictionary(uniqueKeysWithValues: users.map { ($0.key, $0.value) })
  }

  private func members() async throws -> [CampaignMember] {
    try await talk.database.read { (connection) throws(DatabaseError) in
      try CampaignStore.members(
        1,
        Set(CampaignMember.Status.allCases),
        limit: 1_000,
        in: connection
      )
    }
  }

  private func removals() async throws -> [LicenceRemoval] {
    try await talk.database.read { (connection) throws(DatabaseError) in
      try LicenceRemovalStore.rows(after: 0, limit: 1_000, in: connection)
    }
  }

  @Test func `frees what was agreed, and nothing of whoever keeps it or comes back`() async throws {
    let before = try await people()
    _ = try await talk.say("start lisensopprydding")
    let started = try await talk.say("start oppryddingen")
    #expect(started.contains { $0.text.contains("Opprydding **1** er startet") })
    _ = try await talk.wait(days: 2, at: nil)
    let asked = try await members()
    #expect(asked.count > 8)
    #expect(asked.allSatisfy { $0.status == .started })
    // The directory knows none of them: whoever began it is asked, and keeps every fourth.
    var answers = 0
    while answers < 200 {
      let data: JSON =
        answers % 4 == 3
        ? ["action": "keep", "reason": "Trengs i vår.", "until": "2027-03-01"]
        : ["action": "free"]
      let said = try await talk.submit(data)
      if said.first?.text == "nobody asks for that" { break }
      answers += 1
    }
    #expect(try await removals().isEmpty)
    // Somebody signs in after it was agreed, before it is done.
    let returned = try #require(try await members().first { $0.status == .started }).subject
    try await graph.changeUser(["id": .string(returned), "lastUse": "2026-11-25T08:00:00Z"])
    _ = try await talk.wait(days: 12, at: nil)
    for _ in 0..<3 {
      try await makeMailboxesShared()
      _ = try await talk.wait(days: 2, at: nil)
    }
    let (ended, rows, after) = (try await members(), try await removals(), try await people())
    #expect(try await talk.failures() == [])
    #expect(ended.allSatisfy { $0.status == .ended })
    #expect(ended.first { $0.subject == returned }?.outcome == "active")
    let outcomes = Dictionary(grouping: ended) { $0.outcome ?? "" }.mapValues(\.count)
    #expect((outcomes["kept"] ?? 0) > 1)
    #expect((outcomes["freed"] ?? 0) + (outcomes["partly"] ?? 0) > 3, "\(outcomes)")
    // Nobody has lost anything but what the ledger says.
    #expect(rows.allSatisfy { $0.status == .done && $0.decision == .staff })
    for (id, person) in before {
      let taken = Set(rows.filter { $0.user == id }.map(\.sku))
      let had = Set((person["licences"]?.array ?? []).compactMap(\.string))
      let has = Set((after[id]?["licences"]?.array ?? []).compactMap(\.string))
      #expect(has == had.subtracting(taken), "\(person.text)")
      let outcome = ended.first { $0.subject == id }?.outcome
      #expect(taken.isEmpty || outcome == "freed" || outcome == "partly", "\(outcome ?? "none")")
    }
    let report = try await talk.say("lisensrapport")
    #expect(report.contains { $0.text.contains("Lisenser frigjort nå: \(rows.count)") })
  }

  /// Whoever has the items on the worklist does what they say.
  private func makeMailboxesShared() async throws {
    let items = try await talk.database.read { (connection) throws(DatabaseError) in
      try WorklistStore.items(WorklistFilter(), in: connection)
    }
    let members = try await members()
    for item in items where item.isToDo && item.order.title.hasPrefix("Gjør postboksen") {
      let member = members.first { $0.execution == item.order.execution }
      let id = try #require(member?.subject)
      try await graph.changeUser(["id": .string(id), "purpose": "shared"])
      for word in ["claim", "done"] {
        _ = try await talk.work([word, "\(item.number)"], as: "ida", WorklistCommand.Action.self)
      }
    }
  }
}
