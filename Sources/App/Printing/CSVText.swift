/// Rows as a CSV file that Excel reads (RFC 4180), a line each.
enum CSVText {
  static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") }

  /// A field, quoted where it must be; what a spreadsheet would run as a formula gets an apostrophe before it.
  private static func field(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
    let plain = isFormula ? "'" + text : text
    let mustBeQuoted = plain.unicodeScalars.contains { ",\"\r\n;".unicodeScalars.contains($0) }
    return mustBeQuoted ? "\"" + plain.replacing("\"", with: "\"\"") + "\"" : plain
  }
}
