internal import Connectors
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import WorkingTime

/// A plan of any kind as it is printed: for people, for machines, and as lines of CSV.
struct PlanPage {
  let plan: CampaignPlan
  let forecast: CampaignPace.Forecast
  private let about: any PlanBody

  init(_ plan: CampaignPlan, forecast: CampaignPace.Forecast, words: CampaignWords) {
    self.plan = plan
    self.forecast = forecast
    about =
      switch plan {
      case .rollover(let plan): RolloverPlanBody(plan: plan, words: words)
      case .licences(let plan): LicencePlanBody(plan: plan, words: words)
      }
  }

  /// The numbers.
  var lines: [String] {
    ["\(plan.terms.title): \(plan.terms.kind.count(plan.count)), plan \(plan.digest)"]
      + about.lines + [timing] + about.others
  }

  /// When it happens, in a sentence.
  private var timing: String {
    guard let first = forecast.first, let last = forecast.last else {
      return plan.count == 0 ? "nobody is noticed" : "nobody is noticed: the last day is over"
    }
    let pace = plan.terms.perDay.map { "\($0) a working day" } ?? "all at once"
    let (day, minutes) = OsloClock.reading(first)
    let time = TimeOfDay(minutes: minutes / 60_000)?.text ?? ""
    var text = "first notices \(day.text) \(time), \(pace), the last on \(last.text)"
    if forecast.leftOut > 0 {
      text += "; \(forecast.leftOut) are not reached before it stops"
    }
    return text
  }

  /// Who takes part, and why each.
  var members: [String] { about.memberTable }

  /// Who does not, and why.
  var others: [String] { about.otherTable }

  /// Everybody, a line each (RFC 4180): those who take part, then those who do not.
  var csv: [String] { about.csv }

  /// The numbers for machines.
  func json(withMembers: Bool, withOthers: Bool) -> JSON {
    var object = JSONObject()
    object["kind"] = .string(plan.terms.kind.rawValue)
    object["title"] = .string(plan.terms.title)
    object["plan"] = .string(plan.digest)
    for (key, value) in about.json { object[key] = value }
    object["first"] = forecast.first.map { .string(RFC3339.text($0)) } ?? .null
    object["last"] = forecast.last.map { .string($0.text) } ?? .null
    object["perDay"] = plan.terms.perDay.map(JSON.integer) ?? .null
    object["notReached"] = .integer(forecast.leftOut)
    if withMembers { object["members"] = about.jsonOfMembers }
    if withOthers { object["others"] = about.jsonOfOthers }
    return .object(object)
  }
}

/// What a plan of one kind has to say.
protocol PlanBody {
  /// Who takes part, in numbers.
  var lines: [String] { get }
  /// Who does not, in numbers.
  var others: [String] { get }
  var memberTable: [String] { get }
  var otherTable: [String] { get }
  var csv: [String] { get }
  var json: JSONObject { get }
  var jsonOfMembers: JSON { get }
  var jsonOfOthers: JSON { get }
}

extension PlanBody {
  func named(_ counts: [(name: String?, count: Int)]) -> [(String, Int)] {
    counts.map { ($0.name ?? "unknown", $0.count) }
  }

  func counts(_ counts: [(String, Int)]) -> JSON {
    var object = JSONObject()
    for (name, count) in counts { object[name] = .integer(count) }
    return .object(object)
  }

  /// A heading with the most of a count under it.
  func section(_ heading: String, _ counts: [(String, Int)]) -> [String] {
    guard !counts.isEmpty else { return [] }
    let most = 20
    var lines = counts.prefix(most).map { "  \($0.1)\t\(AlignedTable.printable($0.0))" }
    if counts.count > most { lines.append("  and \(counts.count - most) more") }
    return [heading] + lines
  }
}

extension CampaignKind {
  /// What so many of its members are called.
  func noun(_ count: Int) -> String {
    switch self {
    case .rollover: count == 1 ? "device" : "devices"
    case .licences: count == 1 ? "account" : "accounts"
    }
  }

  /// So many of its members.
  func count(_ number: Int) -> String { "\(number) \(noun(number))" }
}
