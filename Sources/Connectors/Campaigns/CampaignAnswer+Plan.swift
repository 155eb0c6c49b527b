internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

extension CampaignAnswer {
  /// A plan of any kind, as a card shows it before it is started.
  static func plan(
    _ plan: CampaignPlan,
    _ forecast: CampaignPace.Forecast,
    words: CampaignWords,
    products: CleanupWords
  ) -> JSON {
    let terms = plan.terms
    var answer = JSONObject()
    answer["kind"] = .string(terms.kind.rawValue)
    answer["title"] = .string(terms.title)
    answer["changed"] = false
    answer["digest"] = .string(plan.digest)
    answer["members"] = .integer(plan.count)
    let about =
      switch plan {
      case .rollover(let plan): about(plan, words)
      case .licences(let plan): about(plan, words, products)
      }
    for (key, value) in about.object ?? JSONObject() { answer[key] = value }
    answer["perDay"] = terms.perDay.map(JSON.integer) ?? .null
    answer["first"] = moment(forecast.first)
    answer["last"] = day(forecast.last)
    answer["leftOut"] = .integer(forecast.leftOut)
    return .object(answer)
  }

  private static func about(_ plan: RolloverPlan, _ words: CampaignWords) -> JSON {
    [
      "devices": .integer(plan.members.count),
      "why": .array(plan.reasonsWhy.map { reason($0.reason.rawValue, $0.count, words) }),
      "places": places(plan.counts { $0.subject.municipality }),
      "models": shortened(plan.counts { $0.subject.device.model }.map { ($0.name, $0.count) }),
      "years": plan.policy.eligible.olderThanYears.map(JSON.integer) ?? .null,
      "others": .array(plan.reasonsNot.map { reason($0.reason.rawValue, $0.count, words) }),
    ]
  }

  private static func about(
    _ plan: LicencePlan,
    _ words: CampaignWords,
    _ products: CleanupWords
  ) -> JSON {
    [
      "why": .array(plan.reasonsWhy.map { reason($0.reason.rawValue, $0.count, words) }),
      "places": places(plan.municipalities),
      "products": .array(
        plan.products.prefix(most).map {
          ["name": products.fullName($0.name), "count": .integer($0.count)]
        }
      ),
      "now": amount(plan.now), "later": amount(plan.later), "atRenewal": amount(plan.atRenewal),
      "pricesAsOf": day(plan.pricesOf), "read": moment(plan.read),
      "lack": .text(plan.lack?.rawValue),
      "ifSilent": .string(plan.policy.ifSilent.rawValue),
      "leaderAfterDays": .integer(plan.policy.ask.leaderAfterDays),
      "decideAfterDays": .integer(plan.policy.ask.decideAfterDays),
      "graceDays": .integer(plan.policy.graceDays),
      "mostRemovalsPerDay": .integer(plan.policy.mostRemovalsPerDay),
      "others": .array(plan.reasonsNot.map { reason($0.reason.rawValue, $0.count, words) }),
    ]
  }

  /// Whole kroner, rounded; null where no licence has a price.
  private static func amount(_ amount: LicenceTotals.Amount) -> JSON {
    [
      "licences": .integer(amount.licences), "unpriced": .integer(amount.unpriced),
      "kronerPerMonth": amount.monthly.map(JSON.integer) ?? .null,
      "kronerPerYear": amount.yearly.map(JSON.integer) ?? .null,
    ]
  }

  /// Registers keep them in lower case; people do not write them so.
  private static func places(_ counts: [(name: String?, count: Int)]) -> JSON {
    shortened(counts.map { ($0.name?.capitalized, $0.count) })
  }

  private static func reason(_ code: String, _ count: Int, _ words: CampaignWords) -> JSON {
    ["code": .string(code), "name": words[reason: code].json, "count": .integer(count)]
  }
}
