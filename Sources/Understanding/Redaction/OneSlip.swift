/// Whether a word is another one, written with one slip after its first letter.
///
/// One letter wrong, missing, too many, or two neighbours exchanged (Damerau 1964).
enum OneSlip {
  static func `is`(_ typed: String, for word: String) -> Bool {
    // Most words begin with another letter, or are much longer: asked first, since that takes no memory.
    guard typed.unicodeScalars.first == word.unicodeScalars.first,
      abs(typed.unicodeScalars.count - word.unicodeScalars.count) <= 1
    else { return false }
    let (one, other) = (Array(typed.unicodeScalars), Array(word.unicodeScalars))
    let start = zip(one, other).prefix { $0 == $1 }.count
    let (left, right) = (one.count - start, other.count - start)
    if left == 0 || right == 0 { return left + right <= 1 }
    if left == right {
      return one[(start + 1)...] == other[(start + 1)...]
        || left >= 2 && one[start] == other[start + 1] && one[start + 1] == other[start]
          && one[(start + 2)...] == other[(start + 2)...]
    }
    return left > right
      ? one[(start + 1)...] == other[start...] : one[start...] == other[(start + 1)...]
  }
}
