internal import Foundation
internal import Ground
internal import Helpdesk

/// A report on what was saved, in words and as a table.
struct GainText {
  let report: GainReport
  /// The campaign's; nil for everything.
  let title: String?
  let words: PrintWords

  /// For people to read, also as it is.
  var markdown: [String] {
    let total = report.total
    var lines = ["# \(word("title"))\(title.map { ": \($0)" } ?? "")", ""]
    lines.append("**\(number(total.hours)) \(word("hours"))** · \(kroner(total.kroner)) kr")
    lines += ["", "- " + word("exchanges") + ": \(total.exchanges)"]
    if let each = total.each {
      let share = Double(total.measured) / Double(total.exchanges) * 100
      lines.append(
        "- \(word("before")): \(number(each.before)) (\(word("baseline"))) · \(word("after")):"
          + " \(number(each.after)) (\(Int(share.rounded())) % \(word("measured")))"
      )
    }
    if total.times > total.exchanges {
      lines.append("- \(word("others")): \(total.times - total.exchanges)")
    }
    lines += report.rates.map {
      "- \(number($0.kronerPerHour)) \(word("perHour")) (\(source(of: $0)))"
    }
    if report.noticed > 0 {
      lines.append("- \(word("noticed")): \(report.noticed)")
      lines.append(
        "- \(word("reminders")): \(report.reminders) · \(word("leaders")): \(report.leadersAsked)"
      )
    }
    if !report.answers.isEmpty {
      let answers = report.answers.map { "\(word($0.name)) \($0.count)" }
      lines.append("- \(word("answers")): " + answers.joined(separator: ", "))
    }
    if let median = report.days(share: 0.5), let ninety = report.days(share: 0.9) {
      lines.append(
        "- \(word("days")): \(word("median")) \(number(median)), \(word("ninety")) \(number(ninety))"
      )
    }
    lines += licences
    guard !report.parts.isEmpty else { return lines + ["", word("nothing")] }
    var heads = ["monthHead", "place", "exchanges", "measured", "hours", "kroner"].map(word)
    if hasLicences { heads.append(word("licences")) }
    lines += ["", row(heads), row(["---", "---"] + heads.dropFirst(2).map { _ in "---:" })]
    lines += report.parts.map { part in
      row(
        [
          part.month, AlignedTable.printable(part.municipality ?? "").replacing("|", with: "\\|"),
          "\(part.sum.exchanges)", "\(part.sum.measured)", number(part.sum.hours),
          kroner(part.sum.kroner),
        ] + (hasLicences ? ["\(part.freed.licences)"] : [])
      )
    }
    return lines
  }

  private var hasLicences: Bool { report.freed.licences > 0 }

  /// What freed licences are worth now, and apart from that what is saved when the agreement is renewed.
  private var licences: [String] {
    guard hasLicences else { return [] }
    let freed = report.freed
    return [
      "- \(word("freed")): \(freed.licences) (\(kroner(Double(freed.kronerPerMonth))) \(word("perMonth")))",
      "- \(word("atRenewal")): \(kroner(Double(freed.kronerPerYear))) \(word("perYear"))",
    ]
  }

  private func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

  /// For spreadsheets: a month and municipality a line.
  var table: [String] {
    [
      "month,municipality,times,exchanges,measured,minutesBefore,minutesAfter,minutesSaved,kroner"
        + ",licencesFreed,licenceKronerPerMonth"
    ]
      + report.parts.map { part in
        let sum = part.sum
        return CSVText.line([
          part.month, part.municipality ?? "", "\(sum.times)", "\(sum.exchanges)",
          "\(sum.measured)", Self.plain(sum.before), Self.plain(sum.after),
          Self.plain(sum.minutes), Self.plain(sum.kroner), "\(part.freed.licences)",
          Self.plain(Double(part.freed.øre) / 100),
        ])
      }
  }

  /// For machines.
  var json: JSON {
    [
      "campaign": title.map(JSON.string) ?? .null,
      "total": Self.json(report.total), "licences": Self.json(report.freed),
      "parts": .array(
        report.parts.map { part in
          [
            "month": .string(part.month),
            "municipality": part.municipality.map(JSON.string) ?? .null,
            "sum": Self.json(part.sum), "licences": Self.json(part.freed),
          ]
        }
      ),
      "rates": .array(
        report.rates.map {
          [
            "kronerPerHour": .double($0.kronerPerHour),
            "campaign": $0.campaign.map(JSON.integer) ?? .null,
          ]
        }
      ),
      "answers": .array(
        report.answers.map { ["answer": .string($0.name), "count": .integer($0.count)] }
      ),
      "noticed": .integer(report.noticed), "reminders": .integer(report.reminders),
      "leadersAsked": .integer(report.leadersAsked),
      "days": [
        "median": report.days(share: 0.5).map(JSON.double) ?? .null,
        "p90": report.days(share: 0.9).map(JSON.double) ?? .null,
      ],
    ]
  }

  private static func json(_ sum: GainReport.Sum) -> JSON {
    [
      "times": .integer(sum.times), "exchanges": .integer(sum.exchanges),
      "measured": .integer(sum.measured), "minutesBefore": .double(sum.before),
      "minutesAfter": .double(sum.after), "minutesSaved": .double(sum.minutes),
      "hours": .double(sum.hours), "kroner": .double(sum.kroner),
    ]
  }

  private static func json(_ freed: GainReport.Freed) -> JSON {
    [
      "freed": .integer(freed.licences), "kronerPerMonth": .double(Double(freed.øre) / 100),
      "kronerPerYearAtRenewal": .double(Double(freed.øre) * 12 / 100),
    ]
  }

  private static func plain(_ number: Double) -> String {
    let rounded = (number * 100).rounded() / 100
    return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
  }

  private func source(of rate: GainReport.Rate) -> String {
    rate.campaign.map { "\(word("policy")) \($0)" } ?? word("default")
  }

  private func word(_ key: String) -> String { words[key, in: "report"] }
  private func number(_ number: Double) -> String { NumberText.text(number, digits: 1) }
  private func kroner(_ kroner: Double) -> String { NumberText.text(kroner, digits: 0) }
}
