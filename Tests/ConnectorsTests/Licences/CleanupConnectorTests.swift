import Flows
import Foundation
import Ground
import Helpdesk
import Messaging
import People
import Storage
import TestKit
import Testing
import WorkingTime

@testable import Connectors

@Suite struct CleanupConnectorTests {
  /// A Wednesday morning, 18 November 2026.
  private static let start = Date(timeIntervalSince1970: 1_795_000_000)
  private static let account = "6f0b7c1e-2d54-4c1a-9b3e-1a5d0c77e001"

  private let database: Database
  private let directory: Directory
  private let connector: CleanupConnector

  init() async throws {
    database = try Database(
      path: ":memory:",
      layouts: [
        CampaignStore.layout, LicenceFindingStore.layout, LicenceScanStore.layout,
        LicenceKeepStore.layout, WorklistStore.layout, AuditStore.layout, QuestionStore.layout,
        ExecutionStore.layout, OutboxStore.layout, WorkCardStore.layout,
      ]
    )
    let lines = [
      "kari\tKari\temployee\tfjordviken\t\(Self.account)\tkari@x\tliv",
      "liv\tLiv\tleader\tfjordviken\t\tliv@x\ttor", "tor\tTor\tleader\tfjordviken\t\ttor@x",
      "ida\tIda\titstaff\tfjordviken\t\tida@x", "per\tPer\tpupil\tfjordviken\t\tper@x",
    ]
    let directory = try Directory(parsing: lines.joined(separator: "\n"), file: "users.tsv")
    self.directory = directory
    let prices = #"{"asOf": "2026-01-01", "kronerPerMonth": {"SPE_E3": 244.5}}"#
    connector = CleanupConnector(
      people: { directory },
      prices: try PriceFile(parsing: prices, file: "prices.json")
    )
    try await begin([:])
  }

  private func begin(_ policy: JSON, startedBy user: String = "ida") async throws {
    var document = policy.object ?? JSONObject()
    (document["kind"], document["title"]) = ("licence-cleanup", "Opprydding")
    let campaign = Campaign(
      kind: "licence-cleanup",
      title: "Opprydding",
      flow: "licence-cleanup",
      policy: .object(document),
      startedBy: user,
      created: Self.start
    )
    let members = [CampaignMember(subject: Self.account, user: "kari")]
    try await database.write { (connection) throws(DatabaseError) in
      _ = try CampaignStore.create(campaign, members: members, in: connection)
    }
  }

  private func perform(
    _ verb: String,
    _ parameters: JSON,
    campaign: Int = 1,
    days: Double = 0,
    key: String = "k",
    user: String? = nil
  ) async throws -> TaskOutcome {
    let now = Self.start.addingTimeInterval(days * 86_400)
    let request = TaskRequest(
      verb: verb,
      parameters: parameters,
      token: nil,
      key: key,
      execution: "licence-cleanup-1-x",
      flow: "licence-cleanup",
      state: "s",
      user: user,
      input: ["campaign": .integer(campaign), "licences": ["user": .string(Self.account)]],
      entered: now,
      now: now
    )
    return try await database.write { [connector] (connection) throws(DatabaseError) in
      try connector.perform(request, in: connection)
    }
  }

  private func offer(
    _ role: String,
    _ more: JSON = [:],
    campaign: Int = 1,
    days: Double = 0
  ) async throws -> JSON {
    var parameters = more.object ?? JSONObject()
    parameters["for"] = .string(role)
    if parameters["licences"] == nil {
      parameters["licences"] = [["product": "SPE_E3", "way": "direct"]]
    }
    let done = try await perform("offer", .object(parameters), campaign: campaign, days: days)
    guard case .done(let answer) = done else { return .null }
    return answer
  }

  @Test(arguments: [
    ("user", "kari", "lisens-sporsmal"), ("leader", "liv", "lisens-leder"),
    ("staff", "ida", "lisens-leder"), ("grace", "kari", "lisens-frist"),
  ])
  func `asks whose they are, then the leader, then who began it`(
    role: String,
    to: String,
    card: String
  ) async throws {
    let offer = try await offer(role)
    #expect(offer["to"]?.string == to)
    #expect(offer["card"]?.string == card)
    #expect(offer["kroner"] == 2_934)
    #expect(offer["name"] == "Kari")
  }

  @Test(
    arguments: [
      (0, 0, "2026-12-18T07:00:00Z"), (1, 0, "2027-01-18T07:00:00Z"),
      // Who was asked late has some days all the same.
      (1, 59, "2027-01-20T07:00:00Z"), (1, 300, "2027-09-17T06:00:00Z"),
    ] as [(Int, Double, String)]
  )
  func `counts the days from the first question, and moves them to working days`(
    round: Int,
    days: Double,
    until: String
  ) async throws {
    let since: JSON = .string(RFC3339.text(Self.start))
    let offer = try await offer("user", ["round": .integer(round), "since": since], days: days)
    #expect(offer["until"]?.string == until)
    #expect(offer["isLast"] == .bool(round == 1))
  }

  @Test func `asks nobody of a pupil's or of a stranger's account but who began it`() async throws {
    try await begin([:], startedBy: "per")
    let stranger: JSON = ["who": ["name": "Ukjent", "account": "per@x"]]
    #expect(try await offer("staff", campaign: 2)["to"] == .null)
    #expect(try await offer("user", stranger)["to"]?.string == "kari")
  }

