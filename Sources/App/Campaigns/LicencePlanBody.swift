internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import WorkingTime

/// What a plan of licences has to say.
struct LicencePlanBody: PlanBody {
  let plan: LicencePlan
  let words: CampaignWords

  var lines: [String] {
    if let lack = plan.lack { return [lack.advice(read: plan.read)] }
    let read = plan.read.map { OsloClock.reading($0).day.text } ?? ""
    var lines = [
      "read \(read)" + (plan.pricesOf.map { ", prices of \($0.text)" } ?? ", no prices"),
      Self.line("freed by Rakel", plan.now),
      Self.line("freed once a person has done something", plan.later),
      Self.line("saved at renewal", plan.atRenewal),
    ]
    lines += section("because", plan.reasonsWhy.map { (word($0.reason), $0.count) })
    lines += section("municipality", named(plan.municipalities))
    lines += section("product", plan.products.map { ($0.name, $0.count) })
    return lines + [asking]
  }

  /// When who is asked, in a sentence.
  private var asking: String {
    let (policy, ask) = (plan.policy, plan.policy.ask)
    let reminders = ask.remindAfterDays.map(String.init).joined(separator: ", ")
    let silence =
      switch policy.ifSilent {
      case .staff: "whoever started it is asked after \(ask.decideAfterDays)"
      case .free: "it is freed without an answer after \(ask.decideAfterDays)"
      }
    return "reminders after \(reminders.isEmpty ? "no" : reminders) days, the leader after"
      + " \(ask.leaderAfterDays), \(silence), then \(policy.graceDays) days of grace;"
      + " at most \(policy.mostRemovalsPerDay) licences a day"
  }

  var others: [String] {
    section("left out", plan.reasonsNot.map { (word($0.reason), $0.count) })
  }

  var memberTable: [String] {
    AlignedTable(
      heading: [
        "account", "user", "municipality", "last use", "licences", "kr/month", "because",
      ],
      rows: plan.members.map { member in
        let user = member.subject.user
        return [
          user.signIn ?? user.id, member.subject.person?.id ?? "",
          member.subject.municipality ?? "", Self.lastUse(of: user),
          member.shares.map(Self.text).joined(separator: ", "),
          member.all.monthly.map(NumberText.text) ?? "",
          member.why.map(word).joined(separator: ", "),
        ]
      }
    ).lines
  }

  var otherTable: [String] {
    AlignedTable(
      heading: ["account", "user", "municipality", "last use", "because"],
      rows: plan.others.map { other in
        let user = other.subject.user
        return [
          user.signIn ?? user.id, other.subject.person?.id ?? "",
          other.subject.municipality ?? "", Self.lastUse(of: user),
          (other.reasons.map(word) + [other.note].compactMap(\.self)).joined(separator: ", "),
        ]
      }
    ).lines
  }

  var csv: [String] {
    let heading =
      "id,signIn,takesPart,reasons,note,user,municipality,lastUse,free,later,kronerPerMonth"
    let members = plan.members.map { member in
      row(
        member.subject,
        ["yes", codes(member.why), ""],
        [
          products(member.shares.filter(\.isFree)), products(member.shares.filter { !$0.isFree }),
          member.all.monthly.map { String($0) } ?? "",
        ]
      )
    }
    let others = plan.others.map { other in
      row(other.subject, ["no", codes(other.reasons), other.note ?? ""], ["", "", ""])
    }
    return [heading] + members + others
  }

  var json: JSONObject {
    var object = JSONObject()
    object["accounts"] = .integer(plan.members.count)
    object["lack"] = plan.lack.map { .string($0.rawValue) } ?? .null
    object["read"] = plan.read.map { .string(RFC3339.text($0)) } ?? .null
    object["pricesAsOf"] = plan.pricesOf.map { .string($0.text) } ?? .null
    object["now"] = Self.json(plan.now)
    object["later"] = Self.json(plan.later)
    object["atRenewal"] = Self.json(plan.atRenewal)
    object["why"] = counts(plan.reasonsWhy.map { ($0.reason.rawValue, $0.count) })
    object["municipalities"] = counts(named(plan.municipalities))
    object["products"] = counts(plan.products.map { ($0.name, $0.count) })
    object["not"] = counts(plan.reasonsNot.map { ($0.reason.rawValue, $0.count) })
    return object
  }

