/// Turns offsets in UTF-8 bytes into offsets in UTF-16 code units, as `.lu` files and Teams
/// entities count.
///
/// Made once per text; every 64 bytes a mark is kept, so a look-up reads at most 64 bytes, and none
/// in ASCII.
package struct UTF16Offsets: Sendable {
  private let bytes: [UInt8]
  /// UTF-16 units before every 64th byte; empty when the text is all ASCII.
  private let marks: [Int]

  /// Counts through a text.
  package init(_ text: String) {
    bytes = [UInt8](text.utf8)
    var (marks, units, isASCII): ([Int], Int, Bool) = ([], 0, true)
    for (index, byte) in bytes.enumerated() {
      if index & 63 == 0 { marks.append(units) }
      units += Self.units(startingAt: byte)
      isASCII = isASCII && byte < 0x80
    }
    self.marks = isASCII ? [] : marks
  }

  /// The offset in UTF-16 units of a scalar that begins at `utf8` bytes, from 0 to the length of
  /// the text.
  package func offset(utf8: Int) -> Int {
    let offset = min(max(utf8, 0), bytes.count)
    guard !marks.isEmpty else { return offset }
    let mark = min(offset >> 6, marks.count - 1)
    return bytes[(mark << 6)..<offset].reduce(marks[mark]) { $0 + Self.units(startingAt: $1) }
  }

  /// The range in UTF-16 units of a range in UTF-8 bytes, such as a token's.
  package func range(utf8 range: Range<Int>) -> Range<Int> {
    offset(utf8: range.lowerBound)..<offset(utf8: range.upperBound)
  }

  /// Units that a scalar takes, counted at its first byte: two from four bytes on.
  private static func units(startingAt byte: UInt8) -> Int {
    byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
  }
}
