import Connectors
import Foundation
import Ground
import Helpdesk
import People
import Storage
import TestKit
import Testing
import WorkingTime

// What the commands on campaigns print is App's own.
@testable import App

/// The commands on campaigns where these are about licences.
@Suite struct LicenceCampaignTests {
  private let room: CampaignRoom

  init() async throws {
    room = try await CampaignRoom()
    try room.write("flows/campaigns/l.json", Self.policy)
    for file in ["licences/rules.json", "licences/prices.json", "flows/words/licences.json"] {
      let own = Shared.checkout.appending(path: file)
      try room.write(file, String(contentsOf: own, encoding: .utf8))
    }
    try room.write("flows/licence-cleanup.asl.json", Self.flow)
  }

  private static let policy = """
    {"kind": "licence-cleanup", "title": "Opprydding", "pace": {"perDay": 2},
     "groups": ["Lisens *"], "mostRemovalsPerDay": 3}
    """

  /// Asks the user, and frees whatever can be.
  private static let flow = """
    {"StartAt": "Look", "States": {
      "Look": {"Type": "Task", "Resource": "rakel:licence.look", "Parameters": {},
        "ResultPath": "$.look", "Next": "Known"},
      "Known": {"Type": "Choice", "Choices": [
        {"Variable": "$.user", "IsNull": true, "Next": "Free"}], "Default": "Ask"},
      "Ask": {"Type": "Task", "Resource": "rakel:text.ask.waitForTaskToken",
        "Parameters": {"text": "Bruker du dette?", "kind": "yesno"}, "TimeoutSeconds": 864000,
        "Catch": [{"ErrorEquals": ["States.Timeout"], "ResultPath": null, "Next": "Free"}],
        "ResultPath": null, "Next": "Free"},
      "Free": {"Type": "Task", "Resource": "rakel:licence.remove",
        "Parameters": {"decision": "user"}, "End": true}}}
    """

  private static func user(
    _ id: String,
    _ signIn: String,
    _ licences: [HeldLicence]
  ) -> LicensedUser {
    var user = LicensedUser(id: id)
    (user.signIn, user.isMember, user.isEnabled) = (signIn, true, true)
    (user.created, user.lastUse) = (day(-900), day(-200))
    (user.mailbox, user.isHeld, user.municipality) = (.person, false, "åsdal")
    user.licences = licences
    return user
  }

  private static func day(_ days: Double) -> Date { CampaignRoom.now + days * 86_400 }

  private static let visio = HeldLicence(product: "VISIO", mayHoldMailbox: false, ways: [.direct])
  private static let e3 = HeldLicence(product: "SPE_E3", mayHoldMailbox: true, ways: [.direct])
  private static let grouped = HeldLicence(
    product: "STANDARDPACK",
    mayHoldMailbox: false,
    ways: [.group("Lisens E1", .assigned)]
  )

  /// Three accounts: one of somebody here, one that nobody knows, one on hold.
  private func find(at time: Date = CampaignRoom.now) async throws {
    try await room.room.write { (connection) throws(DatabaseError) in
      var held = Self.user("c", "held@x", [Self.visio])
      held.isHeld = nil
      let users = [
        Self.user("a", "kari@x", [Self.e3, Self.visio]), Self.user("b", "b@x", [Self.grouped]),
        held,
      ]
      try LicenceFindingStore.begin(in: connection)
      try LicenceFindingStore.note(users, in: connection)
      let findings = LicenceFindings(begun: time, source: "t", counts: LicenceTotals.Row())
      try LicenceFindingStore.finish(findings, in: connection)
    }
  }

  @Test func `asks for a scan where there is none, or an old one`() async throws {
    let none = try await room.run(CampaignPlanCommand.self, "l")
    #expect(none.json["accounts"] == 0 && none.json["lack"] == "scan")
    #expect(none.lines.contains { $0.contains("rakel licences scan") })
    try await find(at: Self.day(-8))
    let old = try await room.run(CampaignPlanCommand.self, "l")
    #expect(old.json["lack"] == "freshScan")
    #expect(try await room.run(CampaignStartCommand.self, "l", "--apply", "--yes", "2").status == 1)
  }

