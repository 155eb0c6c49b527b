import Foundation
import Ground
import HTTP
import Helpdesk
import TestKit
import Testing

// The commands are the program's own; no other module uses them.
@testable import App

/// `rakel licences scan` against the stand-in for Microsoft Graph, compared with its answer key.
@Suite(.enabled(if: MockGraph.isThere, "\(MockGraph.need)"))
struct LicencesScanTests {
  /// A tenant: its seed, its size, what its command line says, and faults.
  struct Tenant: Sendable, CustomTestStringConvertible {
    var seed: Int
    var users: Int
    var options: [String] = []
    var faults: JSON = []
    var testDescription: String { "seed \(seed), \(users) users, \(options) \(faults.text)" }
  }

  private static let tenants = [
    Tenant(seed: 7, users: 400), Tenant(seed: 8, users: 1_300),
    Tenant(seed: 9, users: 250, options: ["--conceal-names"]),
    Tenant(seed: 10, users: 250, options: ["--license-lag", "300"]),
    Tenant(seed: 11, users: 600, options: ["--throttle", "40/1"]),
    Tenant(seed: 12, users: 1_100, faults: fault("/users", 429, times: 1)),
    Tenant(seed: 13, users: 300, faults: fault("/groups", 503, times: 2)),
    Tenant(seed: 14, users: 300, faults: fault("/subscribedSkus", 500, times: 1)),
  ]

  private static func fault(_ match: String, _ status: Int, times: Int) -> JSON {
    [["match": .string(match), "status": .integer(status), "times": .integer(times)]]
  }

  private static func truth(_ graph: MockGraph) async throws -> JSONObject {
    try #require(try await graph.ask("truth")["users"]?.object)
  }

  @Test(arguments: tenants)
  func `finds every unused licence, and takes nobody's who uses theirs`(
    tenant: Tenant
  ) async throws {
    let graph = try MockGraph(
      users: tenant.users,
      devices: 5,
      seed: tenant.seed,
      options: tenant.options
    )
    let truth = try await Self.truth(graph)
    if tenant.faults != [] { try await graph.tell("faults", tenant.faults) }
    let hall = try LicenceHall()
    let scan = try await hall.scan(
      graph.address,
      words: ["--holds", try hall.holds(truth), "--json"]
    )
    #expect(scan.answer.complaint == nil)
    let people = try scan.people()
    let licensed = truth.filter { $0.value["skus"]?.array?.isEmpty == false }
    #expect(Set(people.keys) == Set(licensed.map(\.key)))
    var counts = [0, 0, 0]
    let mail: Set = ["SPE_E3", "SPE_F1", "STANDARDPACK"]
    for (id, fact) in licensed {
      let person = try #require(people[id])
      let kind = fact["kind"]?.string ?? ""
      let removable = Set(
        (person["licences"]?.array ?? []).filter { $0["removable"] == true }
          .compactMap { $0["product"]?.string }
      )
      guard Self.isIdle(kind, person), fact["hold"] != true else {
        #expect(removable.isEmpty, "\(kind)")
        #expect(person["verdict"] != "inactive", "\(kind)")
        counts[2] += 1
        continue
      }
      // Substitutes are told by what kind of employee they are, which the answer key has not.
      if person["reasons"] == ["temporary"] { continue }
      #expect(person["verdict"] == "inactive", "\(kind) \(person.text)")
      // Neither with a mailbox nor by a group: the rest can be taken as it is.
      let free = Set(fact["directSkus"]?.array?.compactMap(\.string) ?? []).subtracting(mail)
      #expect(removable == free, "\(kind)")
      counts[0] += 1
      counts[1] += removable.count
    }
    print("\(tenant.testDescription): \(licensed.count) with licences,", terminator: " ")
    print("\(counts[0]) inactive, \(counts[1]) removable licences, \(counts[2]) spared")
    #expect(counts[0] > 10 && counts[1] > 0)
    // What a plan is made of.
    let found = try await hall.findings()
    let inactive = people.filter { $0.value["verdict"] == "inactive" }
    #expect(Set(found.map(\.id)) == Set(inactive.keys))
    #expect(found.allSatisfy { $0.isHeld == false && $0.mailbox != nil })
    #expect(try await hall.left() == 0)
    #expect(try await hall.audited().map { $0["outcome"] } == ["done"])
    let requests = try await graph.ask("requests").array ?? []
    #expect(requests.allSatisfy { $0["method"] == "GET" || $0["path"] == "/$batch" })
  }

