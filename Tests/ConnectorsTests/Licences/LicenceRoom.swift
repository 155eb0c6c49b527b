import Connectors
import Flows
import Foundation
import Graph
import Ground
import HTTP
import Helpdesk
import People
import Storage
import TestKit

/// A tenant that stands in for Microsoft's, a database, and a campaign by which licences are freed.
final class LicenceRoom {
  /// The moment at which the tenant's clock stands at first.
  static let start = Date(timeIntervalSince1970: 1_795_248_000)

  let graph: MockGraph
  let folder: TemporaryFolder
  let database: Database
  /// What the policy has beside its kind, title and flow.
  var policy: JSON
  var now = LicenceRoom.start
  private(set) var campaign = 0

  init(_ graph: MockGraph, policy: JSON = [:]) throws {
    self.graph = graph
    self.policy = policy
    folder = try TemporaryFolder()
    database = try Database(
      path: ":memory:",
      layouts: [
        LicenceScanStore.layout, LicenceFindingStore.layout, LicenceKeepStore.layout,
        LicenceRemovalStore.layout, CampaignStore.layout, AuditStore.layout,
      ]
    )
  }

  // MARK: who asks

  func client(
    _ client: MockGraph.Client = .full,
    _ access: GraphClient.Access = .reads,
    over transport: any Transport = CurlTransport(),
    pause: Duration = .zero
  ) throws -> GraphClient {
    guard let origin = graph.origin, let cloud = GraphCloud(login: origin, graph: origin) else {
      throw CocoaError(.featureUnsupported)
    }
    let time = VirtualTime(Date())
    return GraphClient(
      GraphAccount(cloud: cloud, tenant: MockGraph.tenant, client: client.id) {
        .secret(client.secret)
      },
      access: access,
      transport: transport,
      time: time,
      seed: 1,
      sleep: { wait in
        time.set(to: time.now().addingTimeInterval(wait / .seconds(1)))
        if pause > .zero { try await Task.sleep(for: pause) }
      }
    )
  }

  func connector(
    _ application: MockGraph.Client = .full,
    mayChange: Bool = true,
    over transport: any Transport = CurlTransport(),
    pause: Duration = .zero
  ) throws -> LicenceConnector {
    let rules = Shared.checkout.appending(path: "licences/rules.json")
    let prices = Shared.checkout.appending(path: "licences/prices.json")
    let ground = LicenceGround(
      rules: try LicenceRules(parsing: String(contentsOf: rules, encoding: .utf8), file: "rules"),
      prices: try PriceFile(parsing: String(contentsOf: prices, encoding: .utf8), file: "prices")
    )
    let reader = try client(application, over: transport, pause: pause)
    let writer = try client(application, .writes, over: transport, pause: pause)
    return LicenceConnector(
      LicenceOffice(
        database: database,
        reader: reader,
        writer: mayChange ? writer : nil,
        ground: ground,
        holds: folder.path("holds.csv"),
        people: { Directory() },
        lock: folder.path("licences.lock")
      )
    )
  }

  // MARK: what is done

  /// Writes the list of mailboxes that must be kept, as the tenant has them.
  func writeHolds() async throws {
    let held = try await people().values.filter { $0["hold"] == true }
    let lines = ["UserPrincipalName"] + held.compactMap { $0["upn"]?.string }
    try folder.write(lines.joined(separator: "\n"), to: "holds.csv")
    try FileManager.default.setAttributes(
      [.modificationDate: Self.start],
      ofItemAtPath: folder.path("holds.csv")
    )
  }

  /// Scans, plans, and begins a campaign; gives the ids of its members.
  @discardableResult
  func begin(with connector: LicenceConnector? = nil) async throws -> Set<String> {
    try await writeHolds()
    let scan = await (try connector ?? self.connector()).perform(request("scan", of: ""))
    guard case .done = scan else { throw Failure(what: "\(scan)") }
    let (now, policy) = (now, try LicencePolicy(json: document))
    let rules = Shared.checkout.appending(path: "licences/rules.json")
    let ground = LicenceGround(
      rules: try LicenceRules(parsing: String(contentsOf: rules, encoding: .utf8), file: "rules")
    )
    let document = document
    let made = try await database.write { (connection) throws(DatabaseError) in
      let plan = try LicencePlan(
        policy,
        ground: ground,
        at: now,
        people: Directory(),
        in: connection
      )
      let campaign = Campaign(
        kind: CampaignKind.licences.rawValue,
        title: "t",
        flow: "licence-cleanup",
        policy: document,
        startedBy: "ida",
        created: now
      )
      let members = plan.campaignMembers
      let number = try CampaignStore.create(campaign, members: members, in: connection).number
      return (number, Set(members.map(\.subject)))
    }
    campaign = made.0
    return made.1
  }

  private var document: JSON {
    var whole = policy.object ?? JSONObject()
    (whole["kind"], whole["title"]) = ("licence-cleanup", "t")
    whole["flow"] = "licence-cleanup"
    if whole["mostRemovalsPerDay"] == nil { whole["mostRemovalsPerDay"] = 1_000 }
    return .object(whole)
  }

  func request(
    _ verb: String,
    of user: String,
    _ parameters: JSON = [:],
    key: String? = nil
  ) -> TaskRequest {
    TaskRequest(
      verb: verb,
      parameters: parameters,
      token: nil,
      key: key ?? "key-\(user)",
      execution: "e-\(user)",
      flow: "licence-cleanup",
      state: "s",
      user: nil,
      input: ["licences": ["user": .string(user)], "campaign": .integer(campaign)],
      entered: now,
      now: now
    )
  }

  /// Asks for somebody's licences to be taken, and goes on until there is an answer; time goes by where it asks for that.
  ///
  /// Where it wants to wait for an hour or more, that is the answer.
  func remove(
    _ user: String,
    by connector: LicenceConnector,
    mailbox: String? = nil,
    most: Int = 60
  ) async throws -> JSON {
    let parameters: JSON = [
      "decision": "leader", "by": "liv", "mailbox": mailbox.map(JSON.string) ?? .null,
    ]
    var request = request("remove", of: user, parameters)
    for _ in 0..<most {
      switch await connector.perform(request) {
      case .done(let answer): return answer
      case .again(let wait) where wait >= 3_600_000: return ["state": "waits"]
      case .again(let wait):
        now += Double(wait) / 1_000
        try await setClock()
        request.now = now
      case .failed(let error, let cause): throw Failure(what: "\(error): \(cause)")
      case .waiting: throw Failure(what: "waits")
      }
    }
    throw Failure(what: "does not come to an end")
  }

  struct Failure: Error { var what: String }

  func setClock() async throws {
    try await graph.tell("clock", ["now": .string(now.formatted(.iso8601))])
  }

  // MARK: what is so

  /// All that is true of everybody, by their ids.
  func people() async throws -> [String: JSON] {
    let users = try await graph.exactTruth()["users"]?.object ?? JSONObject()
    return Dictionary(uniqueKeysWithValues: users.map { ($0.key, $0.value) })
  }

  func rows() async throws -> [LicenceRemoval] {
    try await database.read { (connection) throws(DatabaseError) in
      try LicenceRemovalStore.rows(after: 0, limit: 10_000, in: connection)
    }
  }

  /// How often something was asked of the tenant that went well, by method and what the path ends in.
  func asked(_ method: String, _ suffix: String) async throws -> [String] {
    (try await graph.ask("requests").array ?? []).filter {
      $0["method"]?.string == method && ($0["status"]?.int ?? 500) < 300
        && $0["path"]?.string?.hasSuffix(suffix) == true
    }.compactMap { $0["path"]?.string }
  }
}
