/// Cuts a message into tokens, in one pass over its bytes.
///
/// - A word is a run of letters and digits. Apostrophes within it are dropped (`PC'en` and `pcen`
///   are one word).
/// - A hyphen joins when the word without it is the usual one: after one letter (`e-post`) or a few
///   first parts (`to-faktor`, `wi-fi`), and before an ending (`PC-en`, `log-in`). Elsewhere it
///   separates (`Teams-møte`), and compounds are the business of ``Compounds``. A colon joins
///   before an ending only (`pc:en`).
/// - A dot joins single letters (`f.eks`); `.`, `,` and `:` stay between digits. A slash separates.
/// - E-mail addresses, web addresses and bare domains are one token, and so is an emoji.
/// - Marks, blanks and control codes separate and leave no token; zero-width characters leave no
///   trace at all.
///
/// Any bytes may come: what is not UTF-8 counts as a lost letter within a word, and separates
/// elsewhere.
package enum Tokeniser {
  /// The most bytes a token's text may have; a longer word is cut there, while its range covers all
  /// of it.
  package static let longestText = 256

  /// The tokens of a message, in order; their ranges do not overlap.
  package static func tokens(in text: String) -> [Token] { tokens(in: [UInt8](text.utf8)) }

  /// The tokens of any bytes, in order; their ranges lie on scalar boundaries where the bytes are
  /// UTF-8.
  package static func tokens(in bytes: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    tokens.reserveCapacity(bytes.count / 5 + 1)
    var scanner = WordScanner(bytes: bytes)
    var start = 0
    for address in AddressScanner.addresses(in: bytes) {
      scanner.scan(start..<address.lowerBound, into: &tokens)
      tokens.append(token(of: address, in: bytes))
      start = address.upperBound
    }
    scanner.scan(start..<bytes.count, into: &tokens)
    return tokens
  }

  private static func token(of address: Range<Int>, in bytes: [UInt8]) -> Token {
    var text: [UInt8] = []
    var index = address.lowerBound
    while index < address.upperBound {
      let scalar = UTF8Scalar(bytes, at: index)
      guard text.count + scalar.length + 2 <= longestText else { break }
      text.append(scalar: Normaliser.lowercased(scalar.value))
      index += scalar.length
    }
    return Token(text: String(decoding: text, as: UTF8.self), range: address, kind: .address)
  }
}
