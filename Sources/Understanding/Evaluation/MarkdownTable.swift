/// A table in Markdown whose columns stand under each other.
package enum MarkdownTable {
  /// The table of these rows, the first being the head; `|` and line ends in cells are made harmless.
  package static func text(_ rows: [[String]]) -> String {
    let cells = rows.map { row in row.map(plain) }
    let columns = cells.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      cells.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0
    }
    let lines = cells.map { row in
      let padded = widths.enumerated().map { column, width in
        let cell = row.count > column ? row[column] : ""
        return cell + String(repeating: " ", count: width - cell.count)
      }
      return "| " + padded.joined(separator: " | ") + " |\n"
    }
    let rule = "|" + widths.map { String(repeating: "-", count: $0 + 2) + "|" }.joined() + "\n"
    return (lines.prefix(1) + [rule] + lines.dropFirst()).joined()
  }

  private static func plain(_ cell: String) -> String {
    String(cell.map { $0.isNewline ? " " : $0 }).replacing("|", with: "\\|")
  }
}