  /// Whether somebody of that kind has not been there for 90 days and Graph's delay.
  private static func isIdle(_ kind: String, _ person: JSON) -> Bool {
    switch kind {
    case "inactive_90", "inactive_180", "password_spray_only": true
    // They have left between 35 and 300 days ago.
    case "leaver_disabled":
      (person["lastUse"]?.string ?? "9") < "2026-08-22T08:00:00"
    default: false
    }
  }

  @Test func `removes nothing where nobody said what is on hold`() async throws {
    let graph = try MockGraph.calm()
    let scan = try await LicenceHall().scan(graph.address, words: ["--json"])
    let licences = try scan.people().values.flatMap { $0["licences"]?.array ?? [] }
    #expect(!licences.isEmpty && licences.allSatisfy { $0["removable"] == false })
    #expect(scan.said.contains { $0.contains("--holds") })
  }

  @Test func `removes nothing where it may not see mailboxes`() async throws {
    let graph = try MockGraph(users: 150, devices: 5)
    try await graph.tell(
      "faults",
      [["match": "/users/", "status": 403, "code": "Authorization_RequestDenied", "times": 999]]
    )
    let hall = try LicenceHall()
    let scan = try await hall.scan(
      graph.address,
      words: ["--holds", try hall.holds(try await Self.truth(graph)), "--json"]
    )
    let licences = try scan.people().values.flatMap { $0["licences"]?.array ?? [] }
    #expect(!licences.isEmpty && licences.allSatisfy { $0["removable"] == false })
    #expect(scan.said.contains { $0.contains("MailboxSettings.Read") })
  }

  @Test(arguments: [
    (MockGraph.Client.read, "User-LifeCycleInfo.Read.All"), (.noAudit, "GroupMember.Read.All"),
    (.devices, "LicenseAssignment.Read.All"),
  ])
  func `names the permission that is missing`(client: MockGraph.Client, name: String) async throws {
    let hall = try LicenceHall()
    let scan = try await hall.scan(try MockGraph.calm().address, client)
    #expect(scan.lines.isEmpty && scan.answer.status == 1)
    #expect(scan.answer.complaint?.contains(name) == true)
    #expect(try await hall.audited().map { $0["outcome"] } == ["forbidden"])
  }

  @Test func `counts nobody in a tenant without P1`() async throws {
    let graph = try MockGraph(users: 30, devices: 5, options: ["--no-premium"])
    let scan = try await LicenceHall().scan(graph.address)
    #expect(scan.lines.isEmpty)
    #expect(scan.answer.complaint?.contains("no Microsoft Entra ID P1") == true)
  }

  @Test func `counts nobody where the log is not being filled`() async throws {
    let graph = try MockGraph.calm()
    let hall = try LicenceHall()
    let scan = try await hall.scan(graph.address, at: LicenceHall.now + 3 * 86_400)
    #expect(scan.lines.isEmpty)
    #expect(scan.answer.complaint?.contains("not being filled") == true)
    #expect(try await hall.left() == 0)
  }

