import Foundation
import Ground
import Helpdesk
import TestKit
import Testing
import WorkingTime

@Suite struct LicencePolicyTests {
  private static let least = """
    {"kind": "licence-cleanup", "title": "T",
     "pace": {"perDay": 40}}
    """

  @Test func `reads the policy that ships`() throws {
    let file = "flows/campaigns/lisens-opprydding.json"
    let text = try String(contentsOf: Shared.checkout.appending(path: file), encoding: .utf8)
    guard case .licences(let policy) = try CampaignPolicy(parsing: text, file: file) else {
      Issue.record("it is of another kind")
      return
    }
    #expect(policy.ask.remindAfterDays == [30] && policy.ask.decideAfterDays == 90)
    #expect(policy.ifSilent == .staff && policy.mailbox == .convert && policy.groups == [])
    #expect(policy.terms.perDay == 40 && policy.terms.flow == "licence-cleanup")
    #expect(policy.terms.why?["nn"].contains("kommunen") == true)
    #expect(policy.terms.language(of: "Storøya") == "nn")
  }

  @Test func `needs little, and has a careful value for the rest`() throws {
    let policy = try LicencePolicy(parsing: Self.least)
    #expect(policy.terms.flow == "licence-cleanup")
    #expect(policy.ask.remindAfterDays == [30])
    #expect(policy.ask.leaderAfterDays == 60 && policy.ask.decideAfterDays == 90)
    #expect(policy.ifSilent == .staff && policy.mailbox == .convert)
    #expect(policy.graceDays == 14 && policy.mostRemovalsPerDay == 50)
    #expect(policy.longestKeepDays == 365 && policy.groups == [] && policy.products == [])
    #expect(try LicencePolicy(json: policy.terms.json) == policy)
  }

  @Test(arguments: [
    ("licence-cleanup", "pc-rollover", "policy.kind"),
    ("\"title\": \"T\",", "", "policy.missing"),
    ("\"pace\"", "\"product\": [], \"pace\"", "policy.unknown"),
    ("\"pace\"", "\"eligible\": {}, \"pace\"", "policy.unknown"),
    ("\"pace\"", "\"products\": \"SPE\", \"pace\"", "policy.type"),
    ("\"pace\"", "\"graceDays\": 0, \"pace\"", "policy.type"),
    ("\"pace\"", "\"mostRemovalsPerDay\": 0, \"pace\"", "policy.type"),
    ("\"pace\"", "\"longestKeepDays\": 5000, \"pace\"", "policy.type"),
    ("\"pace\"", "\"ifSilent\": \"take\", \"pace\"", "policy.type"),
    ("\"pace\"", "\"mailbox\": \"delete\", \"pace\"", "policy.type"),
    ("\"pace\"", "\"groups\": [\"*\"], \"pace\"", "policy.groups"),
    ("\"pace\"", "\"groups\": [\"?* a*\"], \"pace\"", "policy.groups"),
    ("\"pace\"", "\"ask\": {\"remindAfterDays\": [30, 30]}, \"pace\"", "policy.order"),
    ("\"pace\"", "\"ask\": {\"remindAfterDays\": [70]}, \"pace\"", "policy.order"),
    ("\"pace\"", "\"ask\": {\"leaderAfterDays\": 90}, \"pace\"", "policy.order"),
    ("\"pace\"", "\"ask\": {\"remindAfterDays\": [0]}, \"pace\"", "policy.type"),
    ("\"pace\"", "\"ask\": {\"remindAfterDays\": [\"30\"]}, \"pace\"", "policy.type"),
    (
      "\"pace\"", "\"exclude\": [{\"serial\": \"A\", \"reason\": \"R\"}], \"pace\"",
      "policy.unknown"
    ),
    ("\"pace\"", "\"exclude\": [{\"user\": \"a@b\"}], \"pace\"", "policy.missing"),
    ("\"pace\"", "\"starts\": \"2027-02-01\", \"stops\": \"2027-01-01\", \"pace\"", "policy.order"),
  ])
  func `says what is wrong, and where`(written: String, instead: String, code: String) throws {
    let text = Self.least.replacing(written, with: instead)
    let faults = #expect(throws: PolicyFaults.self) {
      try LicencePolicy(parsing: text, file: "flows/campaigns/x.json")
    }
    let codes = faults?.all.map(\.code) ?? []
    #expect(codes.contains(code))
    #expect(faults?.all.allSatisfy { (1...2).contains($0.line) && $0.column > 0 } == true)
  }

  @Test(arguments: ["", "[]", "{}", "{", #"{"kind": "x"}"#, #"{"kind": 7}"#, "\u{0}"])
  func `refuses what is no policy of any kind`(text: String) {
    #expect(throws: PolicyFaults.self) { try CampaignPolicy(parsing: text) }
  }

  @Test func `is narrowed, never widened`() throws {
    let text = Self.least.replacing(
      "\"pace\"",
      with: "\"municipalities\": [\"Molde\", \"Aukra\"], \"pace\""
    )
    let policy = try CampaignPolicy(parsing: text)
    guard case .licences(let narrow)? = policy.narrowed(to: ["molde", "Oslo"], olderThan: nil)
    else {
      Issue.record("nothing is left")
      return
    }
    #expect(narrow.municipalities == ["molde"])
    #expect(policy.narrowed(to: ["oslo"], olderThan: nil) == nil)
    #expect(policy.narrowed(to: [], olderThan: 4) == nil)
    #expect(policy.narrowed(to: [], olderThan: nil) == policy)
  }
}
