/// Which of several names somebody may have meant.
package enum Resemblance {
  /// The name most like `word`: other letter cases or blanks, or at most two letters off; nil where none is.
  package static func nearest(to word: String, among names: some Collection<String>) -> String? {
    let letters = folded(word)
    // Who has more names than this has them from a program, which does not mistype.
    guard letters.count <= 80, names.count <= 500 else { return nil }
    let ranked = names.map { ($0, distance(letters, folded($0))) }
      .filter { $0.1 <= min(2, letters.count / 3) }
    return ranked.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  private static func folded(_ name: String) -> [UInt8] {
    Array(name.lowercased().utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "_") })
  }

  /// The Levenshtein distance, or 3 where it is surely more than two.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    guard abs(left.count - right.count) <= 2 else { return 3 }
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let replaced = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
