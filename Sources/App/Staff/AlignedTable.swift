internal import Channels
internal import Foundation

/// Rows under a heading, in columns that are aligned in a terminal.
struct AlignedTable {
  let heading: [String]
  let rows: [[String]]

  /// The heading and the rows, a line each; columns in which no row has anything are left out.
  var lines: [String] {
    let used = heading.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    let cells = ([heading] + rows).map { row in used.map { Self.printable(row[$0]) } }
    let widths = used.indices.map { column in cells.map { Self.width($0[column]) }.max() ?? 0 }
    return cells.map { row in
      var line = ""
      var filled = 0
      for (column, cell) in row.enumerated() where !cell.isEmpty {
        let start = widths[..<column].reduce(0) { $0 + $1 + 2 }
        line += String(repeating: " ", count: start - filled) + cell
        filled = start + Self.width(cell)
      }
      return line
    }
  }

  /// One line without anything that a terminal would obey.
  static func printable(_ text: String) -> String {
    let breaks = CharacterSet.controlCharacters.union(.newlines)
    let scalars = text.unicodeScalars.map { breaks.contains($0) ? " " : $0 }
    return String(String.UnicodeScalarView(scalars))
  }

  private static func width(_ text: String) -> Int {
    text.reduce(0) { $0 + TextWidth.columns(of: $1) }
  }
}
