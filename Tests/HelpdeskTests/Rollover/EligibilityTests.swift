import Foundation
import Ground
import Helpdesk
import People
import Storage
import Testing
import WorkingTime

@Suite struct EligibilityTests {
  private static let byAge = #"{"olderThanYears": 4, "seenWithinDays": 180}"#

  private static func subject(
    isGone: Bool = false,
    campaign: Int? = nil,
    _ change: (inout Device) -> Void = { _ in }
  ) -> RolloverSubject {
    let device = Fleet.device("A1", change)
    return RolloverSubject(
      device,
      user: device.user.flatMap { Fleet.people.user(signIn: $0) },
      isGone: isGone,
      campaign: campaign
    )
  }

  @Test(
    arguments: [
      (subject(), []),
      (subject(isGone: true), [.gone]),
      (subject(campaign: 3), [.inCampaign]),
      (subject { $0.stage = .offered }, [.notInUse]),
      (subject { $0.ownership = .personal }, [.personal]),
      (subject { $0.ownership = .unknown }, []),
      (subject { ($0.isShared, $0.user) = (true, nil) }, [.shared]),
      (subject { $0.user = nil }, [.noUser]),
      (subject { $0.user = "none@x" }, [.unknownUser]),
      (subject { $0.user = "ola@x" }, [.left]),
      (subject { $0.user = "per@x" }, [.noAccess]),
      (subject { $0.purchased = nil }, [.unknownAge]),
      (subject { $0.purchased = Fleet.today }, [.notDue]),
      (subject { $0.lastSeen = nil }, [.notSeen]),
      (
        subject { $0.lastSeen = Fleet.moment(Fleet.today + -181, 1_439) },
        [.notSeen]
      ),
      (subject { $0.lastSeen = Fleet.moment(Fleet.today + -180, 0) }, []),
      (subject { ($0.ownership, $0.user) = (.personal, "ola@x") }, [.personal, .left]),
    ] as [(RolloverSubject, [RolloverReason])]
  )
  func `says why a machine is not exchanged`(
    subject: RolloverSubject,
    reasons: [RolloverReason]
  ) throws {
    let verdict = Eligibility(try Fleet.policy(Self.byAge), today: Fleet.today).verdict(on: subject)
    if reasons.isEmpty {
      #expect(verdict == .eligible(why: [.age], rank: 100))
    } else {
      #expect(verdict == .not(reasons, note: nil))
    }
  }

