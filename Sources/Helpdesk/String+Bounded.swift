internal import Foundation

extension String {
  /// A municipality's name as registers keep it: composed (NFC) and in lower case, as the directory has it.
  package var municipalityKey: String { precomposedStringWithCanonicalMapping.lowercased() }

  /// At most `limit` Unicode scalars of the text; a longer one ends in «…».
  ///
  /// Scalars and not characters, for one character may be megabytes of combining marks.
  func bounded(to limit: Int) -> String {
    let head = unicodeScalars.prefix(limit)
    return head.endIndex == unicodeScalars.endIndex
      ? self : String(Substring(head.dropLast())) + "…"
  }

  /// The text on one line, bounded: control characters and line ends become blanks, those around it go.
  func line(boundedTo limit: Int) -> String {
    let breaks = CharacterSet.controlCharacters.union(.newlines)
    let scalars = bounded(to: limit).unicodeScalars.map { breaks.contains($0) ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)).trimmingCharacters(in: .whitespaces)
  }
}
