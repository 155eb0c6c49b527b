/// A word in the forms in which words are compared.
package struct StemmedWord: Sendable, Hashable {
  /// Without the accents of æ, ø and å.
  package let folded: String
  package let stem: String

  /// The words of a text, in order.
  package static func all(in text: String, _ stemmer: Stemmer) -> [StemmedWord] {
    Tokeniser.tokens(in: text).map { token in
      StemmedWord(folded: token.folded, stem: Folding.key(of: stemmer.stem(token.text)))
    }
  }

  /// Whether another word is this one with a slip of the fingers: one letter missing, too many, or swapped with its
  /// neighbour; of words with five letters or more, and never the first letter.
  func isSlip(_ other: StemmedWord) -> Bool {
    guard folded.utf8.count >= 5, abs(folded.utf8.count - other.folded.utf8.count) <= 1,
      folded.utf8.first == other.folded.utf8.first
    else { return false }
    let (known, typed) = (Array(folded.utf8), Array(other.folded.utf8))
    switch typed.count - known.count {
    case 0: return Self.isSwapped(known, typed)
    case 1: return Self.isOneMore(typed, than: known)
    case -1: return Self.isOneMore(known, than: typed)
    default: return false
    }
  }

  private static func isSwapped(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    let differing = one.indices.filter { one[$0] != other[$0] }
    guard differing.count == 2, differing[1] == differing[0] + 1 else { return false }
    return one[differing[0]] == other[differing[1]] && one[differing[1]] == other[differing[0]]
  }

  private static func isOneMore(_ longer: [UInt8], than shorter: [UInt8]) -> Bool {
    let same = zip(longer, shorter).prefix { $0 == $1 }.count
    return longer.dropFirst(same + 1).elementsEqual(shorter.dropFirst(same))
  }
}
