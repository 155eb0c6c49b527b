/// A word as the speller sees it: its letters as small numbers, and what it costs to leave each of
/// them out.
struct SpelledWord: Sendable {
  /// The letters: a to z are 0 to 25, then come æ, ø, å and a letter lost on the way.
  ///
  /// Other accents are gone.
  var letters: [UInt8]
  /// For each letter, the price of the other word lacking it, in ``SpellingDistance``'s units.
  var gaps: [Int32]

  /// Reads a word in the form of ``Token/text``; nil unless it is 2 to 40 Latin letters and nothing
  /// else.
  init?(_ word: String) {
    guard (2...80).contains(word.utf8.count) else { return nil }
    var letters: [UInt8] = []
    for scalar in word.unicodeScalars {
      guard let letter = Self.letter(scalar.value) else { return nil }
      letters.append(letter)
    }
    guard (2...40).contains(letters.count) else { return nil }
    self.letters = letters
    gaps = letters.indices.map { Self.gap(letters, $0) }
  }

  static let ae: UInt8 = 26
  static let oslash: UInt8 = 27
  static let aring: UInt8 = 28
  static let lost: UInt8 = 29
  static let alphabet = 30

  private static func letter(_ scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0x61...0x7A: UInt8(scalar - 0x61)
    case 0xE6, 0xE4: ae
    case 0xF8, 0xF6: oslash
    case 0xE5: aring
    case UTF8Scalar.replacement: lost
    case 0xDF: nil
    case 0xE0...0x17E:
      Folding.base(of: scalar) < 0x80 ? UInt8(Folding.base(of: scalar) - 0x61) : nil
    default: nil
    }
  }

  /// A letter doubled or silent (`vem`, `jøre`, `passor`, `sjerm`, `passorde`) is easily left out
  /// or put in.
  private static func gap(_ word: [UInt8], _ index: Int) -> Int32 {
    func at(_ index: Int) -> UInt8 {
      word.indices.contains(index) ? word[index] + 0x61 : 0
    }
    let triple = (at(index - 1), at(index), at(index + 1))
    if triple.1 == triple.0 || triple.1 == triple.2 { return SpellingDistance.doubled }
    switch triple {
    case (_, h, v), (_, h, j), (_, g, j), (_, t, j), (s, k, j), (_, s, k), (_, s, j),
      (l, d, _), (n, d, _), (r, d, _), (e, t, 0):
      return SpellingDistance.silent
    default:
      return SpellingDistance.slip
    }
  }

  private static let d = UInt8(ascii: "d")
  private static let e = UInt8(ascii: "e")
  private static let g = UInt8(ascii: "g")
  private static let h = UInt8(ascii: "h")
  private static let j = UInt8(ascii: "j")
  private static let k = UInt8(ascii: "k")
  private static let l = UInt8(ascii: "l")
  private static let n = UInt8(ascii: "n")
  private static let r = UInt8(ascii: "r")
  private static let s = UInt8(ascii: "s")
  private static let t = UInt8(ascii: "t")
  private static let v = UInt8(ascii: "v")
}
