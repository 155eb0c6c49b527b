internal import Norwegian

/// An utterance as the finders of entities need it: bytes, tokens, and the way back to UTF-16.
struct EntityText {
  let original: String
  let bytes: [UInt8]
  let tokens: [Token]
  /// The tokens as keys of ``Folding``.
  let words: [String]
  private let offsets: UTF16Offsets

  /// The part of a message that entities are looked for in, in UTF-8 bytes.
  static let readableBytes = Numbers.readableBytes

  /// Reads the first ``readableBytes`` of a message.
  ///
  /// - Parameter tokens: those of the message, where they are known.
  init(_ message: String, tokens: [Token]? = nil) {
    let isLong = message.utf8.count > Self.readableBytes
    original =
      isLong ? String(decoding: message.utf8.prefix(Self.readableBytes), as: UTF8.self) : message
    bytes = [UInt8](original.utf8)
    let known = isLong ? nil : tokens
    self.tokens = known ?? Tokeniser.tokens(in: bytes)
    words = self.tokens.map(\.folded)
    offsets = UTF16Offsets(original)
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func utf16(_ range: Range<Int>) -> Range<Int> { offsets.range(utf8: range) }

  /// Whether nothing that ends a sentence or a line stands between a token and the next.
  func isJoined(_ token: Int) -> Bool {
    guard token + 1 < tokens.count else { return false }
    let gap = tokens[token].range.upperBound..<tokens[token + 1].range.lowerBound
    return gap.count <= 4 && !bytes[gap].contains { ".!?;:\n\r".utf8.contains($0) }
  }

  /// The index of the first token that begins at or after a byte.
  func token(from byte: Int) -> Int {
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].range.lowerBound < byte { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
