import Foundation
import Ground
import Helpdesk
import People
import Storage
import Testing
import WorkingTime

@Suite struct LicencePlanTests {
  private static let layouts = [
    FleetStore.layout, CampaignStore.layout, LicenceScanStore.layout, LicenceFindingStore.layout,
    LicenceKeepStore.layout,
  ]

  private static func verdict(
    _ policy: LicencePolicy,
    _ signIn: String = "kari@x",
    kept: Bool = false,
    campaign: Int? = nil,
    change: (inout LicensedUser) -> Void
  ) -> LicenceEligibility.Verdict {
    let user = Idle.user("1", signIn, change)
    let subject = LicenceSubject(
      user,
      LicenceRules().verdict(on: user, read: Idle.now),
      person: LicenceSubject.person(user, in: Idle.people),
      isKept: kept,
      campaign: campaign
    )
    return LicenceEligibility(policy, today: Idle.today).verdict(on: subject)
  }

  @Test func `asks nobody about whom anything is not known`() throws {
    let policy = try Idle.policy()
    let changes: [((inout LicensedUser) -> Void, LicenceReason)] = [
      ({ $0.lastUse = Idle.now }, .active), ({ $0.lastUse = nil }, .unknown),
      ({ $0.isWhole = false }, .unknown), ({ $0.isHeld = true }, .leftAlone),
      ({ $0.mailbox = .shared }, .leftAlone), ({ $0.isMember = false }, .leftAlone),
      ({ $0.isHeld = nil }, .holdUnknown), ({ $0.mailbox = nil }, .mailboxUnknown),
      ({ $0.licences[0].ways = [] }, .unclear), ({ $0.licences = [] }, .nothingToFree),
    ]
    for (change, reason) in changes {
      #expect(Self.verdict(policy, change: change) == .not([reason], note: nil))
    }
  }

  @Test func `leaves pupils, the kept, and those in another campaign alone`() throws {
    let policy = try Idle.policy()
    #expect(Self.verdict(policy, "per@x") { _ in } == .not([.noAccess], note: nil))
    #expect(Self.verdict(policy, kept: true) { _ in } == .not([.kept], note: nil))
    #expect(Self.verdict(policy, campaign: 7) { _ in } == .not([.inCampaign], note: nil))
  }

  @Test func `asks about those who have left, are blocked or are unknown here`() throws {
    let policy = try Idle.policy()
    guard case .ask(let left, _) = Self.verdict(policy, "ola@x", change: { $0.isEnabled = false }),
      case .ask(let unknown, _) = Self.verdict(policy, "nobody@x", change: { _ in })
    else {
      Issue.record("they are left out")
      return
    }
    #expect(left == [.unused, .blocked, .left])
    #expect(unknown == [.unused])
  }

