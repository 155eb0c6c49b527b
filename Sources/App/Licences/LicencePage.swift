internal import Foundation
internal import Helpdesk
internal import WorkingTime

/// A scan in words.
struct LicencePage {
  private let report: LicenceReport
  private let totals: LicenceTotals

  init(_ report: LicenceReport, _ totals: LicenceTotals) {
    self.report = report
    self.totals = totals
  }

  /// The totals, for a terminal.
  var lines: [String] {
    var lines = [summary, ""]
    lines += AlignedTable(heading: Self.heading, rows: rows).lines
    lines += ["", "--markdown, --csv and --json have the people, one by one"]
    return lines
  }

  /// The totals, and the heading of the table of people that follows.
  var markdown: [String] {
    var lines = ["# Licences of inactive users", "", summary, ""]
    if !report.notes.isEmpty { lines += report.notes.map { "- \(Self.cell($0))" } + [""] }
    lines += [
      Self.row(Self.heading),
      "| --- |" + String(repeating: " ---: |", count: Self.heading.count - 1),
    ]
    lines += rows.map(Self.row)
    lines += [
      "", "*Now* can be given to somebody else at once. *Later* needs what stands in the way to be",
      "dealt with first. What is saved is saved only when as many licences fewer are bought at renewal.",
      "", "## People", "",
      Self.row([
        "who", "municipality", "last use", "licence", "how", "what stands in the way", "kr/month",
      ]),
      "| --- | --- | --- | --- | --- | --- | ---: |",
    ]
    return lines
  }

  /// A row for each licence of somebody who is inactive; none for anybody else.
  func markdown(of entry: LicenceReport.Entry) -> [String] {
    guard case .inactive(let lastUse, let findings) = entry.verdict else { return [] }
    return zip(entry.user.licences, findings).map { licence, finding in
      Self.row([
        entry.user.signIn ?? entry.user.id, entry.user.municipality ?? "",
        OsloClock.reading(lastUse).day.text, finding.product, LicenceWords.ways(licence),
        LicenceWords.obstacles(finding),
        report.terms.prices?.price(of: finding.product).map(LicenceWords.kroner) ?? "",
      ])
    }
  }

  private var summary: String {
    let all = totals.all
    return "\(NumberText.text(report.standing.tally.users)) accounts,"
      + " \(NumberText.text(all.active + all.inactive + all.unknown + all.excluded))"
      + " with licences; read \(OsloClock.reading(report.standing.begun).day.text),"
      + " inactive after \(report.terms.rules.inactiveDays) days"
      + (report.terms.prices.map { ", prices of \($0.day.text)" } ?? "")
  }

  private static let heading = [
    "where", "active", "inactive", "unknown", "excluded", "free now", "kr/month", "free later",
    "kr/month", "left alone", "no price", "saved at renewal kr/month", "kr/year",
  ]

  private var rows: [[String]] {
    totals.sorted.map {
      Self.cells($0.municipality.isEmpty ? "not known" : $0.municipality, $0.row)
    }
      + [Self.cells("all", totals.all)]
  }

  private static func cells(_ name: String, _ row: LicenceTotals.Row) -> [String] {
    let renewal = row.atRenewal
    let counts = [row.active, row.inactive, row.unknown, row.excluded].map(NumberText.text)
    return [name] + counts + [
      NumberText.text(row.now.licences), kroner(row.now.monthly),
      NumberText.text(row.later.licences), kroner(row.later.monthly),
      NumberText.text(row.leftAlone), NumberText.text(renewal.unpriced),
      kroner(renewal.monthly), kroner(renewal.yearly),
    ]
  }

  private static func kroner(_ kroner: Int?) -> String { kroner.map(NumberText.text) ?? "" }

  private static func row(_ cells: [String]) -> String {
    "| \(cells.map(cell).joined(separator: " | ")) |"
  }

  /// What may stand in a cell of Markdown, and is read there as it is.
  private static func cell(_ text: String) -> String {
    AlignedTable.printable(text).replacing("\\", with: "\\\\").replacing("|", with: "\\|")
      .replacing("<", with: "&lt;")
  }
}
