internal import Foundation
internal import Helpdesk
internal import WorkingTime

/// Labels for machines, one a work item: one HTML file, for a printer of labels or for A4.
struct WorkLabels {
  let lines: [WorkLine]
  let paper: Paper
  let words: PrintWords

  /// What it is printed on.
  enum Paper: String, CaseIterable {
    /// A roll of labels 62 mm wide, of which each is cut off at 45 mm.
    case roll = "62mm"
    case sheet = "a4"
  }

  var html: String {
    """
    <!doctype html>
    <html lang="\(HTMLText.escaped(words["language"]))">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>\(lines.map { "\($0.item.number)" }.joined(separator: ", "))</title>
    <style>\(paper == .roll ? Self.roll : Self.sheet)\(Self.style)</style>
    \(lines.map(label).joined(separator: "\n"))
    </html>

    """
  }

  private func label(_ line: WorkLine) -> String {
    let order = line.item.order
    let name = line.user.isEmpty ? order.title : line.user
    let time = [line.day.map(words.day), line.time].compactMap(\.self).filter { !$0.isEmpty }
    let facts = order.facts.prefix(3).map { "<li>\(HTMLText.escaped($0.value))</li>" }
    let four =
      line.lastFour.isEmpty
      ? "" : "\(HTMLText.escaped(words["endsIn"])) <b>\(HTMLText.escaped(line.lastFour))</b>"
    return """
      <article><h1>\(HTMLText.escaped(name))</h1>
      <ul>\(facts.joined())</ul>
      <p class="where">\(HTMLText.escaped(order.place ?? ""))</p>
      <p class="when">\(HTMLText.escaped(time.joined(separator: " · ")))</p>
      <footer><span>#\(line.item.number)</span><span>\(four)</span></footer></article>
      """
  }

  private static let roll = """
    @page { size: 62mm 45mm; margin: 0 }
    article { width: 62mm; height: 45mm; padding: 2.5mm 3.5mm; break-after: page }
    article:last-of-type { break-after: auto }
    """

  private static let sheet = """
    @page { size: A4; margin: 12mm }
    article { width: 90mm; height: 55mm; padding: 4mm 5mm; border: .3mm dashed #999;
      float: left; margin: 0 3mm 3mm 0; break-inside: avoid }
    """

  private static let style = """
    * { box-sizing: border-box; margin: 0; padding: 0 }
    body { font: 9pt/1.25 system-ui, "Segoe UI", "Liberation Sans", sans-serif; color: #000 }
    article { display: flex; flex-direction: column; overflow: hidden }
    h1 { font-size: 14pt; line-height: 1.1; max-height: 2.2em; overflow: hidden }
    ul { list-style: none; margin: 1mm 0 auto; max-height: 3.75em; overflow: hidden }
    li { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
    .where { font-weight: 700; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
    footer { display: flex; justify-content: space-between; border-top: .3mm solid #000;
      margin-top: 1mm; padding-top: .8mm; font-variant-numeric: tabular-nums }
    """
}
