import Foundation
import Ground
import Helpdesk
import People
import TestKit
import Testing
import WorkingTime

@Suite struct RolloverPolicyTests {
  private static let least = """
    {"kind": "pc-rollover", "title": "T", "eligible": {"olderThanYears": 4}, "choices": {
      "models": [{"id": "a", "title": "A"}],
      "places": [{"id": "p", "title": "P", "municipality": "Åsdal", "from": "09:00", "to": "10:00"}]
    }, "pace": {"perDay": 40}}
    """

  @Test func `reads the policy that ships`() throws {
    let file = Shared.checkout.appending(path: "flows/campaigns/pc-rullering.json")
    let policy = try RolloverPolicy(
      parsing: String(contentsOf: file, encoding: .utf8),
      file: "flows/campaigns/pc-rullering.json"
    )
    #expect(policy.eligible.olderThanYears == 4)
    #expect(policy.terms.perDay == 40)
    #expect(policy.terms.starts == Day("2027-01-11"))
    #expect(policy.terms.language(of: "Storøya") == "nn")
    #expect(policy.terms.language(of: nil) == "nb")
    let model = try #require(policy.choices.model("lett14"))
    #expect(model.title["nn"] == "Lett berbar, 14 tommar")
    #expect(model.stock(for: "Storøya")?.count == 40)
    #expect(try #require(model.stock(for: "åsdal")) == ("*", 60))
    let place = try #require(policy.choices.place("fjordviken-radhus"))
    let monday = try #require(Day("2027-01-11"))
    #expect(place.slots(on: monday).map(\.text).first == "09:00")
    #expect(place.slots(on: monday).map(\.text).last == "14:00")
    #expect(place.slots(on: monday + 4) == [])
    #expect(place.slots(on: try #require(Day("2027-02-22"))) == [])
  }

  @Test func `needs little, and has a value for the rest`() throws {
    let policy = try RolloverPolicy(parsing: Self.least)
    #expect(policy.terms.flow == "pc-rollover")
    #expect(policy.reminders.businessDays == [3, 3])
    #expect(policy.later.days == 60)
    #expect(policy.wipeAfterDays == 14)
    #expect(policy.choices.places.first?.municipality == "åsdal")
    #expect(policy.choices.models.first?.roles == [.employee, .leader, .itstaff])
    #expect(try RolloverPolicy(json: policy.terms.json) == policy)
  }

  @Test(arguments: [
    ("\"kind\": \"pc-rollover\"", "\"kind\": \"x\"", "policy.kind"),
    ("\"title\": \"T\",", "", "policy.missing"),
    ("\"olderThanYears\": 4", "", "policy.nothing"),
    ("\"olderThanYears\": 4", "\"notReadyForWindows11\": false", "policy.nothing"),
    ("\"olderThanYears\": 4", "\"olderThanYears\": \"4\"", "policy.type"),
    ("\"olderThanYears\": 4", "\"olderThanYears\": 4, \"modells\": []", "policy.unknown"),
    ("\"olderThanYears\": 4", "\"olderThanYears\": 4, \"olderThanYears\": 5", "policy.twice"),
    (
      "\"olderThanYears\": 4", "\"olderThanYears\": 4, \"endOfLifeFrom\": \"2027-01-01\"",
      "policy.order"
    ),
    ("\"perDay\": 40", "\"perDay\": 0", "policy.type"),
    ("\"pace\"", "\"starts\": \"2027-02-01\", \"stops\": \"2027-01-01\", \"pace\"", "policy.order"),
    ("\"pace\"", "\"exclude\": [{\"reason\": \"R\"}], \"pace\"", "policy.exclusion"),
    ("\"pace\"", "\"exclude\": [{\"unit\": \"U\"}], \"pace\"", "policy.missing"),
    ("\"id\": \"p\"", "\"id\": \"a@b\"", "policy.id"),
    ("\"to\": \"10:00\"", "\"to\": \"09:10\"", "policy.order"),
    ("\"to\": \"10:00\"", "\"to\": \"10:00\", \"days\": \"fri-mon\"", "policy.type"),
    ("[{\"id\": \"a\", \"title\": \"A\"}]", "[]", "policy.missing"),
    (
      "{\"id\": \"a\", \"title\": \"A\"}", "{\"id\": \"a\", \"title\": {\"nn\": \"A\"}}",
      "policy.missing"
    ),
    ("\"title\": \"A\"}", "\"title\": \"A\", \"roles\": [\"pupil\"]}", "policy.type"),
  ])
  func `says what is wrong, and where`(written: String, instead: String, code: String) throws {
    let text = Self.least.replacing(written, with: instead)
    let faults = #expect(throws: PolicyFaults.self) {
      try RolloverPolicy(parsing: text, file: "flows/campaigns/x.json")
    }
    let first = try #require(faults?.all.first)
    #expect(first.code == code)
    #expect(first.file == "flows/campaigns/x.json")
    #expect((1...4).contains(first.line))
  }

  @Test(arguments: ["", "[]", "{", "\"x\"", "\u{0}", String(repeating: "[", count: 100_000)])
  func `refuses what is no policy at all`(text: String) {
    #expect(throws: PolicyFaults.self) { try RolloverPolicy(parsing: text) }
  }
}
