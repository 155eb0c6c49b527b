internal import Foundation
internal import Helpdesk

/// A report on what was saved as a picture: SVG with all in it, for a page or a slide.
struct GainPicture {
  let report: GainReport
  /// The campaign's; nil for everything.
  let title: String?
  let words: PrintWords

  private static let width = 960.0
  private static let height = 540.0

  var svg: String {
    let name = word("title") + (title.map { ": \($0)" } ?? "")
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 540" width="960" height="540" \
      role="img" aria-labelledby="title summary" font-family="system-ui, 'Segoe UI', \
      'Liberation Sans', sans-serif">
      <title id="title">\(HTMLText.escaped(name))</title>
      <desc id="summary">\(HTMLText.escaped(summary))</desc>
      <rect width="960" height="540" rx="16" fill="#f6f4ef"/>
      \(text(name, x: 40, y: 58, size: 26, weight: 700))
      \(tiles)
      \(licences)
      \(bars)
      \(answers)
      \(text(foot, x: 40, y: 516, size: 13, fill: "#6b6459"))
      </svg>

      """
  }

  private var summary: String {
    let parts = [
      "\(number(report.total.hours)) \(word("hours"))",
      "\(report.total.exchanges) \(word("exchanges"))",
    ]
    let freed = report.freed.licences
    return (freed > 0 ? parts + ["\(freed) \(word("licences"))"] : parts).joined(separator: ", ")
  }

  /// What was freed, and what it is worth now and at the next renewal, in one line; empty where nothing was.
  private var licences: String {
    let freed = report.freed
    guard freed.licences > 0 else { return "" }
    let kroner = { (kroner: Int) in NumberText.text(Double(kroner), digits: 0) }
    let line = [
      "\(freed.licences) \(word("freed")): \(kroner(freed.kronerPerMonth)) \(word("perMonth"))",
      "\(word("atRenewal")): \(kroner(freed.kronerPerYear)) \(word("perYear"))",
    ]
    return text(
      line.joined(separator: " · "),
      x: 40,
      y: 210,
      size: 13,
      weight: 600,
      fill: "#14532d"
    )
  }

  /// What the minutes and the kroner come from, in one line.
  private var foot: String {
    var parts: [String] = []
    if let each = report.total.each {
      let share = Double(report.total.measured) / Double(report.total.exchanges) * 100
      parts.append(
        "\(number(each.before)) \(word("before")) (\(word("baseline"))), \(number(each.after))"
          + " \(word("after")) (\(Int(share.rounded())) % \(word("measured")))"
      )
    }
    parts += report.rates.prefix(2).map { "\(number($0.kronerPerHour)) \(word("perHour"))" }
    return parts.joined(separator: " · ")
  }

  private var tiles: String {
    var tiles = [
      (number(report.total.hours.rounded()), word("hours")),
      (number(Double(report.total.exchanges)), word("exchanges")),
      (NumberText.text(report.total.kroner, digits: 0), word("kroner")),
    ]
    if let median = report.days(share: 0.5) { tiles.append((number(median), word("daysHalf"))) }
    let width = (Self.width - 80 - 16 * Double(tiles.count - 1)) / Double(tiles.count)
    return tiles.enumerated().map { index, tile in
      let x = 40 + Double(index) * (width + 16)
      let fill = index == 0 ? "#14532d" : "#ffffff"
      let ink = index == 0 ? "#ffffff" : "#1c1917"
      return """
        <rect x="\(plain(x))" y="84" width="\(plain(width))" height="104" rx="12" fill="\(fill)"/>
        \(text(tile.0, x: x + 20, y: 138, size: 38, weight: 700, fill: ink))
        \(text(tile.1, x: x + 20, y: 168, size: tile.1.count > 24 ? 12 : 15, fill: index == 0 ? "#d1fae5" : "#57534e"))
        """
    }.joined(separator: "\n")
  }

  /// The hours saved, a bar a month; of many months the last 24.
  private var bars: String {
    let months = report.months.suffix(24)
    let most = max(months.map(\.sum.hours).max() ?? 0, 0.1)
    let step = (Self.width - 80) / Double(max(months.count, 6))
    let isNarrow = months.count > 14
    // The line about licences takes some of the room above.
    let tallest = report.freed.licences > 0 ? 134.0 : 150.0
    let drawn = months.enumerated().map { index, month in
      let height = tallest * month.sum.hours / most
      let x = 40 + Double(index) * step
      let middle = x + step / 2
      let number = Int(month.month.suffix(2)) ?? 1
      let isFirst = index == 0 || number == 1
      let label = isNarrow ? "\(number)" : words.month(number)
      let year = text(String(month.month.prefix(4)), x: middle, y: 432, size: 11, anchor: "middle")
      let value =
        isNarrow || month.sum.hours <= 0
        ? ""
        : text(
          NumberText.text(month.sum.hours, digits: 1),
          x: middle,
          y: 394 - height,
          size: 12,
          anchor: "middle"
        )
      return """
        <rect x="\(plain(x + step * 0.15))" y="\(plain(400 - height))" \
        width="\(plain(step * 0.7))" height="\(plain(height))" rx="3" fill="#2f9e6e"/>\(value)
        \(text(label, x: middle, y: 418, size: 12, fill: "#57534e", anchor: "middle"))\
        \(isFirst ? year : "")
        """
    }
    return """
      \(text(word("month"), x: 40, y: report.freed.licences > 0 ? 234 : 222, size: 15, weight: 600))
      <line x1="40" y1="400" x2="920" y2="400" stroke="#a8a29e"/>
      \(drawn.joined(separator: "\n"))
      """
  }

  /// What was answered, as parts of one bar, each named below it.
  private var answers: String {
    let sum = report.answers.reduce(0) { $0 + $1.count }
    guard sum > 0 else { return "" }
    let colours = ["#2f9e6e", "#e0a43a", "#5b7fb8", "#b8645b", "#8b7bb0", "#8a8178"]
    var x = 40.0
    var legend = 40.0
    var drawn = ""
    for (index, answer) in report.answers.prefix(colours.count).enumerated() {
      let width = 880 * Double(answer.count) / Double(sum)
      let label = "\(word(answer.name)) \(answer.count)"
      drawn += """
        <rect x="\(plain(x))" y="448" width="\(plain(width))" height="16" fill="\(colours[index])"/>
        <circle cx="\(plain(legend + 5))" cy="480" r="5" fill="\(colours[index])"/>
        \(text(label, x: legend + 16, y: 485, size: 13))

        """
      x += width
      legend += 34 + 7.5 * Double(label.count)
    }
    return drawn
  }

  private func text(
    _ text: String,
    x: Double,
    y: Double,
    size: Int,
    weight: Int = 400,
    fill: String = "#1c1917",
    anchor: String = "start"
  ) -> String {
    SVGText.line(
      Int(x.rounded()),
      Int(y.rounded()),
      text,
      size: size,
      weight: weight,
      colour: fill,
      anchor: anchor
    )
  }

  private func word(_ key: String) -> String { words[key, in: "report"] }
  private func number(_ number: Double) -> String { NumberText.text(number, digits: 1) }

  private func plain(_ number: Double) -> String {
    let rounded = (number * 10).rounded() / 10
    return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
  }
}
