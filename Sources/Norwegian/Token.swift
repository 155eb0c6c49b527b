/// A word, number, address or emoji of a text, with where it stands in the original.
///
/// Marks (`?`, `,`, quotes, brackets) are no tokens: who needs them looks at the bytes between two
/// ranges.
package struct Token: Sendable, Hashable {
  /// What sort of thing a token is.
  package enum Kind: UInt8, Sendable, Hashable {
    /// Letters, or letters and digits: `skjerm`, `pcen`, `m365`.
    case word
    /// Digits, with `.`, `,` or `:` between them kept: `11`, `1,5`, `10:30`, `192.168.1.1`.
    case number
    /// An e-mail address, a web address or a bare domain.
    case address
    /// One emoji, whatever the number of scalars it is made of.
    case emoji
  }

  /// The token in comparable form: lower case, NFC, apostrophes and joining hyphens dropped.
  ///
  /// Letters said three times or more are cut (`hjeeelp` is `hjelp`). At most
  /// `Tokeniser.longestText` bytes.
  package var text: String
  /// Where the token stands in the original, in UTF-8 bytes.
  package var range: Range<Int>
  /// What sort of thing it is.
  package var kind: Kind

  /// Makes a token; a word unless told otherwise.
  package init(text: String, range: Range<Int>, kind: Kind = .word) {
    self.text = text
    self.range = range
    self.kind = kind
  }

  /// The key in which `få`, `faa` and `fa` meet: see ``Folding``.
  package var folded: String { kind == .word ? Folding.key(of: text) : text }
}
