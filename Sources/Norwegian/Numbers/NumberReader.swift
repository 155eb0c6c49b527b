/// Reads the number that begins at a given piece of a text.
struct NumberReader {
  struct Reading {
    var value: Double
    var isOrdinal = false
    /// Whether it is only «en», «et» or «a», which is a number before a unit and an article elsewhere.
    var isArticle = false
    /// The first piece; one before the asked one where a minus sign stands there.
    var start: Int
    /// The piece after the last.
    var end: Int
  }

  let pieces: [Numbers.Piece]
  let english: Bool

  init(pieces: [Numbers.Piece]) {
    self.pieces = pieces
    english = Self.isMostlyEnglish(pieces)
  }

  func read(at index: Int) -> Reading? {
    switch pieces[index].kind {
    case .digits: readDigits(at: index)
    case .word: readWords(at: index)
    case .mark: nil
    }
  }

  /// Whether piece `index` exists and is the folded word.
  func isWord(_ word: String, at index: Int) -> Bool {
    pieces.indices.contains(index) && pieces[index].folded == word
  }

  func isMark(_ mark: String, at index: Int) -> Bool {
    pieces.indices.contains(index) && pieces[index].kind == .mark && pieces[index].text == mark
  }

  /// Whether piece `index` touches the one before it.
  func touches(_ index: Int) -> Bool {
    index > 0 && pieces.indices.contains(index) && pieces[index].blanksBefore == 0
  }

  /// Enough to keep «to» and «fire» of an English sentence from being 2 and 4.
  private static func isMostlyEnglish(_ pieces: [Numbers.Piece]) -> Bool {
    var balance = 0
    for piece in pieces where piece.kind == .word {
      balance += balances[piece.text] ?? 0
    }
    return balance > 0
  }

  /// 1 for an English word, -1 for a Norwegian one, 0 for one of both.
  private static let balances: WordTable<Int> = {
    let words = englishWords.map { ($0, 1) } + norwegianWords.map { ($0, -1) }
    return WordTable(Dictionary(words, uniquingKeysWith: +))
  }()

  private static let englishWords: Set<String> = [
    "the", "i", "my", "is", "a", "an", "and", "you", "your", "we", "our", "want", "need", "how",
    "what", "when", "can", "could", "please", "from", "of", "with", "on", "at", "this", "that",
    "it", "not", "have", "has", "was", "are", "do", "does", "would", "like", "new", "next",
    "access", "there", "ago", "order", "am", "be", "he", "she", "they", "will", "if", "or", "but",
    "why", "who", "where",
    "up", "out", "some", "someone", "something", "unable", "go", "get", "in", "by", "today",
    "tomorrow",
  ]

  private static let norwegianWords: Set<String> = [
    "jeg", "eg", "æ", "e", "du", "vi", "er", "å", "og", "på", "ikke", "ikkje", "det", "den",
    "en", "ein", "et", "eit", "som", "med", "til", "fra", "frå", "av", "har", "kan", "må", "vil",
    "skal", "hva", "kva", "når", "hvordan", "korleis", "min", "mitt", "mi", "meg", "i", "om",
    "trenger", "treng", "ny", "nye", "klokka", "kl", "etter", "siden", "sidan", "uker", "veker",
    "dager", "dagar", "timer", "timar", "mot",
  ]
}

// Words.
extension NumberReader {
  private func readWords(at index: Int) -> Reading? {
    var sum = NumberSum()
    var end = index
    var accepted = sum
    var cursor = index
    // A number word is seldom more than ten words; the limit keeps the reader linear on «hundre hundre …».
    while cursor < pieces.count, cursor < index + 24, pieces[cursor].kind == .word,
      let atoms = atoms(at: cursor), atoms.allSatisfy({ sum.add($0) })
    {
      cursor += 1
      if isMark("-", at: cursor), touches(cursor), touches(cursor + 1),
        pieces[cursor + 1].kind == .word, atoms.count == 1, case .ten = atoms[0]
      {
        cursor += 1
      }
      if sum.isComplete {
        accepted = sum
        end = cursor
      }
      if sum.isOrdinal { break }
    }
    guard end > index, let value = accepted.value else { return nil }
    if accepted.isOrdinal, isOtherwise(value, at: index) { return nil }
    // «Tusen takk» counts nothing.
    if value == 1000, isWord("takk", at: end) || isWord("hjertelig", at: end) { return nil }
    return Reading(
      value: value,
      isOrdinal: accepted.isOrdinal,
      isArticle: accepted.isArticle,
      start: index,
      end: end
    )
  }

  private func atoms(at index: Int) -> [NumberAtom]? {
    let word = pieces[index].folded
    // None of them is folded: most words need not be looked up.
    if pieces[index].text != word, NumberAtom.alwaysNumbers.contains(pieces[index].text) {
      return [.unit(1)]
    }
    // «Eleven» is a pupil in Norwegian.
    if word == "eleven", !english, pieces.count > 1 { return nil }
    if word == "second", isWord("the", at: index - 1) { return [.ordinal(2)] }
    if let atom = NumberAtom.word(pieces[index], english: english) { return [atom] }
    return english ? nil : NumberAtom.compound(word)
  }

  /// «Andre» and «annet» are mostly «others», seldom «second».
  private func isOtherwise(_ value: Double, at index: Int) -> Bool {
    guard value == 2, ["andre", "annen", "annet"].contains(pieces[index].folded) else {
      return false
    }
    guard pieces[index].folded == "andre", index > 0 else { return true }
    return !["den", "det"].contains(pieces[index - 1].folded)
  }
}