  @Test func `counts years from the day of the purchase`() throws {
    let policy = try Fleet.policy(#"{"olderThanYears": 4}"#)
    let purchase = try #require(Day("2024-02-29"))
    for (today, isDue) in [("2028-02-29", false), ("2028-03-01", true), ("2027-12-31", false)] {
      let subject = Self.subject { $0.purchased = purchase }
      let eligibility = Eligibility(policy, today: try #require(Day(today)))
      #expect(eligibility.verdict(on: subject).isEligible == isDue, "\(today)")
    }
  }

  @Test func `each of age, end of life and readiness suffices`() throws {
    let policy = try Fleet.policy(
      #"{"olderThanYears": 4, "endOfLifeBefore": "2027-06-30", "notReadyForWindows11": true}"#
    )
    let eligibility = Eligibility(policy, today: Fleet.today)
    let new = Fleet.today + -30
    #expect(eligibility.verdict(on: Self.subject()).reasons == [.age])
    #expect(
      eligibility.verdict(
        on: Self.subject { ($0.purchased, $0.endOfLife) = (new, Day("2027-06-29")) }
      )
      .reasons == [.endOfLife]
    )
    #expect(
      eligibility.verdict(
        on: Self.subject { ($0.purchased, $0.endOfLife) = (new, Day("2027-06-30")) }
      )
      .reasons == [.notDue]
    )
    #expect(
      eligibility.verdict(on: Self.subject { ($0.purchased, $0.readiness) = (nil, .notCapable) })
        .reasons == [.notReady]
    )
    #expect(eligibility.verdict(on: Self.subject { $0.purchased = nil }).reasons == [.notDue])
  }

  @Test func `leaves out by name as long as that holds, and says the policy's reason`() throws {
    let exclusions = #"""
      , "exclude": [{"serial": "a1", "reason": "Eksamen", "until": "\#(Fleet.today.text)"},
        {"user": "kari", "reason": "Ferie", "until": "\#((Fleet.today + -1).text)"}]
      """#
    let policy = try Fleet.policy(Self.byAge, exclusions)
    let on = { (day: Day) in Eligibility(policy, today: day).verdict(on: Self.subject()) }
    #expect(on(Fleet.today) == .not([.excluded], note: "Eksamen"))
    #expect(on(Fleet.today + 1).isEligible)
  }

  @Test func `ranks by the first priority that fits, then age, then serial number`() throws {
    let policy = try Fleet.policy(
      #"{"olderThanYears": 1}"#,
      #", "priority": [{"rank": 1, "units": ["*legekontor"]}, {"rank": 2, "readiness": "notCapable"}]"#
    )
    let subjects = [
      Fleet.device("C"), Fleet.device("B"),
      Fleet.device("D") { $0.purchased = Fleet.today + -3_000 },
      Fleet.device("E") { $0.readiness = .notCapable },
      Fleet.device("F") { ($0.user, $0.municipality) = ("odd@x", nil) },
    ].map { RolloverSubject($0, user: Fleet.people.user(signIn: $0.user ?? "")) }
    let plan = RolloverPlan(policy, today: Fleet.today, of: subjects)
    #expect(plan.members.map(\.subject.device.serial) == ["F", "E", "D", "B", "C"])
    #expect(plan.counts { $0.subject.municipality }.map(\.count) == [4, 1])
  }

  /// What the database is asked for and what the pure function says must be the same.
  @Test(arguments: 0..<40) func `asks the database for nobody too few`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    var eligible: [String] = []
    if random.below(2) == 0 { eligible.append(#""olderThanYears": \#(random.below(9))"#) }
    if random.below(2) == 0 {
      eligible.append(#""endOfLifeBefore": "\#((Fleet.today + random.below(400)).text)""#)
      if random.below(2) == 0 {
        eligible.append(#""endOfLifeFrom": "\#((Fleet.today + -random.below(900)).text)""#)
      }
    }
    if eligible.isEmpty { eligible.append(#""notReadyForWindows11": true"#) }
    if random.below(2) == 0 { eligible.append(#""municipalities": ["Storøya", "Åsdal"]"#) }
    if random.below(3) == 0 { eligible.append(#""models": ["latitude*"]"#) }
    if random.below(3) == 0 { eligible.append(#""seenWithinDays": 100"#) }
    let policy = try Fleet.policy("{\(eligible.joined(separator: ", "))}")
    var devices: [(Device, isGone: Bool)] = []
    for number in 0..<300 {
      devices.append((Fleet.random("S\(number)", &random), random.below(8) == 0))
    }
    let fleet = devices
    let database = try Database(path: ":memory:", layouts: Fleet.layouts)
    let plan = try await database.write { (connection) throws(DatabaseError) in
      for (device, isGone) in fleet {
        try FleetStore.add(device, isGone: isGone, at: Fleet.moment(Fleet.today, 0), in: connection)
      }
      return try RolloverPlan(policy, today: Fleet.today, people: Fleet.people, in: connection)
    }
    let all = RolloverPlan(
      policy,
      today: Fleet.today,
      of: fleet.map { device, isGone in
        RolloverSubject(
          device,
          user: device.user.flatMap { Fleet.people.user(signIn: $0) },
          isGone: isGone
        )
      }
    )
    #expect(plan.members == all.members)
    let told = all.others.filter { other in
      !other.subject.isGone
        && [.inUse, .offered, .ordered, .ready].contains(other.subject.device.stage)
    }
    #expect(plan.others == told)
  }
}
