/// Brings letters to one form: lower case, and a letter with its accent as one scalar (NFC).
///
/// Composition covers Latin letters with the accents of the languages around us. Any other mark of
/// the block U+0300–U+036F is dropped, so that stacked marks cannot hide a word, and the work stays
/// linear whatever the number of marks; marks of other scripts stay as they are.
package enum Normaliser {
  /// The word in the form of ``Token/text``, for words that come from elsewhere than a tokenised
  /// message.
  ///
  /// The text is taken as one word: nothing is split off or dropped but accents, as said above.
  package static func normalised(_ word: String) -> String {
    var (bytes, last): ([UInt8], UInt32) = ([], 0)
    bytes.reserveCapacity(word.utf8.count)
    for scalar in word.unicodeScalars {
      if marks.contains(scalar.value) {
        guard let composed = composed(last, with: scalar.value) else { continue }
        bytes.removeLast()  // only ASCII letters compose
        last = composed
      } else {
        last = lowercased(scalar.value)
      }
      bytes.append(scalar: last)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The combining marks that compose or vanish.
  static let marks: ClosedRange<UInt32> = 0x300...0x36F

  /// The lower-case scalar; the scalar itself where lower case takes more than one.
  static func lowercased(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x41...0x5A: scalar + 0x20
    case ..<0xC0: scalar
    case 0xC0...0xDE: scalar == 0xD7 ? scalar : scalar + 0x20
    case 0xDF...0xFF: scalar
    default: lowercasedBySlowPath(scalar)
    }
  }

  private static func lowercasedBySlowPath(_ scalar: UInt32) -> UInt32 {
    guard let lower = Unicode.Scalar(scalar)?.properties.lowercaseMapping.unicodeScalars,
      let first = lower.first, lower.count == 1 || first == "i"
    else { return scalar }
    return first.value
  }

  /// The scalar that a lower-case letter and a combining mark make together, or nil where there is
  /// none.
  static func composed(_ letter: UInt32, with mark: UInt32) -> UInt32? {
    compositions[UInt64(mark) << 32 | UInt64(letter)]
  }

  private static let compositions: [UInt64: UInt32] = {
    let rows: [(mark: UInt32, letters: String, composed: String)] = [
      (0x300, "aeiou", "àèìòù"), (0x301, "aeiouycnsz", "áéíóúýćńśź"), (0x302, "aeiou", "âêîôû"),
      (0x303, "ano", "ãñõ"), (0x304, "aeiou", "āēīōū"), (0x308, "aeiouy", "äëïöüÿ"),
      (0x30A, "au", "åů"), (0x30B, "ou", "őű"), (0x30C, "cdenrstz", "čďěňřšťž"),
      (0x327, "cs", "çş"), (0x328, "ae", "ąę"),
    ]
    var table: [UInt64: UInt32] = [:]
    for row in rows {
      for (letter, composed) in zip(row.letters.unicodeScalars, row.composed.unicodeScalars) {
        table[UInt64(row.mark) << 32 | UInt64(letter.value)] = composed.value
      }
    }
    return table
  }()
}
