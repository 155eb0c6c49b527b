internal import Connectors
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import WorkingTime

/// A plan as it is printed: for people, for machines, and as lines of CSV.
struct PlanPage {
  let plan: RolloverPlan
  let forecast: CampaignPace.Forecast
  let words: RolloverWords

  /// The numbers.
  var lines: [String] {
    let count = plan.members.count
    var lines = [
      "\(plan.policy.title): \(count) device\(count == 1 ? "" : "s"), plan \(plan.digest)"
    ]
    lines += section("because", plan.reasonsWhy.map { (word($0.reason), $0.count) })
    lines += section("municipality", named(plan.counts { $0.subject.municipality }))
    lines += section("model", named(plan.counts { $0.subject.device.model }))
    lines += section("unit", named(plan.counts { $0.subject.unit }))
    lines.append(timing)
    lines += section("left out", plan.reasonsNot.map { (word($0.reason), $0.count) })
    return lines
  }

  /// When it happens, in a sentence.
  private var timing: String {
    guard let first = forecast.first, let last = forecast.last else {
      return plan.members.isEmpty ? "nobody is noticed" : "nobody is noticed: the last day is over"
    }
    let pace = plan.policy.perDay.map { "\($0) a working day" } ?? "all at once"
    let (day, minutes) = OsloClock.reading(first)
    let time = TimeOfDay(minutes: minutes / 60_000)?.text ?? ""
    var text = "first notices \(day.text) \(time), \(pace), the last on \(last.text)"
    if forecast.leftOut > 0 {
      text += "; \(forecast.leftOut) are not reached before it stops"
    }
    return text
  }

  /// Who takes part, and why each.
  var members: [String] {
    AlignedTable(
      heading: ["device", "user", "municipality", "unit", "model", "bought", "rank", "because"],
      rows: plan.members.map { member in
        let device = member.subject.device
        return [
          device.serial, member.subject.user?.id ?? "", member.subject.municipality ?? "",
          member.subject.unit ?? "", device.model ?? "", device.purchased?.text ?? "",
          String(member.rank), member.why.map(word).joined(separator: ", "),
        ]
      }
    ).lines
  }

  /// Who does not, and why.
  var others: [String] {
    AlignedTable(
      heading: ["device", "user", "municipality", "model", "bought", "because"],
      rows: plan.others.map { other in
        let device = other.subject.device
        return [
          device.serial, device.user ?? "", other.subject.municipality ?? "", device.model ?? "",
          device.purchased?.text ?? "",
          (other.reasons.map(word) + [other.note].compactMap(\.self)).joined(separator: ", "),
        ]
      }
    ).lines
  }

  /// Everybody, a line each (RFC 4180): those who take part, then those who do not.
  var csv: [String] {
    let heading = "serial,eligible,rank,reasons,note,user,municipality,unit,model,purchased"
    let members = plan.members.map { member in
      row(member.subject, ["yes", String(member.rank), codes(member.why), ""])
    }
    let others = plan.others.map { other in
      row(other.subject, ["no", "", codes(other.reasons), other.note ?? ""])
    }
    return [heading] + members + others
  }

  private func row(_ subject: RolloverSubject, _ verdict: [String]) -> String {
    let device = subject.device
    let fields =
      [device.serial] + verdict + [
        device.user ?? "", subject.municipality ?? "", subject.unit ?? "", device.model ?? "",
        device.purchased?.text ?? "",
      ]
    return CSVText.line(fields)
  }

  /// The numbers for machines.
  func json(withMembers: Bool, withOthers: Bool) -> JSON {
    var object = JSONObject()
    object["title"] = .string(plan.policy.title)
    object["plan"] = .string(plan.digest)
    object["devices"] = .integer(plan.members.count)
    object["why"] = counts(plan.reasonsWhy.map { ($0.reason.rawValue, $0.count) })
    object["municipalities"] = counts(named(plan.counts { $0.subject.municipality }))
    object["models"] = counts(named(plan.counts { $0.subject.device.model }))
    object["units"] = counts(named(plan.counts { $0.subject.unit }))
    object["first"] = forecast.first.map { .string(RFC3339.text($0)) } ?? .null
    object["last"] = forecast.last.map { .string($0.text) } ?? .null
    object["perDay"] = plan.policy.perDay.map(JSON.integer) ?? .null
    object["notReached"] = .integer(forecast.leftOut)
    object["not"] = counts(plan.reasonsNot.map { ($0.reason.rawValue, $0.count) })
    if withMembers {
      object["members"] = .array(
        plan.members.map { member in
          [
            "serial": .string(member.subject.device.serial), "rank": .integer(member.rank),
            "why": .array(member.why.map { .string($0.rawValue) }),
          ]
        }
      )
    }
    if withOthers {
      object["others"] = .array(
        plan.others.map { other in
          [
            "serial": .string(other.subject.device.serial),
            "because": .array(other.reasons.map { .string($0.rawValue) }),
            "note": other.note.map(JSON.string) ?? .null,
          ]
        }
      )
    }
    return .object(object)
  }

  private func word(_ reason: RolloverReason) -> String { words[reason]["en"] }

  private func codes(_ reasons: [RolloverReason]) -> String {
    reasons.map(\.rawValue).joined(separator: " ")
  }

  private func named(_ counts: [(name: String?, count: Int)]) -> [(String, Int)] {
    counts.map { ($0.name ?? "unknown", $0.count) }
  }

  private func counts(_ counts: [(String, Int)]) -> JSON {
    var object = JSONObject()
    for (name, count) in counts { object[name] = .integer(count) }
    return .object(object)
  }

  /// A heading with the most of a count under it.
  private func section(_ heading: String, _ counts: [(String, Int)]) -> [String] {
    guard !counts.isEmpty else { return [] }
    let most = 20
    var lines = counts.prefix(most).map { "  \($0.1)\t\(AlignedTable.printable($0.0))" }
    if counts.count > most { lines.append("  and \(counts.count - most) more") }
    return [heading] + lines
  }
}
