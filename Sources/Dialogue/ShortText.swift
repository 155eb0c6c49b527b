/// A long question in short.
enum ShortText {
  /// In Unicode scalars, which are characters wherever somebody writes words.
  private static let longest = 200

  /// The last paragraph that asks something, else the first; cut at a word where that is long too.
  static func of(_ text: String) -> String {
    let bytes = text.utf8.span
    guard end(of: 0..<bytes.count, in: bytes) != nil else { return text }
    let paragraph = paragraph(of: bytes)
    guard let end = end(of: paragraph, in: bytes) else { return part(paragraph, of: text) }
    var cut = end
    while cut > paragraph.lowerBound, bytes[cut - 1] != UInt8(ascii: " ") { cut -= 1 }
    // Before the space; where there is none, in the middle of the word.
    let kept = cut > paragraph.lowerBound ? cut - 1 : end
    return "\(part(paragraph.lowerBound..<kept, of: text)) …"
  }

  private static func part(_ range: Range<Int>, of text: String) -> String {
    let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
    let end = text.utf8.index(start, offsetBy: range.count)
    return String(text[start..<end])
  }

  /// Where the most that is said ends; nil where all of it can be.
  private static func end(of range: Range<Int>, in bytes: Span<UInt8>) -> Int? {
    var count = 0
    for place in range where bytes[place] & 0xC0 != 0x80 {
      guard count < longest else { return place }
      count += 1
    }
    return nil
  }

  private static func paragraph(of bytes: Span<UInt8>) -> Range<Int> {
    var (first, asking): (Range<Int>?, Range<Int>?) = (nil, nil)
    var (start, isBlank, isAsking) = (0, true, false)
    for place in 0...bytes.count {
      let byte = place < bytes.count ? bytes[place] : UInt8(ascii: "\n")
      if byte == UInt8(ascii: "\n") {
        if !isBlank { first = first ?? start..<place }
        if isAsking { asking = start..<place }
        (start, isBlank, isAsking) = (place + 1, true, false)
      } else {
        if byte > UInt8(ascii: " ") { isBlank = false }
        if byte == UInt8(ascii: "?") { isAsking = true }
      }
    }
    return asking ?? first ?? 0..<bytes.count
  }
}
