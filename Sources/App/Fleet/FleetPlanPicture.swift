internal import Helpdesk

/// A plan as a picture: a bar a year, stacked by municipality or, where there is only one, by model.
struct FleetPlanPicture {
  private let plan: FleetPlan
  /// What the bars are made of, the largest first; the smallest are one.
  private let parts: [(name: String, counts: [Int: Int])]
  private let isByModel: Bool

  init(_ plan: FleetPlan) {
    self.plan = plan
    let places = Set(plan.sorted.map(\.key.municipality))
    isByModel = places.count == 1
    var counts: [String: [Int: Int]] = [:]
    for (key, row) in plan.sorted {
      let name = (isByModel ? key.model : key.municipality?.capitalisedFirst) ?? "Ukjent"
      counts[name, default: [:]].merge(row.counts, uniquingKeysWith: +)
    }
    let sorted = counts.sorted { one, other in
      let (a, b) = (one.value.values.reduce(0, +), other.value.values.reduce(0, +))
      return a == b ? one.key < other.key : a > b
    }.map { (name: $0.key, counts: $0.value) }
    let most = Self.colours.count
    if sorted.count <= most {
      parts = sorted
    } else {
      let rest = sorted[(most - 1)...].reduce(into: [Int: Int]()) {
        $0.merge($1.counts, uniquingKeysWith: +)
      }
      parts = sorted.prefix(most - 1) + [("\(sorted.count - most + 1) andre", rest)]
    }
  }

  /// The whole picture (SVG 1.1), which needs nothing else.
  var svg: String {
    let height = max(486, Self.top + parts.count * 26 + 60)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(height)" \
      width="\(Self.width)" height="\(height)" role="img" lang="nb" \
      aria-labelledby="title desc" font-family="Inter, 'Segoe UI', 'DejaVu Sans', sans-serif">
      <title id="title">\(HTMLText.escaped(title))</title>
      <desc id="desc">\(HTMLText.escaped(description))</desc>
      <rect width="100%" height="100%" fill="#ffffff"/>
      \(SVGText.line(40, 44, title, size: 22, weight: 600))
      \(SVGText.line(40, 70, subtitle, size: 14, colour: "#52606d"))
      \(axis)
      \(bars)
      \(legend)
      \(footer.isEmpty ? "" : SVGText.line(40, height - 18, footer, size: 12, colour: "#52606d"))
      </svg>

      """
  }

  private var title: String {
    "PC-er som må byttes \(plan.years.lowerBound)–\(plan.years.upperBound)"
  }

  private var subtitle: String {
    let count = plan.years.reduce(0) { $0 + plan.count($1) }
    let cost = plan.years.reduce(0) { $0 + plan.cost($1) }
    return "\(NumberText.text(count)) maskiner"
      + (cost > 0 ? ", \(NumberText.text(cost)) kr" : "")
      + " · byttes etter \(plan.life) år eller når levetiden er ute"
  }

  private var description: String {
    plan.years.map { "\($0): \(plan.count($0))" }.joined(separator: ", ")
  }

  private var footer: String {
    plan.unknown == 0
      ? ""
      : "\(NumberText.text(plan.unknown)) maskiner er ikke med: verken alder eller levetid er kjent."
  }

  private static let (width, left, right, top, bottom) = (960, 90, 690, 110, 390)
  /// Told apart by those who see colours in another way, too (Okabe and Ito 2008).
  private static let colours = [
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a200", "#7a7a7a",
  ]

  /// The highest value of the axis, and its steps: 1, 2 or 5 times a power of ten.
  private var scale: (most: Int, step: Int) {
    let most = max(1, plan.years.map { plan.count($0) }.max() ?? 1)
    var power = 1
    while power * 50 < most { power *= 10 }
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 * 5 >= most } ?? power * 10
    return ((most + step - 1) / step * step, step)
  }

  private func height(_ count: Int) -> Double {
    Double(count) * Double(Self.bottom - Self.top) / Double(scale.most)
  }

  private var axis: String {
    stride(from: 0, through: scale.most, by: scale.step).map { value in
      let y = Double(Self.bottom) - height(value)
      let colour = value == 0 ? "#52606d" : "#e4e7eb"
      return """
        <line x1="\(Self.left)" y1="\(y)" x2="\(Self.right)" y2="\(y)" stroke="\(colour)"/>
        \(SVGText.line(Self.left - 10, Int(y) + 4, NumberText.text(value), size: 12, colour: "#52606d", anchor: "end"))
        """
    }.joined(separator: "\n")
  }

  private var bars: String {
    let room = Double(Self.right - Self.left) / Double(plan.years.count)
    let width = min(90, room * 0.62)
    return plan.years.enumerated().map { index, year in
      let middle = Double(Self.left) + room * (Double(index) + 0.5)
      var y = Double(Self.bottom)
      var lines: [String] = []
      for (part, colour) in zip(parts, Self.colours) {
        guard let count = part.counts[year], count > 0 else { continue }
        y -= height(count)
        lines.append(
          """
          <rect x="\(middle - width / 2)" y="\(y)" width="\(width)" height="\(height(count))" \
          fill="\(colour)" stroke="#ffffff"><title>\(HTMLText.escaped(part.name)), \(year): \(count)</title></rect>
          """
        )
      }
      let x = Int(middle)
      lines.append(
        SVGText.line(
          x,
          Int(y) - 8,
          NumberText.text(plan.count(year)),
          size: 14,
          weight: 600,
          anchor: "middle"
        )
      )
      lines.append(SVGText.line(x, Self.bottom + 22, "\(year)", size: 14, anchor: "middle"))
      if plan.cost(year) > 0 {
        let cost = NumberText.text((plan.cost(year) + 500) / 1_000) + " tkr"
        lines.append(
          SVGText.line(x, Self.bottom + 40, cost, size: 12, colour: "#52606d", anchor: "middle")
        )
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private var legend: String {
    let heading = SVGText.line(
      Self.right + 30,
      Self.top,
      isByModel ? "Modell" : "Kommune",
      size: 14,
      weight: 600
    )
    let lines = zip(parts, Self.colours).enumerated().map { index, item in
      let (part, colour) = item
      let y = Self.top + 24 + index * 26
      let count = NumberText.text(part.counts.values.reduce(0, +))
      return """
        <rect x="\(Self.right + 30)" y="\(y - 11)" width="14" height="14" rx="2" fill="\(colour)"/>
        \(SVGText.line(Self.right + 52, y, "\(part.name.shortened(to: 20)) (\(count))", size: 13))
        """
    }
    return ([heading] + lines).joined(separator: "\n")
  }
}

extension String {
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }

  fileprivate func shortened(to limit: Int) -> String {
    count <= limit ? self : prefix(limit - 1) + "…"
  }
}