  @Test func `goes on where it broke off, and begins anew after a day`() async throws {
    let graph = try MockGraph(users: 700, devices: 5)
    let hall = try LicenceHall()
    let words = ["--holds", try hall.holds(try await Self.truth(graph)), "--json"]
    let whole = try await hall.scan(graph.address, at: LicenceHall.now, words: words)
    let found = try await hall.findings()
    let refusal = Self.fault("/users/", 400, times: 1)
    /// How often the list of users was asked for since the last time.
    var asked = 0
    func pages() async throws -> Int {
      let requests = try await graph.ask("requests").array ?? []
      defer { asked = requests.count }
      return requests.dropFirst(asked).count { $0["path"] == "/users" }
    }
    for (later, isGoneOnWith) in [(3_600.0, true), (86_400, false)] {
      try await graph.tell("faults", refusal)
      let broken = try await hall.scan(graph.address, at: LicenceHall.now, words: words)
      #expect(broken.lines.isEmpty && broken.answer.status == 1)
      #expect(try await hall.findings() == found)
      #expect(try await hall.left() > 300)
      _ = try await pages()
      let rest = try await hall.scan(graph.address, at: LicenceHall.now + later, words: words)
      #expect(try await pages() == (isGoneOnWith ? 0 : 2))
      #expect(rest.said.contains { $0.hasPrefix("going on with") } == isGoneOnWith)
      #expect(rest.said.contains { $0.hasSuffix("beginning anew") } == !isGoneOnWith)
      if isGoneOnWith { #expect(try rest.people() == whole.people()) }
      #expect(try await hall.findings() == found)
      #expect(try await hall.left() == 0)
    }
  }

  @Test func `counts nobody where names are concealed`() async throws {
    let graph = try MockGraph(users: 60, devices: 1)
    // As Entra writes them for whoever may not know: without what they sign in with.
    try await graph.changeUser(["concealed": true])
    let hall = try LicenceHall()
    let scan = try await hall.scan(graph.address)
    #expect(scan.lines.isEmpty)
    #expect(scan.answer.complaint?.contains("concealed") == true)
    #expect(try await hall.audited().map { $0["outcome"] } == ["concealed"])
    #expect(try await hall.left() == 0)
    #expect(try await hall.findings().isEmpty)
  }

  @Test func `counts nobody where the list of users is not whole`() async throws {
    let graph = try MockGraph(users: 150, devices: 1)
    try await graph.changeUser(["consumed": 40])
    let hall = try LicenceHall()
    let scan = try await hall.scan(graph.address)
    #expect(scan.lines.isEmpty)
    #expect(scan.answer.complaint?.contains("not whole") == true)
    #expect(try await hall.audited().map { $0["outcome"] } == ["incomplete"])
    #expect(try await hall.left() == 0)
    #expect(try await hall.findings().isEmpty)
  }

  @Test func `goes on in the middle of the list of users`() async throws {
    let graph = try MockGraph(users: 1_200, devices: 1)
    let hall = try LicenceHall()
    let words = ["--holds", try hall.holds(try await Self.truth(graph)), "--json"]
    let whole = try await hall.scan(graph.address, words: words)
    // The list breaks off behind its first page.
    try await graph.changeUser(["failsFrom": 500])
    let broken = try await hall.scan(graph.address, words: words)
    #expect(broken.lines.isEmpty && broken.answer.status == 1)
    let left = try await hall.left()
    #expect(left > 300 && left < 600)
    try await graph.changeUser(["failsFrom": .null])
    let before = try await graph.ask("requests").array?.count ?? 0
    let rest = try await hall.scan(graph.address, at: LicenceHall.now + 60, words: words)
    let asked = (try await graph.ask("requests").array ?? []).dropFirst(before)
    #expect(asked.count { $0["path"] == "/users" } == 2)
    #expect(rest.said.contains { $0.hasPrefix("going on with") })
    #expect(try rest.people() == whole.people())
  }

  @Test func `is for the IT staff`() async throws {
    let hall = try LicenceHall()
    let scan = try await hall.scan(try MockGraph.calm().address, as: "kari")
    #expect(scan.lines.isEmpty && scan.answer.complaint?.contains("IT staff") == true)
  }
}