  @Test func `asks nobody about licences that are left alone`() async throws {
    let licences: JSON = [
      ["product": "SPE_E3", "way": "mailbox"], ["product": "VISIOCLIENT", "way": "leftAlone"],
    ]
    let offer = try await offer("user", ["licences": licences])
    #expect(offer["licences"]?.array?.count == 1)
    #expect(offer["mailbox"] == "convert")
    try await begin(["mailbox": "leave"])
    let left = try await self.offer("end", ["licences": licences], campaign: 2)
    #expect(left["mailbox"] == "leave")
  }

  @Test func `keeps until the day that was said, at most as long as the policy lets`() async throws
  {
    let parameters = { (day: String) -> JSON in
      ["reason": "trengs", "until": .string(day), "by": "kari"]
    }
    #expect(
      try await perform("keep", parameters("2026-11-18")) == .done(["kept": false, "day": .null])
    )
    #expect(
      try await perform("keep", parameters("2099-01-01"))
        == .done(["kept": true, "day": "18.11.2027"])
    )
    let keep = try await database.read { (connection) throws(DatabaseError) in
      try LicenceKeepStore.find(Self.account, in: connection)
    }
    #expect(keep?.until == Day("2027-11-18"))
    #expect(keep?.person == "kari")
    guard case .failed = try await perform("keep", parameters("never")) else {
      Issue.record("took no day for one")
      return
    }
  }

  @Test func `tells the staff once of what holds all up`() async throws {
    let because: JSON = ["because": ["holdUnknown"]]
    var items: [Int] = []
    for (index, days) in [0, 0, 1, 6, 20].enumerated() {
      _ = try await perform("trouble", because, days: Double(days), key: "k\(index)")
      items.append(try await count())
    }
    #expect(items == [1, 1, 1, 1, 1])
    _ = try await perform("trouble", ["because": ["mailboxUnknown"]], key: "other")
    #expect(try await count() == 2)
    try await database.write { (connection) throws(DatabaseError) in
      try connection.run("UPDATE workItem SET status = 'done', done = ?", .integer(0))
    }
    _ = try await perform("trouble", because, days: 30, key: "again")
    #expect(try await count() == 3)
  }

  private func count() async throws -> Int {
    try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT count(*) FROM workItem") { (row) in row.integer(0) }[0]
    }
  }

  @Test(
    arguments: [
      (["SPE_E3"], [], [], "freed"), (["SPE_E3"], ["twice"], [], "partly"),
      ([], ["twice"], [], "worklist"), ([], ["leftAlone"], [], "cancelled"),
      ([], [], ["changed"], "cancelled"), ([], [], ["holdUnknown"], "unknown"),
      ([], [], ["activity"], "unknown"),
    ] as [([String], [String], [String], String)]
  )
  func `says what came of it`(
    removed: [String],
    left: [String],
    because: [String],
    outcome: String
  ) async throws {
    let parameters: JSON = [
      "removed": .array(removed.map { ["product": .string($0), "way": "direct"] }),
      "left": .array(left.map { ["product": "VISIOCLIENT", "obstacle": .string($0)] }),
      "because": .array(because.map(JSON.string)), "by": "liv",
    ]
    guard case .done(let sum) = try await perform("sum", parameters) else {
      Issue.record("refused")
      return
    }
    #expect(sum["outcome"]?.string == outcome)
    #expect(sum["to"] == "liv")
  }

  @Test(
    arguments: [
      ("withdrawn", [], ["kari", "liv"]), ("cancelled", ["active"], ["kari", "liv"]),
      ("kept", [], ["kari"]), ("freed", [], []), ("undecided", [], []),
    ] as [(String, [String], [String])]
  )
  func `tells who was asked that it is over`(
    outcome: String,
    because: [String],
    told: [String]
  ) async throws {
    let parameters: JSON = [
      "outcome": .string(outcome), "because": .array(because.map(JSON.string)),
      "asked": ["kari", "liv", "gone"], "by": "liv",
    ]
    guard case .done(let end) = try await perform("end", parameters) else {
      Issue.record("refused")
      return
    }
    #expect(end["tell"]?.array?.compactMap { $0["to"]?.string } == told)
    #expect(end["outcome"]?.string == (because.isEmpty ? outcome : "active"))
  }

  @Test func `shows findings to the IT staff alone`() async throws {
    guard case .failed("Cleanup.Refused", _) = try await perform("findings", [:], user: "kari")
    else {
      Issue.record("shown to anybody")
      return
    }
    let shown = try await perform("findings", [:], user: "ida")
    #expect(shown == .done(["isThere": false, "isFresh": false]))
  }

  @Test(arguments: [
    ("kari@x.no", "'kari@x.no'"), ("o'brien@x.no", "'o''brien@x.no'"),
    ("a’;Remove-Mailbox@x", "'a’’;Remove-Mailbox@x'"), ("a\nb@x", "'id'"),
    ("a\u{202E}b@x", "'id'"), (String(repeating: "a", count: 300), "'id'"),
  ])
  func `writes commands that can mean nothing else`(account: String, identity: String) {
    let lines = MailboxCommands(account: account, otherwise: "id").text.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.last == "Set-Mailbox -Identity \(identity) -Type Shared")
  }
}
