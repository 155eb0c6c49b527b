import Foundation
import Ground
import Helpdesk
import Testing

@Suite struct LicenceRulesTests {
  private static let now = Date(timeIntervalSince1970: 1_795_248_000)

  private static func ago(_ days: Double) -> Date { now - days * 86_400 }

  /// Somebody who has not been there for long, about whom all is known.
  private static func idle(_ change: (inout LicensedUser) -> Void = { _ in }) -> LicensedUser {
    var user = LicensedUser(id: "1")
    user.signIn = "kari.nes@molde.example"
    user.isMember = true
    user.isEnabled = true
    user.created = ago(900)
    user.lastUse = ago(200)
    user.mailbox = .person
    user.isHeld = false
    user.licences = [HeldLicence(product: "VISIO", mayHoldMailbox: false, ways: [.direct])]
    change(&user)
    return user
  }

  private static func verdict(
    _ rules: LicenceRules = LicenceRules(),
    _ change: (inout LicensedUser) -> Void
  ) -> LicenceVerdict { rules.verdict(on: idle(change), read: now) }

  @Test func `takes a licence from somebody who has been away for long`() {
    #expect(Self.verdict { _ in }.removable == ["VISIO"])
  }

  @Test(arguments: [(90.0, true), (90.9, true), (91.1, false), (0, true), (-5, true)])
  func `counts the days, and a day for Graph's delay`(days: Double, isActive: Bool) {
    let verdict = Self.verdict { $0.lastUse = Self.ago(days) }
    if case .active = verdict { #expect(isActive) } else { #expect(!isActive) }
  }

  @Test func `never takes the unknown for inactive`() {
    #expect(Self.verdict { $0.lastUse = nil } == .unknown(.activity))
    #expect(Self.verdict { $0.created = nil } == .unknown(.age))
    #expect(Self.verdict { $0.isMember = nil } == .unknown(.account))
    #expect(Self.verdict { $0.signIn = nil } == .unknown(.account))
    #expect(Self.verdict { $0.signIn = "0F3A9C" } == .unknown(.account))
    #expect(Self.verdict { $0.isWhole = false } == .unknown(.licences))
  }

  @Test func `leaves people alone, and says why`() {
    #expect(Self.verdict { $0.isMember = false } == .excluded([.guest]))
    #expect(Self.verdict { $0.isAdministrator = true } == .excluded([.admin]))
    #expect(Self.verdict { $0.isHeld = true } == .excluded([.hold]))
    #expect(Self.verdict { $0.isAbsent = true } == .excluded([.leave]))
    #expect(Self.verdict { $0.leaves = Self.ago(-3) } == .excluded([.leave]))
    #expect(Self.verdict { $0.leaves = Self.ago(3) }.removable == ["VISIO"])
    #expect(Self.verdict { $0.mailbox = .shared } == .excluded([.sharedMailbox]))
    #expect(Self.verdict { $0.mailbox = .room } == .excluded([.room]))
    #expect(Self.verdict { ($0.created, $0.lastUse) = (Self.ago(9), nil) } == .excluded([.new]))
    var rules = LicenceRules()
    rules.exclusions = [
      .init(.breakGlass, signIns: [Glob("bg-*")]), .init(.kept, signIns: [Glob("kari.nes@*")]),
      .init(.temporary, employments: [Glob("vikar*")]),
      .init(.leave, attributes: [Glob("permisjon*")]),
    ]
    let verdict = Self.verdict(rules) {
      $0.employment = "Vikar 50 %"
      $0.attributes = ["1506", "PERMISJON;2027-01-01"]
    }
    #expect(verdict == .excluded([.leave, .temporary, .kept]))
    #expect(Self.verdict(rules) { $0.signIn = "BG-admin1@x.example" } == .excluded([.breakGlass]))
  }

  @Test func `says what stands in the way of each licence`() {
    func obstacles(_ change: (inout LicensedUser) -> Void) -> [LicenceObstacle] {
      guard case .inactive(_, let findings) = Self.verdict(LicenceRules(), change) else {
        return []
      }
      return findings.flatMap(\.obstacles)
    }
    func ways(_ ways: HeldLicence.Way...) -> [LicenceObstacle] {
      obstacles { $0.licences[0].ways = ways }
    }
    #expect(ways() == [.unclear])
    #expect(ways(.group("g", .assigned)) == [.group("g")])
    #expect(ways(.group("g", .dynamic)) == [.dynamicGroup("g")])
    #expect(ways(.group("g", .synchronised)) == [.synchronisedGroup("g")])
    #expect(ways(.group("g", .unknown)) == [.unclear])
    #expect(ways(.direct, .group("g", .assigned)) == [.group("g"), .twice])
    #expect(obstacles { $0.licences[0].mayHoldMailbox = true } == [.mailboxFirst])
    #expect(obstacles { $0.isHeld = nil } == [.holdUnknown])
    #expect(obstacles { $0.mailbox = nil } == [.mailboxUnknown])
    #expect(obstacles { $0.mailbox = .unclear } == [.mailboxUnknown])
    #expect(obstacles { $0.mailbox = LicensedUser.Mailbox.none } == [])
  }

  @Test(arguments: 1...40)
  func `takes nothing from whom it may not, whatever the rules`(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let user = Self.anybody(&dice)
      let rules = Self.anyRules(&dice)
      let removable = rules.verdict(on: user, read: Self.now).removable
      let isRecent = user.lastUse.map { $0 >= Self.ago(30) } ?? false
      let isUnknown =
        user.lastUse == nil || user.created == nil || user.isMember == nil || !user.isWhole
        || user.isHeld == nil || user.mailbox == nil || user.signIn == nil
      let isExcluded =
        user.isMember == false || user.isAdministrator || user.isAbsent || user.isHeld == true
        || user.mailbox == .shared || user.mailbox == .room
      if isRecent || isUnknown || isExcluded { #expect(removable.isEmpty) }
      for licence in user.licences where removable.contains(licence.product) {
        #expect(licence.ways == [.direct] && !licence.mayHoldMailbox)
      }
      // More exclusions, more days and an older account never add anything.
      var stricter = rules
      stricter.exclusions.append(Self.anyRules(&dice).exclusions[0])
      stricter.inactiveDays += dice.below(100)
      stricter.minimumAgeDays += dice.below(100)
      stricter.leftAlone.append(Glob("p\(dice.below(3))"))
      let fewer = stricter.verdict(on: user, read: Self.now).removable
      #expect(Set(fewer).isSubset(of: removable))
      // Nor does what is not known any more.
      var hidden = user
      (hidden.isHeld, hidden.mailbox) = (nil, nil)
      #expect(rules.verdict(on: hidden, read: Self.now).removable.isEmpty)
    }
  }

  private static func anyRules(_ dice: inout SeededGenerator) -> LicenceRules {
    var rules = LicenceRules()
    rules.inactiveDays = 30 + dice.below(300)
    rules.minimumAgeDays = dice.below(200)
    let patterns = ["a*", "*b@x", "c?", "*"].map(Glob.init)
    rules.exclusions = [
      .init(
        LicenceExclusion.allCases[dice.below(LicenceExclusion.allCases.count)],
        signIns: [patterns[dice.below(4)]],
        employments: [patterns[dice.below(3)]]
      )
    ]
    if dice.below(3) == 0 { rules.exclusions = [.init(.kept, signIns: [Glob("nobody")])] }
    return rules
  }

  private static func anybody(_ dice: inout SeededGenerator) -> LicensedUser {
    func maybe<Value>(_ value: Value) -> Value? { dice.below(12) == 0 ? nil : value }
    var user = LicensedUser(id: "1")
    user.signIn = maybe(["a@x", "b@x", "c1@x", "d@x"][dice.below(4)])
    user.employment = maybe(["a", "b", "fast"][dice.below(3)])
    user.isMember = maybe(dice.below(12) != 0)
    user.created = maybe(ago(Double(dice.below(600))))
    user.lastUse = maybe(ago(Double(dice.below(600))))
    user.isAdministrator = dice.below(12) == 0
    user.isAbsent = dice.below(12) == 0
    user.isWhole = dice.below(12) != 0
    user.isHeld = maybe(dice.below(8) == 0)
    user.mailbox = maybe(
      LicensedUser.Mailbox.allCases[dice.below(LicensedUser.Mailbox.allCases.count)]
    )
    user.licences = (0..<dice.below(4)).map { number in
      let ways: [[HeldLicence.Way]] = [
        [.direct], [.direct], [.group("g", .assigned)], [.direct, .group("g", .dynamic)], [],
      ]
      return HeldLicence(
        product: "p\(number)",
        mayHoldMailbox: dice.below(3) == 0,
        ways: ways[dice.below(ways.count)]
      )
    }
    return user
  }

  @Test(arguments: 1...20)
  func `keeps all that is known of somebody`(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let user = Self.anybody(&dice)
      #expect(LicensedUser(json: try JSON(parsing: user.json.text)) == user)
    }
  }
}