  @Test(arguments: [
    (#", "municipalities": ["aukra"]"#, [LicenceReason.otherMunicipality]),
    (#", "products": ["SPE_*"]"#, [.otherProduct]),
    (#", "exclude": [{"user": "KARI@x", "reason": "R"}]"#, [.excluded]),
    (#", "exclude": [{"user": "kari", "reason": "R"}]"#, [.excluded]),
    (#", "exclude": [{"unit": "Molde *", "reason": "R"}]"#, [.excluded]),
    (#", "exclude": [{"municipality": "Molde", "reason": "R"}]"#, [.excluded]),
    (#", "exclude": [{"product": "VISIO*", "reason": "R"}]"#, [.nothingToFree]),
    (#", "exclude": [{"user": "kari@x", "reason": "R", "until": "2026-01-01"}]"#, []),
  ])
  func `goes by what the policy narrows and excludes`(more: String, reasons: [LicenceReason]) throws
  {
    let verdict = Self.verdict(try Idle.policy(more)) { _ in }
    if case .not(let found, let note) = verdict {
      #expect(found == reasons)
      #expect(note == (reasons == [.excluded] ? "R" : nil))
    } else {
      #expect(reasons == [])
    }
  }

  @Test(arguments: [
    (Idle.licence(), "", true), (Idle.licence("SPE_E3", mailbox: true), "", false),
    (Idle.licence("A", [.group("Lisens E3", .assigned)]), "", false),
    (Idle.licence("A", [.group("Lisens E3", .assigned)]), #", "groups": ["Lisens *"]"#, true),
    (Idle.licence("A", [.group("Lisens E3", .dynamic)]), #", "groups": ["Lisens *"]"#, false),
    (Idle.licence("A", [.group("Lisens E3", .synchronised)]), #", "groups": ["Lisens *"]"#, false),
    (
      Idle.licence("A", [.direct, .group("Lisens E3", .assigned)]), #", "groups": ["Lisens *"]"#,
      false
    ),
    (
      Idle.licence("A", mailbox: true, [.group("Lisens E3", .assigned)]),
      #", "groups": ["Lisens *"]"#, false
    ),
  ])
  func `tells what it frees itself from what a person must help with`(
    licence: HeldLicence,
    more: String,
    isFree: Bool
  ) throws {
    guard
      case .ask(_, let shares) = Self.verdict(
        try Idle.policy(more),
        change: { $0.licences = [licence] }
      )
    else {
      Issue.record("it is left out")
      return
    }
    #expect(shares.map(\.isFree) == [isFree])
  }

  @Test func `leaves licences with mailboxes alone where the policy says so`() throws {
    let policy = try Idle.policy(#", "mailbox": "leave""#)
    let licence = Idle.licence("SPE_E3", mailbox: true)
    #expect(Self.verdict(policy) { $0.licences = [licence] } == .not([.nothingToFree], note: nil))
  }

  @Test func `has the most kroner first, and sums them apart`() async throws {
    let (policy, ground) = (try Idle.policy(), try Idle.ground())
    let database = try Database(path: ":memory:", layouts: Self.layouts)
    let plan = try await database.write { (connection) throws(DatabaseError) in
      try Idle.find(
        [
          Idle.user("a", "kari@x"), Idle.user("b", "b@x") { $0.licences = [Idle.licence("NEW")] },
          Idle.user("c", "c@x") {
            $0.licences = [Idle.licence("SPE_E3", mailbox: true), Idle.licence()]
          },
          Idle.user("d", "d@x") { $0.isHeld = nil },
        ],
        in: connection
      )
      try LicenceKeepStore.keep(
        LicenceKeep(user: "b", reason: "R", until: Idle.today, by: "kari", time: Idle.now),
        in: connection
      )
      return try CampaignPlan(.licences(policy), on: ground, at: Idle.now, in: connection)
    }
    guard case .licences(let licences) = plan else { return }
    #expect(plan.members.map(\.subject) == ["c", "a"])
    #expect(plan.members.map(\.user) == [nil, "kari"])
    #expect(licences.now.licences == 2 && licences.now.monthly == 200)
    #expect(licences.later.monthly == 244 && licences.atRenewal.yearly == 444 * 12)
    #expect(licences.reasonsNot.map(\.reason) == [.holdUnknown, .kept])
    #expect(licences.lack == nil)
    let campaign = plan.campaign(startedBy: "ida", at: Idle.now)
    #expect(campaign.about == .licences && campaign.flow == "licence-cleanup")
  }

  @Test func `says what it lacks, and asks nobody`() async throws {
    let (policy, ground) = (CampaignPolicy.licences(try Idle.policy()), try Idle.ground())
    let database = try Database(path: ":memory:", layouts: Self.layouts)
    let lacks = try await database.write { (connection) throws(DatabaseError) in
      var lacks: [LicencePlan.Lack?] = []
      func plan(on ground: CampaignPlan.Ground) throws(DatabaseError) {
        let plan = try CampaignPlan(policy, on: ground, at: Idle.now, in: connection)
        guard case .licences(let plan) = plan else { return }
        lacks.append(plan.lack)
        if plan.lack != nil { #expect(plan.members.isEmpty) }
      }
      try plan(on: CampaignPlan.Ground(people: Idle.people))
      try plan(on: ground)
      for days in [8.0, -1, 6.9] {
        try Idle.find([Idle.user("a", "a@x")], at: Idle.now - days * 86_400, in: connection)
        try plan(on: ground)
      }
      return lacks
    }
    #expect(lacks == [.rules, .scan, .freshScan, .freshScan, nil])
  }

  @Test func `is another plan once anybody or anything in it is another`() async throws {
    let (policy, ground) = (try Idle.policy(), try Idle.ground())
    let database = try Database(path: ":memory:", layouts: Self.layouts)
    let found = [
      [Idle.user("a", "a@x")], [Idle.user("a", "a@x"), Idle.user("b", "b@x")],
      [Idle.user("a", "a@x") { $0.licences.append(Idle.licence("SPE_E3")) }],
      [Idle.user("a", "a@x") { $0.licences = [Idle.licence(mailbox: true)] }],
    ]
    let digests = try await database.write { (connection) throws(DatabaseError) in
      try found.map { (users) throws(DatabaseError) in
        try Idle.find(users, in: connection)
        return try CampaignPlan(.licences(policy), on: ground, at: Idle.now, in: connection).digest
      }
    }
    #expect(Set(digests).count == found.count)
    #expect(digests.allSatisfy { $0.utf8.count == 16 })
  }

  @Test func `takes in whom the staff names, unless something stands in the way`() async throws {
    let (policy, ground) = (try Idle.policy(#", "municipalities": ["aukra"]"#), try Idle.ground())
    let database = try Database(path: ":memory:", layouts: Self.layouts)
    let found = try await database.write { (connection) throws(DatabaseError) in
      try Idle.find(
        [
          Idle.user("a", "kari@x"), Idle.user("p", "per@x"),
          Idle.user("h", "h@x") { $0.isHeld = nil },
        ],
        in: connection
      )
      let campaign = Campaign(
        kind: "licence-cleanup",
        title: "T",
        flow: "f",
        policy: policy.terms.json,
        startedBy: "ida",
        created: Idle.now
      )
      let number = try CampaignStore.create(campaign, members: [], in: connection).number
      return try ["KARI@x", "per@x", "h@x", "none@x"].map { (name) throws(DatabaseError) in
        try CampaignWished.find(name, for: number, on: ground, at: Idle.now, in: connection)
      }
    }
    guard case .member(let member) = found[0] else {
      Issue.record("it is left out")
      return
    }
    #expect(member.subject == "a" && member.user == "kari" && member.why == ["wished"])
    #expect(Array(found.dropFirst()) == [.refused, .refused, .missing])
  }
}