  @Test func `plans with kroner, and says who is left out`() async throws {
    try await find()
    let plan = try await room.run(CampaignPlanCommand.self, "l", "--members", "--excluded")
    #expect(plan.json["accounts"] == 2 && plan.json["devices"] == nil)
    #expect(plan.json["now"]?["licences"] == 2 && plan.json["now"]?["kronerPerMonth"] == 84)
    #expect(plan.json["later"]?["kronerPerMonth"] == 244)
    #expect(plan.json["atRenewal"]?["kronerPerYear"] == .integer(328 * 12))
    #expect(plan.json["not"] == ["holdUnknown": 1])
    #expect(
      plan.lines.contains { $0.hasPrefix("kari@x") && $0.contains("SPE_E3 (the mailbox first") }
    )
    #expect(!plan.lines.contains { $0.contains("device") })
    let csv = try await room.run(CampaignPlanCommand.self, "l", "--csv").lines
    #expect(csv.count == 4 && csv[1].hasPrefix("a,kari@x,yes,unused,,kari,åsdal,"))
    await #expect(throws: UsageError.self) {
      try await room.run(CampaignPlanCommand.self, "l", "--device", "A1")
    }
    await #expect(throws: UsageError.self) {
      try await room.run(CampaignPlanCommand.self, "l", "--years", "4")
    }
  }

  @Test func `starts nothing unless it is applied, allowed and confirmed`() async throws {
    try await find()
    let dry = try await room.run(CampaignStartCommand.self, "l", "--yes", "2")
    #expect(dry.json["dryRun"] == true && dry.json["started"] == false)
    #expect(dry.lines.contains { $0.contains("dry run") })
    let closed = try await room.run(CampaignStartCommand.self, "l", "--apply", "--yes", "2")
    #expect(closed.complaint?.contains("graph.changes") == true)
    let changes = ["--apply", "--graph.changes", "true"]
    let wrong = try await start(changes + ["--yes", "3"])
    #expect(wrong.complaint?.contains("the number of accounts; nothing was started") == true)
    await #expect(throws: UsageError.self) { try await start(changes) }
    let campaigns = try await room.room.write { (connection) throws(DatabaseError) in
      try CampaignStore.all(in: connection).count
    }
    #expect(campaigns == 0)
    let started = try await start(changes, typing: 2)
    #expect(started.json == ["campaign": 1, "accounts": 2])
    #expect(started.lines == ["campaign 1 is started, with 2 accounts"])
  }

  private func start(_ words: [String], typing number: Int? = nil) async throws -> Answer {
    let place = [
      "l", "--as", "ida", "--content", room.room.folder.url.path,
      "--state", room.room.folder.path("state"),
    ]
    let counter = Counter(ask: number.map { number in { @Sendable _ in number } })
    return try await CampaignStartCommand.answer(
      Arguments(place + words),
      at: CampaignRoom.now,
      asking: counter
    )
  }

  @Test func `runs as campaigns of machines do, by what people sign in with`() async throws {
    try await find()
    _ = try await start(["--apply", "--graph.changes", "true", "--yes", "2"])
    let status = try await room.run(CampaignStatusCommand.self, "1")
    #expect(status.json["kind"] == "licence-cleanup" && status.json["waiting"] == 2)
    #expect(status.lines.contains("  accounts    2"))
    let one = try await room.run(CampaignShowCommand.self, "1", "Kari@x")
    #expect(one.lines.first?.hasPrefix("account") == true)
    #expect(one.lines.last?.hasPrefix("kari@x") == true)
    #expect(try await room.run(CampaignListCommand.self).lines.count == 2)
    #expect(try await room.run(CampaignRemoveCommand.self, "1", "KARI@x").json["done"] == true)
    #expect(try await room.run(CampaignAddCommand.self, "1", "kari@x").json["done"] == true)
    #expect(try await room.run(CampaignAddCommand.self, "1", "held@x").status == 1)
    #expect(
      try await room.run(CampaignAddCommand.self, "1", "none@x").complaint?.contains("scan") == true
    )
    #expect(try await room.run(CampaignPauseCommand.self, "1").json["done"] == true)
    #expect(try await room.run(CampaignResumeCommand.self, "1").json["done"] == true)
    #expect(try await room.run(CampaignStopCommand.self, "1").json["count"] == 2)
  }

  @Test func `plays a campaign: what is asked, decided and freed, by month`() async throws {
    try await find()
    let played = try await room.run(CampaignSimulateCommand.self, "l", "--seed", "3")
    #expect(played.json["accounts"] == 2 && played.json["errors"] == [:])
    #expect(played.json["status"] == "finished")
    #expect(played.json["freed"] == 2 && played.json["decisions"] == ["user": 2])
    #expect(played.json["kronerPerMonth"] == 84)
    #expect(played.json["freedByMonth"] == ["2027-01": 2])
    #expect(played.json["questions"] == ["*": 1])
    #expect(played.lines.contains { $0.hasPrefix("freedByMonth: ") })
  }

  @Test func `answers may go by a variable of the flow`() throws {
    let model = try AnswerModel([
      "answers": [
        "Ask": [["share": 1, "silent": true]],
        "Ask?for=leader": [["share": 1, "hours": [1, 2]]],
      ]
    ])
    var random = SeededGenerator(seed: 1)
    let cases: [(JSON, String)] = [
      (["for": "leader"], "Ask?for=leader"), (["for": "user", "round": 1], "Ask"), ([:], "Ask"),
    ]
    for (variables, key) in cases {
      let (found, way) = model.way(for: "Ask", variables, &random)
      #expect(found == key && way.isSilent == (key == "Ask"))
    }
  }

  @Test func `checks policies of both kinds`() async throws {
    let folder = PolicyFolder(path: room.room.folder.url.path)
    let (library, faults) = folder.load()
    #expect(faults == [])
    #expect(library.policies.map(\.policy.kind) == [.licences, .rollover])
    #expect(library.licences?.prices != nil)
    try room.write("flows/campaigns/x.json", #"{"kind": "licence-cleanup", "titel": "T"}"#)
    #expect(folder.load().diagnostics.map(\.code) == ["policy.missing", "policy.unknown"])
    try room.write("licences/rules.json", "{}")
    #expect(folder.load().library.licences == nil)
  }

  @Test func `plays what ships: everybody's answer leads to an end`() async throws {
    let state = try TemporaryFolder()
    let folder = ContentFolder(path: Shared.checkout.path, state: state.url.path)
    let directory = try folder.directory()
    let known = directory.ids.compactMap { directory.user($0).signIn }
    let database = try folder.database(making: true)
    let findings = LicenceFindings(
      begun: CampaignRoom.now,
      source: "t",
      counts: LicenceTotals.Row()
    )
    try await database.write { (connection) throws(DatabaseError) in
      let users = (0..<30).map { number in
        let signIn = number < known.count ? known[number] : "u\(number)@x"
        let licences = [[Self.visio], [Self.e3], [Self.grouped, Self.visio]][number % 3]
        return Self.user("id-\(number)", signIn, licences)
      }
      try LicenceFindingStore.note(users, in: connection)
      try LicenceFindingStore.finish(findings, in: connection)
    }
    let played = try await CampaignSimulateCommand.answer(
      Arguments([
        "lisens-opprydding", "--as", "ida", "--content", Shared.checkout.path, "--state",
        state.url.path,
      ]),
      at: CampaignRoom.now
    )
    #expect(played.json["status"] == "finished" && played.json["errors"] == [:])
    #expect(played.json["underWay"] == 0 && (played.json["accounts"]?.int ?? 0) > 20)
    let asked = Set(played.json["questions"]?.object?.keys ?? [])
    #expect(asked.isSuperset(of: ["Ask?for=user", "Ask?for=staff", "Ask?for=grace"]))
    #expect((played.json["freed"]?.int ?? 0) > 0)
    #expect((played.json["items"]?["lisens"]?.int ?? 0) > 0)
  }
}
