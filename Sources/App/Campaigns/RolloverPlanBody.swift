internal import Connectors
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import WorkingTime

/// What a plan of machines has to say.
struct RolloverPlanBody: PlanBody {
  let plan: RolloverPlan
  let words: CampaignWords

  var lines: [String] {
    section("because", plan.reasonsWhy.map { (word($0.reason), $0.count) })
      + section("municipality", named(plan.counts { $0.subject.municipality }))
      + section("model", named(plan.counts { $0.subject.device.model }))
      + section("unit", named(plan.counts { $0.subject.unit }))
  }

  var others: [String] {
    section("left out", plan.reasonsNot.map { (word($0.reason), $0.count) })
  }

  var memberTable: [String] {
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

  var otherTable: [String] {
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

  var json: JSONObject {
    var object = JSONObject()
    object["devices"] = .integer(plan.members.count)
    object["why"] = counts(plan.reasonsWhy.map { ($0.reason.rawValue, $0.count) })
    object["municipalities"] = counts(named(plan.counts { $0.subject.municipality }))
    object["models"] = counts(named(plan.counts { $0.subject.device.model }))
    object["units"] = counts(named(plan.counts { $0.subject.unit }))
    object["not"] = counts(plan.reasonsNot.map { ($0.reason.rawValue, $0.count) })
    return object
  }

  var jsonOfMembers: JSON {
    .array(
      plan.members.map { member in
        [
          "serial": .string(member.subject.device.serial), "rank": .integer(member.rank),
          "why": .array(member.why.map { .string($0.rawValue) }),
        ]
      }
    )
  }

  var jsonOfOthers: JSON {
    .array(
      plan.others.map { other in
        [
          "serial": .string(other.subject.device.serial),
          "because": .array(other.reasons.map { .string($0.rawValue) }),
          "note": other.note.map(JSON.string) ?? .null,
        ]
      }
    )
  }

  private func word(_ reason: RolloverReason) -> String { words[reason: reason.rawValue]["en"] }

  private func codes(_ reasons: [RolloverReason]) -> String {
    reasons.map(\.rawValue).joined(separator: " ")
  }
}
