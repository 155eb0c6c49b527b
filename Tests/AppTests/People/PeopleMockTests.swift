import Foundation
import Ground
import HTTP
import Helpdesk
import People
import Storage
import TestKit
import Testing

// The commands are the program's own; no other module uses them.
@testable import App

/// `rakel people` as it is typed, against the stand-in for Microsoft Graph.
@Suite(.enabled(if: MockGraph.isThere, "\(MockGraph.need)"))
struct PeopleMockTests {
  private static let now = Date(timeIntervalSince1970: 1_795_248_000)

  private static let rules = """
    {
      "id": "mailNickname",
      "roles": [
        {"role": "pupil", "department": ["Barnehage"], "companyName": ["Molde", "Rauma"]},
        {"role": "unknown", "userPrincipalName": ["bg-*", "svc-*", "rom-*", "postmottak*"]},
        {"role": "pupil", "group": ["LIC-SPE_F1-Hustadvika"]},
        {"role": "employee", "employeeType": ["fast", "vikar"]}
      ],
      "municipality": [
        {"from": "extensionAttribute1",
         "map": {"1506": "molde", "1579": "hustadvika", "1539": "rauma", "1535": "vestnes", "1547": "aukra"}},
        {"from": "companyName"}
      ],
      "unit": "department",
      "leave": {"extensionAttribute10": "PERMISJON;{day}"}
    }
    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("nils\tNils\titstaff\nkari\tKari\temployee", to: "users.tsv")
    try folder.write(Self.rules, to: "people/rules.json")
  }

  private func sync(
    _ graph: MockGraph,
    _ client: MockGraph.Client = .full,
    as user: String = "nils",
    at now: Date = now,
    words: [String] = []
  ) async throws -> Answer {
    let secret = try folder.write(client.secret.reveal(), to: "secret")
    return try await PeopleSyncCommand.answer(
      Arguments(
        [
          "--content", folder.url.path, "--as", user, "--graph.tenantId", MockGraph.tenant,
          "--graph.clientId", client.id, "--graph.clientSecretFile", secret,
          "--graph.login", graph.address, "--graph.endpoint", graph.address,
        ] + words
      ),
      at: now
    )
  }

  private var content: ContentFolder { ContentFolder(path: folder.url.path, state: nil) }

  /// Everybody by their accounts.
  private func everybody() throws -> [String: User] {
    let directory = try content.directory()
    return Dictionary(
      uniqueKeysWithValues: directory.users { directory.isOfTenant($0.id) }.map {
        (directory.account(of: $0.id)?.description ?? "", $0)
      }
    )
  }

  @Test(arguments: [3, 7, 11]) func `knows everybody as the tenant has them`(seed: Int) async throws
  {
    let graph = try MockGraph(users: 1_100, devices: 5, seed: seed)
    let truth = try #require(try await graph.ask("truth")["users"]?.object)
    let answer = try await sync(graph)
    #expect(answer.complaint == nil)
    let users = try everybody()
    #expect(users.count == truth.count)
    let strangers: Set = ["service", "breakglass", "room", "shared_mailbox", "guest"]
    for (entra, fact) in truth {
      let kind = fact["kind"]?.string ?? ""
      let user = try #require(users[entra])
      let town = fact["municipality"]?.string?.lowercased()
      let isPupil =
        user.unit == "Barnehage" && (town == "molde" || town == "rauma")
        || user.unit == "Helse og omsorg" && town == "hustadvika" && !strangers.contains(kind)
      #expect((user.role == .pupil) == isPupil, "\(kind)")
      #expect(user.role.mayUseRakel == (!isPupil && !strangers.contains(kind)), "\(kind)")
      #expect(user.municipality == town)
      #expect(user.signIn == fact["upn"]?.string?.lowercased())
      let hasLeft = ["leaver_disabled", "shared_mailbox", "room"].contains(kind)
      #expect((user.absence == .left) == hasLeft, "\(kind)")
      if kind == "on_leave" { #expect(user.absence != nil && user.absence != .left) }
    }
    // Nothing new: nothing is changed, and little is asked.
    let again = try await sync(graph, words: ["--json"])
    #expect(again.json["new"] == 0 && again.json["changed"] == 0 && again.json["gone"] == 0)
  }

  @Test func `waits where it is told to`() async throws {
    let graph = try MockGraph(users: 1_200, devices: 5)
    try await graph.tell(
      "faults",
      [
        ["match": "/users/delta", "status": 503, "times": 1, "retryAfter": 0],
        ["match": "/members", "status": 429, "times": 1, "retryAfter": 0],
      ]
    )
    #expect(try await sync(graph).complaint == nil)
    #expect(try everybody().count > 1_200)
  }

  @Test func `says what is missing, and changes nothing`() async throws {
    let graph = try MockGraph(users: 150, devices: 5)
    #expect(try await sync(graph).complaint == nil)
    let before = try everybody()
    for client in [MockGraph.Client.noAudit, .devices] {
      let answer = try await sync(graph, client)
      #expect(answer.complaint?.contains("GroupMember.Read.All") == true)
      #expect(answer.complaint?.hasSuffix("nothing was changed") == true)
    }
    try folder.write(
      Self.rules.replacing(#"{"role": "pupil", "group": ["LIC-SPE_F1-Hustadvika"]},"#, with: ""),
      to: "people/rules.json"
    )
    let answer = try await sync(graph, .devices)
    #expect(answer.complaint?.contains("User.Read.All") == true)
    #expect(try everybody() == before)
    #expect(try await sync(graph, .noAudit, words: ["--force"]).complaint == nil)
    #expect(try await sync(graph, as: "kari").complaint?.contains("may not") == true)
  }

  @Test func `shows who somebody is, and why`() async throws {
    let graph = try MockGraph.calm()
    _ = try await sync(graph, words: ["--dry-run"])
    #expect(try everybody().isEmpty)
    _ = try await sync(graph)
    let directory = try content.directory()
    let user = try #require(
      directory.users { $0.role == .employee && directory.isOfTenant($0.id) }.first
    )
    func show(_ word: String) async throws -> Answer {
      try await PeopleShowCommand.answer(
        Arguments(["--content", folder.url.path, "--as", "nils", word]),
        at: Self.now
      )
    }
    for word in [user.id, user.signIn ?? "", directory.account(of: user.id)?.description ?? ""] {
      let answer = try await show(word)
      #expect(answer.lines.contains { $0.contains("people/rules.json:7") })
      #expect(answer.json["kept"]?["department"]?.string == user.unit)
    }
    #expect(try await show("ingen").complaint == "nobody is called 'ingen'")
    let list = try await PeopleListCommand.answer(
      Arguments(["--content", folder.url.path, "--as", "nils", "--role", "pupil"]),
      at: Self.now
    )
    #expect(list.json.array?.count == directory.users(in: .pupil).count)
  }

  @Test func `exports and deletes what is kept, and does not bring it back`() async throws {
    let graph = try MockGraph.calm()
    _ = try await sync(graph)
    let user = try #require(try everybody().values.first { $0.role == .employee })
    func privacy(_ words: [String]) -> Arguments {
      Arguments(words + ["--content.dir", folder.url.path, "--as", "nils"])
    }
    let export = try await PrivacyExportCommand.answer(privacy([user.id]), at: Self.now)
    #expect(export.lines.joined().contains(user.signIn ?? "-"))
    let deleted = try await PrivacyDeleteCommand.answer(
      privacy([user.id, "--yes"]),
      at: Self.now,
      asking: .terminal
    )
    #expect(deleted.complaint == nil)
    #expect(try everybody().values.contains { $0.id == user.id } == false)
    _ = try await sync(graph, words: ["--full"])
    #expect(try everybody().values.contains { $0.id == user.id } == false)
  }
}
