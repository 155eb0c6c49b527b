/// A word, number or mark of a text, with where it stands in the original.
package struct Token: Sendable, Hashable {
  /// The token in comparable form: lower case, NFC, apostrophes dropped.
  package var text: String
  /// Where the token stands in the original, in UTF-8 bytes.
  package var range: Range<Int>

  package init(text: String, range: Range<Int>) {
    self.text = text
    self.range = range
  }
}
