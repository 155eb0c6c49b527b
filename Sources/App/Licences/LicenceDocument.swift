internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// A scan as machines read it: one object, somebody a line.
struct LicenceDocument {
  private let report: LicenceReport
  private let totals: LicenceTotals

  init(_ report: LicenceReport, _ totals: LicenceTotals) {
    self.report = report
    self.totals = totals
  }

  /// All but the people, who follow, and the end.
  var opening: String {
    let rows = totals.sorted.map { Self.json($0.municipality, $0.row) }
    let head: JSON = [
      "read": .moment(report.standing.begun), "accounts": .integer(report.standing.tally.users),
      "inactiveDays": .integer(report.terms.rules.inactiveDays),
      "pricesAsOf": .text(report.terms.prices?.day.text),
      "notes": .array(report.notes.map(JSON.string)), "municipalities": .array(rows),
      "all": Self.json(nil, totals.all),
    ]
    return head.text.dropLast() + ",\"users\":["
  }

  func json(of entry: LicenceReport.Entry) -> JSON {
    let user = entry.user
    var findings: [LicenceVerdict.Finding?] = user.licences.map { _ in nil }
    if case .inactive(_, let found) = entry.verdict { findings = found }
    return [
      "id": .string(user.id), "signIn": .text(user.signIn), "name": .text(user.name),
      "municipality": .text(user.municipality),
      "verdict": .string(LicenceWords.verdict(entry.verdict)),
      "reasons": .array(LicenceWords.reasons(entry.verdict).map(JSON.string)),
      "lastUse": .moment(user.lastUse),
      "licences": .array(
        zip(user.licences, findings).map { licence, finding in
          [
            "product": .string(licence.product), "assigned": .string(LicenceWords.ways(licence)),
            "removable": .bool(finding?.isRemovable ?? false),
            "obstacles": .array((finding?.obstacles ?? []).map { .string($0.word) }),
            "kronerPerMonth": report.terms.prices?.price(of: licence.product)
              .map { .double(Double($0) / 100) } ?? .null,
          ]
        }
      ),
    ]
  }

  private static func json(_ municipality: String?, _ row: LicenceTotals.Row) -> JSON {
    [
      "municipality": .text(municipality), "active": .integer(row.active),
      "inactive": .integer(row.inactive), "unknown": .integer(row.unknown),
      "excluded": .integer(row.excluded), "now": json(row.now), "later": json(row.later),
      "leftAlone": .integer(row.leftAlone), "atRenewal": json(row.atRenewal),
    ]
  }

  private static func json(_ amount: LicenceTotals.Amount) -> JSON {
    [
      "licences": .integer(amount.licences), "unpriced": .integer(amount.unpriced),
      "kronerPerMonth": amount.monthly.map(JSON.integer) ?? .null,
      "kronerPerYear": amount.yearly.map(JSON.integer) ?? .null,
    ]
  }
}
