internal import Foundation
internal import Helpdesk
internal import WorkingTime

/// A list of work on paper: one HTML file with all in it, for A4.
struct WorkSheet {
  let lines: [WorkLine]
  /// The day that the list is of; nil where it is of several.
  let day: Day?
  let now: Date
  let words: PrintWords

  var html: String {
    let title = day.map { "\(words["list"]), \(words.day($0))" } ?? words["list"]
    let groups = WorkLine.byPlace(lines).map(section).joined()
    let clock = OsloClock.reading(now)
    let time = TimeOfDay(minutes: clock.milliseconds / 60_000)?.text ?? ""
    return """
      <!doctype html>
      <html lang="\(HTMLText.escaped(words["language"]))">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(HTMLText.escaped(title))</title>
      <style>\(Self.style)</style>
      <header><h1>\(HTMLText.escaped(title))</h1>
      <p>\(lines.count) \(HTMLText.escaped(words["count"])) · \
      \(HTMLText.escaped(words["printed"])) \(clock.day.text) \(time)</p></header>
      \(groups.isEmpty ? "<p>\(HTMLText.escaped(words["nothing"]))</p>" : groups)
      </html>

      """
  }

  private func section(_ place: String?, _ lines: [WorkLine]) -> String {
    let heads = ["", "time", "item", "work", "user", "device", "by"].map { key in
      "<th scope=\"col\">\(key.isEmpty ? "" : HTMLText.escaped(words[key]))</th>"
    }
    return """
      <section><h2>\(HTMLText.escaped(place ?? words["elsewhere"]))</h2>
      <table><thead><tr>\(heads.joined())</tr></thead><tbody>
      \(lines.map(row).joined(separator: "\n"))
      </tbody></table></section>

      """
  }

  private func row(_ line: WorkLine) -> String {
    let order = line.item.order
    // On a list of several days each line says which.
    let date = line.day.flatMap { $0 == day ? nil : "\($0.text.suffix(5)) " } ?? ""
    let facts = order.facts.map { fact in
      "<span><i>\(HTMLText.escaped(fact.title))</i> \(HTMLText.escaped(fact.value))</span>"
    }
    let about = facts.isEmpty ? "" : "<small>\(facts.joined(separator: " "))</small>"
    let four = line.lastFour.isEmpty ? "" : "…\(HTMLText.escaped(line.lastFour))"
    return """
      <tr><td class="box"></td><td class="time">\(date)\(line.time)</td>\
      <td class="number">\(line.item.number)</td>\
      <td>\(HTMLText.escaped(order.title))\(about)</td>\
      <td>\(HTMLText.escaped(line.user))</td><td class="number">\(four)</td>\
      <td>\(HTMLText.escaped(line.worker))</td></tr>
      """
  }

  private static let style = """
    @page { size: A4; margin: 14mm 12mm }
    * { box-sizing: border-box }
    body { font: 10.5pt/1.35 system-ui, "Segoe UI", "Liberation Sans", sans-serif; color: #111;
      max-width: 186mm; margin: 0 auto; padding: 4mm }
    header { border-bottom: 2px solid #111; margin-bottom: 5mm }
    h1 { font-size: 17pt; margin: 0 } header p { margin: 0 0 2mm; color: #555; font-size: 9pt }
    h2 { font-size: 12pt; margin: 5mm 0 1.5mm; break-after: avoid }
    table { width: 100%; border-collapse: collapse }
    th { text-align: left; font-size: 8.5pt; font-weight: 600; color: #555;
      border-bottom: 1px solid #888; padding: 0 2mm 1mm 0 }
    td { vertical-align: top; padding: 1.6mm 2mm 1.6mm 0; border-bottom: 1px solid #ddd;
      overflow-wrap: break-word }
    th:nth-child(5) { width: 34mm } th:nth-child(6) { width: 18mm } th:nth-child(7) { width: 22mm }
    tr { break-inside: avoid } thead { display: table-header-group }
    td.time, td.number { white-space: nowrap; font-variant-numeric: tabular-nums }
    td.time { font-weight: 600 }
    td.box { width: 7mm } td.box::before { content: ""; display: block; width: 4mm; height: 4mm;
      border: 1px solid #111; border-radius: .6mm; margin-top: .4mm }
    small { display: block; color: #333; font-size: 9pt }
    small span { display: inline-block; margin-right: 3mm }
    i { color: #666; font-style: normal }
    @media print { body { padding: 0; max-width: none } }
    """
}