// Digits.
extension NumberReader {
  private func readDigits(at index: Int) -> Reading? {
    // «RITM0012» and «h264» are names.
    if touches(index), pieces[index - 1].kind == .word { return nil }
    guard var number = digitRun(at: index) else { return nil }
    if let ordinal = ordinal(at: index) { return ordinal }
    if touches(number.end), pieces[number.end].kind == .word,
      !Self.unitsThatTouch.contains(pieces[number.end].folded)
    {
      return nil
    }
    if isMark("-", at: index - 1), touches(index), index == 1 || !touches(index - 1) {
      number.value = -number.value
      number.start = index - 1
    }
    return multiplied(number)
  }

  /// An ordinal in digits: «21st», or «3» with a full stop before «etasje».
  private func ordinal(at index: Int) -> Reading? {
    guard let value = pieces[index].integer, value < 1000 else { return nil }
    let next = index + 1
    if touches(next), pieces[next].kind == .word,
      ["st", "nd", "rd", "th"].contains(pieces[next].text)
    {
      return Reading(value: Double(value), isOrdinal: true, start: index, end: next + 1)
    }
    guard isMark(".", at: next), touches(next), index + 2 < pieces.count,
      pieces[index + 2].kind == .word, pieces[index + 2].blanksBefore > 0,
      !pieces[index + 2].startsUpperCase
    else { return nil }
    return Reading(value: Double(value), isOrdinal: true, start: index, end: next + 1)
  }

  /// «2 millioner», «3 tusen», «2 og en halv», «2 1/2».
  private func multiplied(_ number: Reading) -> Reading {
    var result = number
    if result.end < pieces.count, pieces[result.end].kind == .word,
      let atom = NumberAtom.word(pieces[result.end], english: english)
    {
      let factor: Double? =
        switch atom {
        case .hundred: 100
        case .thousand: 1000
        case .million: 1_000_000
        default: nil
        }
      if let factor {
        result.value *= factor
        result.end += 1
        return result
      }
    }
    if isWord("og", at: result.end) || isWord("and", at: result.end),
      result.end + 2 < pieces.count,
      NumberAtom.word(pieces[result.end + 1], english: false) == .article,
      NumberAtom.word(pieces[result.end + 2], english: false) == .half
    {
      result.value += 0.5
      result.end += 3
    }
    return result
  }

  /// The number of a run of digits with its grouping and decimals; nil for versions and addresses.
  private func digitRun(at index: Int) -> Reading? {
    var parts = [pieces[index].text]
    var marks: [String] = []
    var end = index + 1
    while isMark(".", at: end) || isMark(",", at: end), touches(end), touches(end + 1),
      pieces[end + 1].kind == .digits
    {
      marks.append(pieces[end].text)
      parts.append(pieces[end + 1].text)
      end += 2
      // No number has this many groups, and what has is refused below.
      if parts.count > 8 { return nil }
    }
    if marks.isEmpty, let grouped = blankGroups(at: index) { return grouped }
    guard let value = Self.value(parts: parts, marks: marks) else { return nil }
    return Reading(value: value, start: index, end: end)
  }

  /// «1 000 000,50»: groups of exactly three with one blank between.
  private func blankGroups(at index: Int) -> Reading? {
    guard (1...3).contains(pieces[index].text.utf8.count), pieces[index].text.first != "0"
    else { return nil }
    var digits = pieces[index].text
    var end = index + 1
    while end < pieces.count, end < index + 5, pieces[end].kind == .digits,
      pieces[end].blanksBefore == 1, pieces[end].text.utf8.count == 3
    {
      digits += pieces[end].text
      end += 1
    }
    // «900 123 45» and «22 33 44» are telephone numbers.
    guard end > index + 1, end == pieces.count || pieces[end].kind != .digits else { return nil }
    if isMark(",", at: end), touches(end), touches(end + 1), pieces[end + 1].kind == .digits {
      digits += "." + pieces[end + 1].text
      end += 2
    }
    return Double(digits).map { Reading(value: $0, start: index, end: end) }
  }

  private static func value(parts: [String], marks: [String]) -> Double? {
    guard parts.allSatisfy({ $0.utf8.count <= 15 }) else { return nil }
    let grouped = parts.dropFirst().allSatisfy { $0.utf8.count == 3 }
    let groupable = grouped && parts[0].utf8.count <= 3 && parts[0].first != "0"
    if marks.count <= 1 {
      if marks.first == ".", groupable { return Double(parts.joined()) }
      return Double(parts.joined(separator: "."))
    }
    if Set(marks).count == 1 { return groupable ? Double(parts.joined()) : nil }
    // One mark groups and the last, another one, begins the decimals.
    guard let last = marks.last, marks.dropLast().allSatisfy({ $0 != last }),
      parts[1..<parts.count - 1].allSatisfy({ $0.utf8.count == 3 }), let decimals = parts.last
    else { return nil }
    return Double(parts.dropLast().joined() + "." + decimals)
  }

  /// The index after a dotted run at `index` that is no number («10.0.0.12»), or the next piece.
  func endOfDottedRun(at index: Int) -> Int {
    var end = index + 1
    guard pieces[index].kind == .digits else { return end }
    while end < pieces.count, touches(end), pieces[end].kind == .digits || isMark(".", at: end) {
      end += 1
    }
    return end
  }

  private static let unitsThatTouch: Set<String> = [
    "kr", "kroner", "nok", "eur", "usd", "kg", "g", "mg", "t", "km", "m", "cm", "mm", "l", "dl",
    "cl", "ml", "b", "kb", "mb", "gb", "tb", "k", "mill", "h", "min", "s", "sek", "ms", "x", "stk",
    "c", "f", "w", "kw", "kwh", "v", "a", "hz", "mhz", "ghz", "mbit", "gbit", "am", "pm", "ar",
    "dager", "dagar", "uker", "veker", "timer", "timar", "minutter", "ganger", "pst", "in", "ft",
  ]
}