  var jsonOfMembers: JSON {
    .array(
      plan.members.map { member in
        [
          "id": .string(member.subject.user.id),
          "signIn": member.subject.user.signIn.map(JSON.string) ?? .null,
          "why": .array(member.why.map { .string($0.rawValue) }),
          "licences": .array(
            member.shares.map { share in
              ["product": .string(share.finding.product), "free": .bool(share.isFree)]
            }
          ),
          "kronerPerMonth": member.all.monthly.map(JSON.integer) ?? .null,
        ]
      }
    )
  }

  var jsonOfOthers: JSON {
    .array(
      plan.others.map { other in
        [
          "id": .string(other.subject.user.id),
          "signIn": other.subject.user.signIn.map(JSON.string) ?? .null,
          "because": .array(other.reasons.map { .string($0.rawValue) }),
          "note": other.note.map(JSON.string) ?? .null,
        ]
      }
    )
  }

  private func row(_ subject: LicenceSubject, _ verdict: [String], _ rest: [String]) -> String {
    let user = subject.user
    return CSVText.line(
      [user.id, user.signIn ?? ""] + verdict
        + [subject.person?.id ?? "", subject.municipality ?? "", Self.lastUse(of: user)] + rest
    )
  }

  private func word(_ reason: LicenceReason) -> String { words[reason: reason.rawValue]["en"] }

  private func codes(_ reasons: [LicenceReason]) -> String {
    reasons.map(\.rawValue).joined(separator: " ")
  }

  private func products(_ shares: [LicenceEligibility.Share]) -> String {
    shares.map(\.finding.product).joined(separator: " ")
  }

  /// A product, and what stands in its way.
  private static func text(_ share: LicenceEligibility.Share) -> String {
    share.isFree
      ? share.finding.product
      : "\(share.finding.product) (\(LicenceWords.obstacles(share.finding)))"
  }

  private static func lastUse(of user: LicensedUser) -> String {
    user.lastUse.map { OsloClock.reading($0).day.text } ?? ""
  }

  private static func line(_ what: String, _ amount: LicenceTotals.Amount) -> String {
    let kroner = [
      amount.monthly.map { "\(NumberText.text($0)) kr a month" },
      amount.yearly.map { "\(NumberText.text($0)) a year" },
      amount.unpriced > 0 ? "\(NumberText.text(amount.unpriced)) without a price" : nil,
    ]
    return (["\(what): \(NumberText.text(amount.licences)) licences"] + kroner.compactMap(\.self))
      .joined(separator: ", ")
  }

  static func json(_ amount: LicenceTotals.Amount) -> JSON {
    [
      "licences": .integer(amount.licences), "unpriced": .integer(amount.unpriced),
      "kronerPerMonth": amount.monthly.map(JSON.integer) ?? .null,
      "kronerPerYear": amount.yearly.map(JSON.integer) ?? .null,
    ]
  }
}

extension LicencePlan.Lack {
  /// What to do about it.
  func advice(read: Date?) -> String {
    switch self {
    case .rules: "nobody is asked: 'licences/rules.json' does not say who counts as inactive"
    case .scan: "nobody is asked: scan first, with 'rakel licences scan'"
    case .freshScan:
      "nobody is asked: the last scan began on"
        + " \(read.map { OsloClock.reading($0).day.text } ?? "no known day"), and is more than"
        + " \(Int(LicenceFindings.lifetime / 86_400)) days old; scan again, with 'rakel licences scan'"
    }
  }
}
