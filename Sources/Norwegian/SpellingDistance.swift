/// How far apart two words are, with the slips of Norwegian writers at a lower price.
///
/// Damerau–Levenshtein as optimal string alignment (letters wrong, missing, too many, swapped),
/// where a common slip costs a part of a whole one: æ, ø and å without their accents or as two
/// letters; a letter single for double; silent h, g, d and t; `sj`, `skj` and `kj`; `nn` for `nd`;
/// a neighbour on the Norwegian keyboard.
enum SpellingDistance {
  /// The price of one ordinary slip; the prices of common ones are fractions of it.
  static let slip: Int32 = 8
  /// Two letters that change places.
  static let swapped: Int32 = 6
  /// A letter that is not heard.
  static let silent: Int32 = 4
  /// A letter once for twice.
  static let doubled: Int32 = 3
  /// An accent left out.
  static let accent: Int32 = 2

  /// The distance, or nil when it is over `limit`.
  static func between(_ typed: SpelledWord, _ known: SpelledWord, atMost limit: Int32) -> Int32? {
    let (columns, far) = (known.letters.count, limit + 1)
    guard abs(columns - typed.letters.count) <= reach else { return nil }
    // Three rows in one buffer: the one being filled, the one above, and the one above that.
    let width = columns + 1
    var cells = [Int32](repeating: far, count: 3 * width)
    var (above2, above, row) = (0, width, 2 * width)
    cells[above] = 0
    for column in 0..<min(columns, reach) {
      cells[above + column + 1] = cells[above + column] + known.gaps[column]
    }
    for line in typed.letters.indices {
      let (first, end) = (max(0, line - reach), min(columns, line + reach + 1))
      cells[row + first] = first == 0 ? cells[above] + typed.gaps[line] : far
      var least = cells[row + first]
      for column in first..<max(first, end) {
        var best = cells[above + column] + exchange(typed.letters, line, known.letters, column)
        best = min(best, cells[above + column + 1] + typed.gaps[line])
        best = min(best, cells[row + column] + known.gaps[column])
        switch pair(typed.letters, line, known.letters, column) {
        case .apart: break
        case .spelledOut: best = min(best, cells[above2 + column] + accent)
        case .swapped: best = min(best, cells[above2 + column - 1] + swapped)
        }
        cells[row + column + 1] = best
        least = min(least, best)
      }
      if end < columns { cells[row + end + 1] = far }
      // A pair starts from the row above, and that one is at most a slip cheaper than this.
      if least > limit + slip { return nil }
      (above2, above, row) = (above, row, above2)
    }
    let distance = cells[above + columns]
    return distance <= limit ? distance : nil
  }

  /// How far from the diagonal an alignment may stray: no allowed distance holds more missing
  /// letters.
  private static let reach = 4

  private enum Pair { case apart, spelledOut, swapped }

  /// What two letters typed are to one or two letters meant: swapped, or spelling out one (`aa` for
  /// å).
  private static func pair(
    _ typed: [UInt8],
    _ line: Int,
    _ known: [UInt8],
    _ column: Int
  ) -> Pair {
    guard line > 0 else { return .apart }
    let (before, letter, target) = (typed[line - 1], typed[line], known[column])
    switch (before, letter, target) {
    case (0, 4, SpelledWord.ae), (14, 4, SpelledWord.oslash), (0, 0, SpelledWord.aring):
      return .spelledOut
    default:
      let isSwapped = column > 0 && letter == known[column - 1] && before == target
      return isSwapped && before != letter ? .swapped : .apart
    }
  }

  /// The price of one letter for another.
  private static func exchange(_ one: [UInt8], _ i: Int, _ other: [UInt8], _ j: Int) -> Int32 {
    let (a, b) = (one[i], other[j])
    if a == b { return 0 }
    // `nn` for `nd` and the reverse: d is 3, n is 13.
    if a + b == 16 && (a == 3 || b == 3) && i > 0 && one[i - 1] == 13 { return silent }
    return Int32(exchanges[Int(a) * SpelledWord.alphabet + Int(b)])
  }

  private static let exchanges: [UInt8] = {
    let count = SpelledWord.alphabet
    var prices = [UInt8](repeating: UInt8(slip), count: count * count)
    func set(_ pairs: [String], _ price: Int32) {
      for pair in pairs {
        guard let letters = SpelledWord(pair)?.letters else { continue }
        let (a, b) = (Int(letters[0]), Int(letters[1]))
        (prices[a * count + b], prices[b * count + a]) = (UInt8(price), UInt8(price))
      }
    }
    let rows = ["qwertyuiopå", "asdfghjkløæ", "zxcvbnm"].map(Array.init)
    for row in rows { set(zip(row, row.dropFirst()).map { "\($0)\($1)" }, swapped) }
    for (upper, lower) in zip(rows, rows.dropFirst()) {
      set(zip(upper, lower).map { "\($0)\($1)" }, swapped)
      set(zip(upper.dropFirst(), lower).map { "\($0)\($1)" }, swapped)
    }
    set(["oå", "gj", "vf", "ck", "td", "pb", "iy", "eø", "øu", "sz"], silent)
    set(["aå", "aæ", "eæ", "oø"], accent)
    for letter in 0..<count {
      let lost = Int(SpelledWord.lost)
      (prices[letter * count + lost], prices[lost * count + letter]) = (
        UInt8(accent), UInt8(accent)
      )
    }
    return prices
  }()
}
