/// A long text in parts, cut where a reader would: between paragraphs, else between lines, else between words.
enum TextParts {
  /// The parts, none of which is empty or takes more than `most` UTF-16 code units as a JSON string.
  ///
  /// Control characters, which no channel shows, are left out.
  static func split(_ text: String, most: Int) -> [String] {
    let clean = hasHidden(text.utf8.span) ? visible(text) : text
    if fits(clean, in: most) { return clean.isEmpty ? [] : [clean] }
    var parts: [String] = []
    var rest = Substring(clean)
    while !rest.isEmpty {
      let end = cut(rest.unicodeScalars, most: most)
      let part = rest[..<end].trimmingBreaks
      if !part.isEmpty { parts.append(String(part)) }
      rest = rest[end...].trimmingBreaks
    }
    return parts
  }

  /// Whether it is sure to fit: nothing in JSON takes more than two code units for one byte, but control characters,
  /// which are left out.
  static func fits(_ text: String, in most: Int) -> Bool { text.utf8.count * 2 <= most }

  /// Where to cut off what fits; scalars and not characters, of which one can be as long as it likes.
  private static func cut(
    _ scalars: Substring.UnicodeScalarView,
    most: Int
  ) -> Substring.Index {
    // The best place so far of each kind: a paragraph's end, a line's, a word's, any.
    var places: [Substring.Index?] = [nil, nil, nil, nil]
    var size = 0
    var previous: Unicode.Scalar?
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      size +=
        scalar == "\n" || scalar == "\"" || scalar == "\\" || scalar == "\t" ? 2 : scalar.width
      guard size <= most else { break }
      if scalar == "\n" { places[previous == "\n" ? 0 : 1] = index }
      if scalar == " " { places[2] = index }
      index = scalars.index(after: index)
      places[3] = index
      previous = scalar
    }
    if index == scalars.endIndex { return index }
    // A cut that leaves next to nothing in the part is no better than one within a word.
    let least = scalars.index(
      scalars.startIndex,
      offsetBy: most / 16,
      limitedBy: scalars.endIndex
    )
    return places.compactMap(\.self).first { $0 > (least ?? scalars.startIndex) } ?? index
  }

  private static func visible(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    scalars.append(
      contentsOf: text.unicodeScalars.filter { !$0.isASCII || !isHidden(UInt8($0.value)) }
    )
    return String(scalars)
  }

  private static func hasHidden(_ text: Span<UInt8>) -> Bool {
    for place in text.indices where isHidden(text[place]) { return true }
    return false
  }

  /// Whether a byte is a control character by itself; no part of a longer one is.
  private static func isHidden(_ byte: UInt8) -> Bool {
    (byte < 0x20 && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\t")) || byte == 0x7F
  }
}

extension Unicode.Scalar {
  /// How many UTF-16 code units it takes.
  fileprivate var width: Int { value > 0xFFFF ? 2 : 1 }
}

extension Substring {
  /// Without the blanks and line ends around it.
  fileprivate var trimmingBreaks: Substring {
    var rest = self
    while let last = rest.last, last == "\n" || last == " " { rest.removeLast() }
    while let first = rest.first, first == "\n" || first == " " { rest.removeFirst() }
    return rest
  }
}
