/// Makes a text that is data safe to stand in Markdown, where it must look as it was written.
///
/// Two means, because the hosts of Adaptive Cards differ. What would make a link, a picture, HTML, a card's own
/// `{{DATE()}}` or a block at the start of a line is broken by a zero-width space, which every host obeys. What
/// would only make emphasis or code gets Markdown's backslash, which Teams on some phones shows instead.
/// Control characters and those that turn the direction of writing are left out.
package enum CardMarkdown {
  /// The text for a field that is Markdown; its line ends become paragraphs.
  package static func escaping(_ text: String) -> String {
    var escaper = MarkdownEscaper(text, isMarkdown: true)
    return escaper.escape()
  }

  /// The text for a field of plain words, which some hosts read as Markdown: nothing in it can become a link.
  package static func plain(_ text: String) -> String {
    var escaper = MarkdownEscaper(text, isMarkdown: false)
    return escaper.escape()
  }
}

private struct MarkdownEscaper {
  let scalars: [Unicode.Scalar]
  let isMarkdown: Bool
  var out = String.UnicodeScalarView()
  var index = 0
  var isLineStart = true
  private static let breaker: Unicode.Scalar = "\u{200B}"

  init(_ text: String, isMarkdown: Bool) {
    // First of all, so that what they part does not come together again.
    var kept = text.unicodeScalars.filter { !Self.isDropped($0) }
    // An end of the last line is nothing, and what stands before it the last.
    let words = kept.lastIndex { !Self.isLineEnd($0) && $0 != " " }.map(kept.index(after:))
    if let end = kept[(words ?? kept.startIndex)...].firstIndex(where: Self.isLineEnd) {
      kept.removeSubrange(end...)
    }
    scalars = Array(kept)
    self.isMarkdown = isMarkdown
  }

  mutating func escape() -> String {
    while index < scalars.count {
      let scalar = scalars[index]
      if Self.isLineEnd(scalar) {
        endLines()
        continue
      }
      if isMarkdown, isLineStart, opensBlock { out.append(Self.breaker) }
      isLineStart = false
      append(scalar)
      index += 1
    }
    return String(out)
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if isMarkdown, needsBackslash(scalar) { out.append("\\") }
    out.append(scalar)
    if needsBreak(after: scalar) { out.append(Self.breaker) }
  }

  /// Any run of line ends is one paragraph's end; at the start and the end of the text there is none.
  private mutating func endLines() {
    while index < scalars.count, Self.isLineEnd(scalars[index]) || scalars[index] == " " {
      index += 1
    }
    isLineStart = true
    guard !out.isEmpty, index < scalars.count else { return }
    out.append(contentsOf: isMarkdown ? "\n\n".unicodeScalars : "\n".unicodeScalars)
  }

  private var next: Unicode.Scalar? { index + 1 < scalars.count ? scalars[index + 1] : nil }
  private var previous: Unicode.Scalar? { index > 0 ? scalars[index - 1] : nil }

  private func needsBackslash(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "*", "`", "~": return true
    case "_":
      // Inside a word it is no emphasis: report_2024.pdf.
      guard let previous, let next else { return true }
      return !(previous.properties.isAlphabetic && next.properties.isAlphabetic)
    case "\\":
      // Before anything else it is itself: C:\Users.
      guard let next else { return true }
      return next.isASCII && !next.properties.isAlphabetic && !(0x30...0x39).contains(next.value)
        && next != " "
    default: return false
    }
  }

  private func needsBreak(after scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    // At the end too: what the template or the next expression goes on with may be the other half.
    case "]": next == nil || next == "(" || next == "[" || next == ":"
    case "<": next.map { $0.properties.isAlphabetic || "/!?".unicodeScalars.contains($0) } ?? true
    case "&": isMarkdown && next.map { $0.properties.isAlphabetic || $0 == "#" } ?? true
    case "{": next == "{" || next == nil
    case "$": next == "{" || next == nil
    default: false
    }
  }

  /// Whether the line that begins here would be a heading, a list, a quotation, code, a table or a rule.
  private var opensBlock: Bool {
    let rest = scalars[index...].prefix(12)
    guard let first = rest.first else { return false }
    let second = rest.dropFirst().first ?? "\n"
    switch first {
    case "#", ">", "|", "=", " ", "\t": return true
    case "-", "+": return second == " " || second == first || Self.isLineEnd(second)
    case "0"..."9":
      let after = rest.drop { ("0"..."9").contains($0) }
      return after.first == "." || after.first == ")"
    default: return false
    }
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}"
  }

  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
