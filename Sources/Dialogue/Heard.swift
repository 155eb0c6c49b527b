internal import Norwegian

/// A message as it came in, made fit to be read: bounded, and without what nobody types.
package struct Heard: Sendable {
  /// The text, at most the given number of bytes, control codes replaced by blanks.
  package let text: String
  /// Whether the message was longer.
  package let isCut: Bool

  /// The most that is read of one message, in UTF-8 bytes.
  package static let longest = 4_000

  /// Takes a message of any length, with anything in it.
  package init(_ message: String) {
    let longest = Self.longest
    var bytes = Array(message.utf8.prefix(longest))
    isCut = message.utf8.count > longest
    // Half a character at the cut would be read as a lost letter.
    while isCut, let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
    if isCut, let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
    for (index, byte) in bytes.enumerated() {
      if byte < 0x20 && byte != 0x0A || byte == 0x7F { bytes[index] = 0x20 }
      // U+0080 to U+009F, which some terminals obey like escape sequences.
      if byte == 0xC2, index + 1 < bytes.count, (0x80...0x9F).contains(bytes[index + 1]) {
        (bytes[index], bytes[index + 1]) = (0x20, 0x20)
      }
    }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// Whether there is anything to read: a word, a number, an emoji or a question mark.
  var hasText: Bool {
    // What stands for lost bytes is no word.
    if text.utf8.contains(UInt8(ascii: "?")) { return true }
    let hasLost = text.unicodeScalars.contains("\u{FFFD}")
    return !Tokeniser.tokens(in: hasLost ? text.replacing("\u{FFFD}", with: " ") : text).isEmpty
  }
}
