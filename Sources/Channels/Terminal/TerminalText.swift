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
    let heading = line.drop { $0 == "#" }
    var rest = line.hasPrefix("#") && heading.hasPrefix(" ") ? heading.dropFirst() : line
    var text = ""
    while let middle = rest.firstRange(of: "]("),
      let close = rest[middle.upperBound...].firstIndex(of: ")")
    {
      if let open = rest[..<middle.lowerBound].lastIndex(of: "[") {
        let title = rest[rest.index(after: open)..<middle.lowerBound]
        let address = rest[middle.upperBound..<close].replacing("mailto:", with: "")
        text += rest[..<open] + (title == address ? title : "\(title) (\(address))")
      } else {
        text += rest[...close]
      }
      rest = rest[rest.index(after: close)...]
    }
    return marked((text + rest).replacing(/<(?:mailto:)?([^<>\s]+[.@:][^<>\s]+)>/) { $0.1 })
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
