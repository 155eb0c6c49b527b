internal import Helpdesk
internal import WorkingTime

/// What could be saved, as a picture: a bar for each municipality, of what is free now and what is free later.
struct LicencePicture {
  private let totals: LicenceTotals
  private let rows: [(name: String, row: LicenceTotals.Row)]
  private let prices: PriceFile?
  private let rules: LicenceRules
  private static let most = 12

  init(_ totals: LicenceTotals, prices: PriceFile?, rules: LicenceRules) {
    self.totals = totals
    self.prices = prices
    self.rules = rules
    let sorted = totals.sorted.map { (name: Self.name($0.municipality), row: $0.row) }
      .filter { $0.row.atRenewal.licences > 0 }
      .sorted { one, other in
        let (a, b) = (one.row.atRenewal.licences, other.row.atRenewal.licences)
        return a == b ? one.name < other.name : a > b
      }
    guard sorted.count > Self.most else {
      rows = sorted
      return
    }
    let rest = sorted.dropFirst(Self.most - 1)
    let sum = rest.reduce(into: LicenceTotals.Row()) { $0 += $1.row }
    rows = sorted.prefix(Self.most - 1) + [(name: "\(rest.count) andre", row: sum)]
  }

  private static func name(_ municipality: String) -> String {
    municipality.isEmpty
      ? "Ukjent"
      : municipality.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        .joined(separator: " ")
  }

  private static let (width, left, right, top, step) = (960, 190, 620, 150, 40)
  /// Told apart by those who see colours in another way, too (Okabe and Ito 2008).
  private static let (now, later, quiet) = ("#009e73", "#56b4e9", "#52606d")

  /// The whole picture (SVG 1.1), which needs nothing else.
  var svg: String {
    let height = Self.top + max(1, rows.count) * Self.step + 70
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(height)" \
      width="\(Self.width)" height="\(height)" role="img" lang="nb" \
      aria-labelledby="title desc" font-family="Inter, 'Segoe UI', 'DejaVu Sans', sans-serif">
      <title id="title">Lisenser som ikke er i bruk</title>
      <desc id="desc">\(HTMLText.escaped(description))</desc>
      <rect width="100%" height="100%" fill="#ffffff"/>
      \(SVGText.line(40, 44, "Lisenser som ikke er i bruk", size: 22, weight: 600))
      \(SVGText.line(40, 70, subtitle, size: 14, colour: Self.quiet))
      \(legend)
      \(bars)
      \(SVGText.line(40, height - 40, footer, size: 12, colour: Self.quiet))
      \(SVGText.line(40, height - 20, saving, size: 12, colour: Self.quiet))
      </svg>

      """
  }

  private var subtitle: String {
    let all = totals.all
    return
      "\(NumberText.text(all.inactive)) brukere har ikke vært innom på \(rules.inactiveDays) dager"
      + " · \(NumberText.text(all.atRenewal.licences)) lisenser"
      + (all.atRenewal.yearly.map { " · \(NumberText.text($0)) kr i året" } ?? "")
  }

  private var description: String {
    rows.map {
      "\($0.name): \($0.row.now.licences) nå, \($0.row.later.licences) etter et steg til"
    }.joined(separator: "; ")
  }

  private var footer: String {
    let all = totals.all
    return
      "\(NumberText.text(all.unknown)) brukere er ikke med fordi ingen vet når de sist var innom,"
      + " \(NumberText.text(all.excluded)) fordi reglene skjermer dem."
  }

  private var saving: String {
    let unpriced = totals.all.atRenewal.unpriced
    return (prices.map { "Priser per \($0.day.text)." } ?? "Uten priser.")
      + " Spares når avtalen fornyes med så mange færre"
      + (unpriced > 0 && prices != nil
        ? "; \(NumberText.text(unpriced)) lisenser er uten pris." : ".")
  }

  private var legend: String {
    let all = totals.all
    return [
      Self.key(40, Self.now, "Kan gis til andre nå (\(NumberText.text(all.now.licences)))"),
      Self.key(
        300,
        Self.later,
        "Når hindringen er ryddet (\(NumberText.text(all.later.licences)))"
      ),
      SVGText.line(
        Self.width - 40,
        104,
        "Spart ved fornyelse",
        size: 13,
        weight: 600,
        anchor: "end"
      ),
    ].joined(separator: "\n")
  }

  private static func key(_ x: Int, _ colour: String, _ words: String) -> String {
    "<rect x=\"\(x)\" y=\"92\" width=\"14\" height=\"14\" rx=\"2\" fill=\"\(colour)\"/>\n"
      + SVGText.line(x + 22, 104, words, size: 13)
  }

  private var bars: String {
    guard !rows.isEmpty else {
      return SVGText.line(40, Self.top + 14, "Ingen lisenser å spare.", size: 15)
    }
    let most = Double(rows.map(\.row.atRenewal.licences).max() ?? 1)
    let room = Double(Self.right - Self.left)
    return rows.enumerated().map { index, item in
      let y = Self.top + index * Self.step
      var x = Double(Self.left)
      var lines = [
        SVGText.line(Self.left - 14, y + 16, Self.short(item.name), size: 14, anchor: "end")
      ]
      for (count, colour) in [
        (item.row.now.licences, Self.now), (item.row.later.licences, Self.later),
      ] where count > 0 {
        let length = (room * Double(count) / most * 10).rounded() / 10
        lines.append(
          "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(length)\" height=\"24\" fill=\"\(colour)\""
            + " stroke=\"#ffffff\"/>"
        )
        x += length
      }
      let sum = item.row.atRenewal
      lines.append(
        SVGText.line(Int(x) + 8, y + 17, NumberText.text(sum.licences), size: 14, weight: 600)
      )
      let saved = sum.yearly.map { "\(NumberText.text($0)) kr i året" } ?? "uten pris"
      lines.append(SVGText.line(Self.width - 40, y + 17, saved, size: 14, anchor: "end"))
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private static func short(_ name: String) -> String {
    name.count <= 18 ? name : name.prefix(17) + "…"
  }

  private static func grouped(_ number: Int) -> String { NumberText.text(number) }
}
