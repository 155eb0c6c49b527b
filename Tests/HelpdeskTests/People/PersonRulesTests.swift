import Foundation
import Ground
import Helpdesk
import People
import TestKit
import Testing
import WorkingTime

@Suite struct PersonRulesTests {
  private static let now = Date(timeIntervalSince1970: 1_795_248_000)
  private static let group = "0000000a-0000-4000-8000-0000000000f1"
  private static let entra = EntraID(high: 1, low: 2)

  private static func account(_ facts: JSON) -> Account {
    var account = Account(entra)
    account.take(["accountEnabled": true, "userType": "Member"], keeping: [])
    account.take(facts, keeping: AccountWord.all)
    return account
  }

  private static func rules(
    _ roles: String,
    _ rest: String = ""
  ) throws(PolicyFaults) -> PersonRules {
    try PersonRules(
      parsing: "{\"roles\": [\(roles), {\"role\": \"pupil\", \"department\": [\"elev*\"]}]\(rest)}"
    )
  }

  @Test(arguments: [
    (##"{"jobTitle": "REKTOR ved x"}"##, Role.leader),
    (##"{"jobTitle": "Rektor", "department": "Elevråd"}"##, Role.pupil),
    (##"{"jobTitle": "vikar", "companyName": "Molde"}"##, Role.employee),
    (##"{"jobTitle": "vikar", "companyName": "Rauma"}"##, Role.unknown),
    (##"{"jobTitle": "vikar"}"##, Role.unknown),
    (##"{"jobTitle": "Rektor", "userType": "Guest"}"##, Role.unknown),
    (##"{"jobTitle": "Rektor", "userType": null}"##, Role.unknown),
    (##"{"jobTitle": "Rektor", "userPrincipalName": "x_y.no#EXT#@molde.example"}"##, Role.unknown),
    (##"{"department": "Konsulent", "userType": "Guest"}"##, Role.employee),
    (##"{"department": "Konsulent"}"##, Role.unknown),
    (##"{"department": "elev", "userType": "Guest"}"##, Role.pupil),
    (##"{}"##, Role.unknown),
  ])
  func `finds the role by the first rule that fits, pupils before all`(
    facts: String,
    role: Role
  ) throws {
    let rules = try Self.rules(
      """
      {"role": "leader", "jobTitle": ["rektor*", "*leder"]},
      {"role": "employee", "jobTitle": ["vikar"], "companyName": ["molde", "aukra"]},
      {"role": "employee", "guest": true, "department": ["konsulent"]}
      """
    )
    #expect(rules.judge(Self.account(try JSON(parsing: facts)), 0, at: Self.now).role == role)
  }

  @Test func `says by which rule, in which municipality and unit`() throws {
    let rules = try PersonRules(
      parsing: """
        {
          "roles": [
            {"role": "pupil", "group": ["Elever"]},
            {"role": "itstaff", "group": ["\(Self.group.uppercased())"]},
            {"role": "employee", "extensionAttribute15": ["?*"]}
          ],
          "municipality": [
            {"from": "extensionAttribute1", "map": {"1506": "Molde"}},
            {"is": "Ålesund", "group": ["Elever"]},
            {"from": "companyName"}
          ],
          "unit": "officeLocation"
        }
        """
    )
    #expect(rules.groups == ["Elever", Self.group])
    let words = rules.words.map(\.name)
    #expect(
      words == [
        "userPrincipalName", "displayName", "companyName", "officeLocation", "extensionAttribute1",
        "extensionAttribute15",
      ]
    )
    #expect(rules.properties.contains("onPremisesExtensionAttributes"))
    #expect(!rules.properties.contains("jobTitle") && !rules.properties.contains("mailNickname"))
    var judged = rules.judge(
      Self.account(["companyName": "RAUMA", "officeLocation": "Hus 1"]),
      2,
      at: Self.now
    )
    #expect(judged.role == .itstaff && judged.line == 4)
    #expect(judged.municipality == "rauma" && judged.unit == "Hus 1")
    judged = rules.judge(Self.account(["companyName": "RAUMA"]), 3, at: Self.now)
    #expect(judged.role == .pupil && judged.municipality == "ålesund")
    let extensions: JSON = ["extensionAttribute1": "1506", "extensionAttribute15": "ja"]
    judged = rules.judge(
      Self.account(["onPremisesExtensionAttributes": extensions]),
      0,
      at: Self.now
    )
    #expect(judged.role == .employee && judged.municipality == "molde")
  }

  @Test(
    arguments: [
      ("PERMISJON;2027-01-05", "2027-01-05"), ("permisjon;2027-01-05", "2027-01-05"),
      ("PERMISJON;2026-11-21", nil), ("PERMISJON;2026-02-30", nil), ("PERMISJON;", nil),
      ("PERMISJON;2027-01-05;x", nil), ("2027-01-05", nil), ("PERMISJON;2027-01-0٥", nil),
    ] as [(String, String?)]
  )
  func `reads until when somebody is on leave`(text: String, back: String?) throws {
    let rules = try Self.rules(
      "{\"role\": \"employee\", \"jobTitle\": [\"*\"]}",
      ", \"leave\": {\"extensionAttribute10\": \"PERMISJON;{day}\"}"
    )
    let account = Self.account([
      "onPremisesExtensionAttributes": ["extensionAttribute10": .string(text)]
    ])
    #expect(
      rules.judge(account, 0, at: Self.now).absence == back.flatMap { Day($0) }.map(Absence.until)
    )
  }

  @Test(arguments: [
    ("[]", "people.type", 1, 1),
    ("{", "people.json", 1, 2),
    ("{\"roles\": []}", "people.pupils", 1, 11),
    ("{}", "people.pupils", 1, 1),
    ("{\n \"rolls\": []}", "policy.unknown", 2, 2),
    ("{\"roles\": [{\"role\": \"pupil\"}]}", "people.empty", 1, 12),
    ("{\"roles\": [{\"role\": \"boss\", \"jobTitle\": [\"x\"]}]}", "people.role", 1, 21),
    ("{\"roles\": [{\"role\": \"pupil\", \"jobTitle\": []}]}", "people.empty", 1, 42),
    ("{\"roles\": [{\"role\": \"pupil\", \"title\": [\"x\"]}]}", "policy.unknown", 1, 30),
    (
      "{\"roles\": [{\"role\": \"itstaff\", \"jobTitle\": [\"IT\"]}, {\"role\": \"pupil\", \"jobTitle\": [\"x\"]}]}",
      "people.staff", 1, 12
    ),
    (
      "{\"roles\": [{\"role\": \"itstaff\", \"group\": [\"IT\"]}, {\"role\": \"pupil\", \"jobTitle\": [\"x\"]}]}",
      "people.staff", 1, 12
    ),
    (
      "{\"id\": \"displayName\", \"roles\": [{\"role\": \"pupil\", \"jobTitle\": [\"x\"]}]}",
      "people.id", 1, 8
    ),
    (
      "{\"unit\": \"city\", \"roles\": [{\"role\": \"pupil\", \"jobTitle\": [\"x\"]}]}",
      "people.word", 1, 10
    ),
    (
      "{\"leader\": \"boss\", \"roles\": [{\"role\": \"pupil\", \"jobTitle\": [\"x\"]}]}",
      "people.leader", 1, 12
    ),
    (
      "{\"leave\": {\"department\": \"x\"}, \"roles\": [{\"role\": \"pupil\", \"jobTitle\": [\"x\"]}]}",
      "people.leave", 1, 26
    ),
    (
      "{\"municipality\": [{}], \"roles\": [{\"role\": \"pupil\", \"jobTitle\": [\"x\"]}]}",
      "people.municipality", 1, 19
    ),
    (
      "{\"municipality\": [{\"is\": \"x\"}], \"roles\": [{\"role\": \"pupil\", \"jobTitle\": [\"x\"]}]}",
      "people.municipality", 1, 19
    ),
    (
      "{\"municipality\": [{\"from\": \"department\", \"map\": {\"A\": \"x\", \"a\": \"y\"}}], \"roles\": [{\"role\": \"pupil\", \"jobTitle\": [\"x\"]}]}",
      "people.map", 1, 65
    ),
  ])
  func `says what is wrong, and where`(text: String, code: String, line: Int, column: Int) {
    let faults = #expect(throws: PolicyFaults.self) { try PersonRules(parsing: text) }
    let fault = faults?.all.first { $0.code == code }
    #expect(fault?.line == line && fault?.column == column)
    #expect(fault?.file == "people/rules.json")
  }

  @Test(arguments: UInt64(0)..<30)
  func `lets no pupil in, whatever the order of the rules`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let words = ["department", "jobTitle", "companyName", "employeeType", "extensionAttribute3"]
    func values() -> String {
      (0...chance.below(3)).map { _ in "\"\(["a*", "*b", "c?", "*", "d"][chance.below(5)])\"" }
        .joined(separator: ",")
    }
    var texts: [String] = (0..<6).map { _ in
      let role = ["employee", "leader", "itstaff", "unknown"][chance.below(4)]
      let guest = chance.below(3) == 0 ? ", \"guest\": true" : ""
      let group = role == "itstaff" ? ", \"group\": [\"\(Self.group)\"]" : ""
      return "{\"role\": \"\(role)\", \"\(words[chance.below(5)])\": [\(values())]\(guest)\(group)}"
    }
    let pupil = "{\"role\": \"pupil\", \"extensionAttribute3\": [\"elev*\"]}"
    texts.insert(pupil, at: chance.below(7))
    let rules = try PersonRules(parsing: "{\"roles\": [\(texts.joined(separator: ","))]}")
    for _ in 0..<100 {
      var extensions = JSONObject()
      let isPupil = chance.below(2) == 0
      extensions["extensionAttribute3"] = isPupil ? "ELEV 8B" : "ab"
      var facts = JSONObject()
      for word in words.dropLast() where chance.below(3) > 0 {
        facts[word] = .string(["ab", "cb", "d", "x"][chance.below(4)])
      }
      facts["onPremisesExtensionAttributes"] = .object(extensions)
      facts["userType"] = chance.below(4) == 0 ? "Guest" : "Member"
      let judged = rules.judge(Self.account(.object(facts)), UInt64(chance.below(2)), at: Self.now)
      #expect((judged.role == .pupil) == isPupil)
      #expect(!isPupil || !judged.role.mayUseRakel)
    }
  }

  @Test func `reads the example that ships`() throws {
    let file = Shared.checkout.appending(path: "people/rules.example.json")
    let rules = try PersonRules(parsing: String(contentsOf: file, encoding: .utf8))
    #expect(rules.roles.count == 7 && rules.groups.count == 3)
  }

  @Test func `keeps of an account what changes leave out, and lets go of what is null`() {
    var account = Self.account([
      "department": " A ", "jobTitle": "T\u{0}\n", "displayName": "",
      "onPremisesExtensionAttributes": ["extensionAttribute2": "x", "extensionAttribute3": "y"],
    ])
    #expect(account.words[.department] == "A" && account.words[.jobTitle] == "T")
    #expect(account.words[.displayName] == nil)
    account.take(
      ["department": nil, "onPremisesExtensionAttributes": ["extensionAttribute2": nil]],
      keeping: AccountWord.all
    )
    #expect(account.words == [.jobTitle: "T", .extensionAttribute(3): "y"])
    account.take(["onPremisesExtensionAttributes": nil], keeping: AccountWord.all)
    #expect(account.words == [.jobTitle: "T"])
    #expect(account.isEnabled == true && account.isMember)
  }
}
