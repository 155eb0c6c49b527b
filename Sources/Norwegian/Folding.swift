/// The key in which the spellings of one word with and without æ, ø and å meet.
///
/// `få`, `faa` and `fa` are all `fa`; `løsning`, `loesning`, `losning` are `losning`; accents fall
/// away. Different words meet too (`bra` and `brå`, `noen` and `non`), so the key finds candidates
/// or backs up a word that is not known; it never stands in for the word itself.
///
/// The rules, after lower case: æ and å become a, and an `a` swallows the `a`s and `e`s after it; ø
/// becomes o, and an `o` swallows the `e`s after it; `oo` and `ee` stay, for the sake of English. A
/// letter lost on the way (U+FFFD) is dropped. The key of a key is the key.
package enum Folding {
  /// The key of a word in lower case and NFC.
  package static func key(of word: String) -> String {
    needsFolding(word.utf8.span) ? folded([UInt8](word.utf8)) : word
  }

  private static func needsFolding(_ bytes: Span<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for index in bytes.indices {
      let byte = bytes[index]
      if byte >= 0x80 || (byte == e && (previous == a || previous == o)) { return true }
      if byte == a && previous == a { return true }
      previous = byte
    }
    return false
  }

  private static let a = UInt8(ascii: "a")
  private static let e = UInt8(ascii: "e")
  private static let o = UInt8(ascii: "o")

  private static func folded(_ bytes: [UInt8]) -> String {
    var (result, index): ([UInt8], Int) = ([], 0)
    result.reserveCapacity(bytes.count)
    while index < bytes.count {
      let scalar = UTF8Scalar(bytes, at: index)
      index += scalar.length
      switch base(of: scalar.value) {
      case UInt32(a):
        if result.last != a { result.append(a) }
      case UInt32(e):
        if result.last != a && result.last != o { result.append(e) }
      case 0xDF:
        result += [UInt8(ascii: "s"), UInt8(ascii: "s")]
      case UTF8Scalar.replacement:
        continue
      case let base:
        result.append(scalar: base)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The letter without its accent, for the Latin letters that have one.
  static func base(of scalar: UInt32) -> UInt32 {
    guard scalar >= 0xE0, scalar <= 0x17E else { return scalar }
    return bases[scalar] ?? scalar
  }

  private static let bases: [UInt32: UInt32] = {
    let rows: [(base: Unicode.Scalar, letters: String)] = [
      ("a", "àáâãäåæāą"), ("c", "çćč"), ("d", "ðďđ"), ("e", "èéêëēěę"), ("i", "ìíîïī"),
      ("l", "ł"), ("n", "ñńňŋ"), ("o", "òóôõöøōő"), ("r", "ř"), ("s", "śşš"), ("t", "ťŧ"),
      ("u", "ùúûüūůű"), ("y", "ýÿ"), ("z", "źżž"),
    ]
    var table: [UInt32: UInt32] = [:]
    for row in rows {
      for letter in row.letters.unicodeScalars { table[letter.value] = row.base.value }
    }
    return table
  }()
}
