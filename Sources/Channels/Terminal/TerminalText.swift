internal import Foundation

/// Markdown as a terminal shows it: wrapped, lists hanging, bold where the terminal can, links with their address.
struct TerminalText: Sendable {
  /// How wide lines may be, in columns.
  var width: Int
  /// Whether escape sequences are understood.
  var isStyled: Bool

  /// The lines of a Markdown text.
  func lines(_ markdown: String) -> [String] {
    markdown.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      let content = plain(line.drop { $0 == " " })
      let depth = line.prefix { $0 == " " }.count
      let indent = depth + hang(content)
      return TextWidth.wrap(content, to: width - depth, indent: indent - depth)
        .map { String(repeating: " ", count: depth) + styled($0) }
    }
  }

  /// How far the lines of a list item hang in: the width of `- ` or `1. `.
  private func hang(_ line: String) -> Int {
    if line.hasPrefix("- ") || line.hasPrefix("* ") { return 2 }
    let digits = line.prefix { $0.isASCII && $0.isNumber }.count
    return digits > 0 && line.dropFirst(digits).hasPrefix(". ") ? digits + 2 : 0
  }

  /// `[text](address)` becomes `text (address)`; a heading loses its marks, an address in `<>` them.
  private func plain(_ line: Substring) -> String {
    var text = String(line.drop { $0 == "#" }.drop { line.hasPrefix("#") && $0 == " " })
    var from = text.startIndex
    while let open = text[from...].firstIndex(of: "["),
      let middle = text[open...].firstRange(of: "]("),
      let close = text[middle.upperBound...].firstIndex(of: ")")
    {
      let title = text[text.index(after: open)..<middle.lowerBound]
      let address = text[middle.upperBound..<close].replacing("mailto:", with: "")
      let replacement = title == address ? String(title) : "\(title) (\(address))"
      let offset = text.distance(from: text.startIndex, to: open) + replacement.count
      text.replaceSubrange(open...close, with: replacement)
      from = text.index(text.startIndex, offsetBy: offset)
    }
    return marked(text)
  }

  /// Marks bold text with two characters of no width, so that wrapping may cut between them.
  private func marked(_ text: String) -> String {
    let parts = text.components(separatedBy: "**")
    guard parts.count > 2, parts.count % 2 == 1 else { return text }
    return parts.enumerated().map { index, part in
      index % 2 == 0 ? part : "\(TextWidth.boldStart)\(part)\(TextWidth.boldEnd)"
    }.joined()
  }

  private func styled(_ line: String) -> String {
    line.replacing(String(TextWidth.boldStart), with: isStyled ? "\u{1B}[1m" : "")
      .replacing(String(TextWidth.boldEnd), with: isStyled ? "\u{1B}[0m" : "")
  }
}
