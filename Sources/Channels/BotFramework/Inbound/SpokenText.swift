/// A text out of which mentions are taken.
struct SpokenText {
  private var bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Puts a blank in the place of a mention: of its words, or, where the text has them otherwise, of any `<at>` element with
  /// the same name.
  mutating func remove(_ mention: Mention) {
    if let text = mention.text, replace(Array(text.utf8)) { return }
    let names = [mention.text.flatMap(Self.innerName), mention.text, mention.name]
    let keys = Set(names.compactMap { $0.map { Self.key(Array($0.utf8)[...]) } })
    replaceElements { keys.contains(Self.key($0)) }
  }

  /// The text, blanks around it gone.
  ///
  /// - Parameter isMarked: whether it had mentions: beside them Teams writes blanks as `&nbsp;`.
  func trimmed(isMarked: Bool) -> String {
    var text = self
    if isMarked { _ = text.replace(Self.nonBreaking) }
    let whole = String(decoding: text.bytes, as: UTF8.self).unicodeScalars
    var rest = whole[...]
    while let first = rest.first, first.properties.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  /// Replaces every occurrence by a blank; false where there is none.
  private mutating func replace(_ words: [UInt8]) -> Bool {
    guard let first = words.first, words.count <= bytes.count else { return false }
    var result: [UInt8] = []
    var position = 0
    var isFound = false
    while position < bytes.count {
      if bytes[position] == first, bytes[position...].starts(with: words) {
        result.append(Self.blank)
        position += words.count
        isFound = true
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    bytes = result
    return isFound
  }

  /// Replaces the `<at …>…</at>` whose inside is accepted.
  private mutating func replaceElements(where accepts: (ArraySlice<UInt8>) -> Bool) {
    var result: [UInt8] = []
    var rest = bytes[...]
    // After the last closing tag there is no element, so that each byte is looked at a few times only.
    while let element = Self.element(in: rest) {
      let isOurs = accepts(element.inside)
      result += rest[..<(isOurs ? element.whole.startIndex : element.whole.endIndex)]
      if isOurs { result.append(Self.blank) }
      rest = rest[element.whole.endIndex...]
    }
    bytes = result + rest
  }

  /// The first closing tag and the last opening one before it.
  private static func element(
    in text: ArraySlice<UInt8>
  ) -> (whole: ArraySlice<UInt8>, inside: ArraySlice<UInt8>)? {
    var opening: (start: Int, end: Int)?
    var position = text.startIndex
    while position < text.endIndex {
      guard text[position] == UInt8(ascii: "<") else {
        position += 1
        continue
      }
      let tag = text[position...]
      if hasPrefix("</at>", tag), let opening {
        return (text[opening.start..<(position + 5)], text[opening.end..<position])
      }
      if hasPrefix("<at>", tag) || hasPrefix("<at ", tag),
        let end = tag.prefix(Self.longestTag).firstIndex(of: UInt8(ascii: ">"))
      {
        opening = (position, end + 1)
        position = end
      }
      position += 1
    }
    return nil
  }

  private static func hasPrefix(_ word: StaticString, _ text: ArraySlice<UInt8>) -> Bool {
    let word = word.description.utf8
    return text.count >= word.count
      && zip(text, word).allSatisfy { byte, expected in
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
          ? byte + 32 == expected : byte == expected
      }
  }

  /// What stands inside the words of a mention.
  private static func innerName(_ text: String) -> String? {
    element(in: Array(text.utf8)[...]).map { String(decoding: $0.inside, as: UTF8.self) }
  }

  /// A name as it is compared: without case, all blanks alike.
  private static func key(_ name: ArraySlice<UInt8>) -> String {
    var text = SpokenText(bytes: Array(name.prefix(longestTag)))
    _ = text.replace(nonBreaking)
    let words = String(decoding: text.bytes, as: UTF8.self).lowercased()
      .split(whereSeparator: \.isWhitespace)
    return words.joined(separator: " ")
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private static let blank = UInt8(ascii: " ")
  private static let nonBreaking = Array("&nbsp;".utf8)
  private static let longestTag = 1_024
}
