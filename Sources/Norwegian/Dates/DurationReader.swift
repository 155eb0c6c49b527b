/// Reads the durations that begin at a given piece: «14 dager», «en halv time», «two and a half hours».
struct DurationReader {
  let numbers: NumberReader
  private var pieces: [Numbers.Piece] { numbers.pieces }

  init(numbers: NumberReader) { self.numbers = numbers }

  /// More than this is no plan anybody has, and days that far off have no date.
  private static let longest = 10_000.0

  func read(at index: Int) -> (duration: SpokenDuration, end: Int)? {
    guard var (duration, end) = readOne(at: index) else { return nil }
    // «To timer og et kvarter», «1 time 30 minutter».
    let next = numbers.isWord("og", at: end) || numbers.isWord("and", at: end) ? end + 1 : end
    if let (rest, after) = readOne(at: next), rest.seconds > 0, duration.seconds > rest.seconds {
      duration.add(rest)
      end = after
    }
    return (duration, end)
  }

  private func readOne(at index: Int) -> (duration: SpokenDuration, end: Int)? {
    guard let (amount, end, isWritten) = amount(at: index), end < pieces.count, amount > 0,
      amount <= Self.longest
    else { return nil }
    let word = pieces[end].folded
    if word == "kvarter" { return (SpokenDuration(15 * amount, .minute), end + 1) }
    if word == "halvtime" { return (SpokenDuration(30 * amount, .minute), end + 1) }
    guard let unit = unit(word, afterDigits: !isWritten) else { return nil }
    let duration = SpokenDuration(amount, unit)
    return duration.isZero ? nil : (duration, end + 1)
  }

  private func amount(at index: Int) -> (Double, end: Int, isWritten: Bool)? {
    guard index < pieces.count else { return nil }
    let word = pieces[index].folded
    if ["et", "eit", "a"].contains(word), numbers.isWord("par", at: index + 1) {
      return (2, index + 2, true)
    }
    if word == "a", numbers.isWord("couple", at: index + 1), numbers.isWord("of", at: index + 2) {
      return (2, index + 3, true)
    }
    if word == "half", numbers.isWord("an", at: index + 1) { return (0.5, index + 2, true) }
    guard let number = numbers.read(at: index), !number.isOrdinal else { return nil }
    return (number.value, number.end, pieces[index].kind == .word)
  }

  /// «Min», «t» and «h» are units after digits only: «min» is mostly «my», and «time» is English for time.
  private func unit(_ word: String, afterDigits: Bool) -> DateWords.Unit? {
    if !afterDigits, ["min", "t", "h", "sek"].contains(word) { return nil }
    if numbers.english, word == "time" { return nil }
    return DateWords.units[word]
  }
}
