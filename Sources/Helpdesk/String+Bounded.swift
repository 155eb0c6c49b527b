internal import Foundation

extension String {
  /// A municipality's name as registers keep it: composed (NFC) and in lower case, as the directory has it.
  package var municipalityKey: String {
    utf8.allSatisfy { $0 < 0x80 }
      ? lowercased() : precomposedStringWithCanonicalMapping.lowercased()
  }

  /// At most `limit` Unicode scalars of the text; a longer one ends in «…».
  ///
  /// Scalars and not characters, for one character may be megabytes of combining marks.
  func bounded(to limit: Int) -> String {
    // No more scalars than bytes.
    if utf8.count <= limit { return self }
    let head = unicodeScalars.prefix(limit)
    return head.endIndex == unicodeScalars.endIndex
      ? self : String(Substring(head.dropLast())) + "…"
  }

  /// The text on one line, bounded: control characters and line ends become blanks, those around it go.
  func line(boundedTo limit: Int) -> String {
    let text = bounded(to: limit)
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    if isPlain, text.utf8.first != 0x20, text.utf8.last != 0x20 { return text }
    let scalars = text.unicodeScalars.map { $0.isBreak ? " " : $0 }
    let isWord = { (scalar: Unicode.Scalar) in !scalar.isBlank }
    guard let first = scalars.firstIndex(where: isWord), let last = scalars.lastIndex(where: isWord)
    else { return "" }
    return String(String.UnicodeScalarView(scalars[first...last]))
  }
}

extension Unicode.Scalar {
  /// Whether it controls rather than shows, or ends a line.
  fileprivate var isBreak: Bool {
    if isASCII { return value < 0x20 || value == 0x7F }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }

  /// Whether it is a space of some width.
  fileprivate var isBlank: Bool {
    isASCII ? self == " " : properties.generalCategory == .spaceSeparator
  }
}
