/// The smallest part of a number word: «tohundreogfem» is `unit(2) hundred and unit(5)`.
enum NumberAtom: Hashable {
  case unit(Int)
  case teen(Int)
  case ten(Int)
  case hundred, thousand, million
  case and
  /// «en», «et», «a»: one before «hundre», «halv» and units of time, otherwise an article.
  case article
  case half
  case oneAndAHalf
  /// The last part of an ordinal, with its value.
  case ordinal(Int)

  /// The atom that a whole folded word is, in a text that is mostly English or not.
  static func word(_ piece: Numbers.Piece, english: Bool) -> NumberAtom? {
    if let atom = englishTable[piece.folded, piece.hash] { return atom }
    return english ? nil : norwegianTable[piece.folded, piece.hash]
  }

  /// The atoms a folded Norwegian word is composed of; nil where it is no number word.
  ///
  /// Works from the left, longest part first, and turns back where the rest does not fit. Parts are few and words are
  /// cut off at 60 bytes, so the work is bounded.
  static func compound(_ folded: String) -> [NumberAtom]? {
    guard (4...60).contains(folded.utf8.count), mayBeginCompound(folded) else { return nil }
    let bytes = Array(folded.utf8)
    var failed = Set<Int>()
    return split(bytes, from: 0, failed: &failed)
  }

  /// The words, folded, that a number may begin with, besides the composed ones.
  static let openings = Set(norwegianWords.keys).union(englishWords.keys).union(["second"])

  /// «Én» is always a number, «en» is an article; as written, since folded they are one word.
  static let alwaysNumbers: Set<String> = ["én", "éin", "éi", "ét"]

  /// Whether the first two letters are those of some number word.
  private static func mayBeginCompound(_ folded: String) -> Bool {
    var head = 0
    for letter in folded.utf8.prefix(2) { head = head << 8 | Int(letter) }
    return heads.contains(head)
  }

  private static let heads = Set(
    norwegianWords.keys.map { $0.utf8.prefix(2).reduce(0) { $0 << 8 | Int($1) } }
  )

  private static func split(
    _ bytes: [UInt8],
    from start: Int,
    failed: inout Set<Int>
  )
    -> [NumberAtom]?
  {
    if start == bytes.count { return [] }
    if failed.contains(start) { return nil }
    for length in stride(from: min(longestWord, bytes.count - start), through: 2, by: -1) {
      guard let atom = norwegianTable[bytes: bytes[start..<start + length]] else { continue }
      if let rest = split(bytes, from: start + length, failed: &failed) { return [atom] + rest }
    }
    failed.insert(start)
    return nil
  }

  private static let longestWord = norwegianWords.keys.map(\.utf8.count).max() ?? 0

  private static let norwegianTable = WordTable(norwegianWords)
  private static let englishTable = WordTable(englishWords)

  /// Bokmål, Nynorsk and common dialect, as keys of ``Folding``.
  private static let norwegianWords: [String: NumberAtom] = {
    var words: [String: NumberAtom] = [
      "og": .and, "en": .article, "ei": .article, "et": .article, "ein": .article,
      "eit": .article, "ett": .unit(1), "eitt": .unit(1), "halv": .half, "halvt": .half,
      "halvannen": .oneAndAHalf, "halvanna": .oneAndAHalf, "halvannet": .oneAndAHalf,
      "halvtanna": .oneAndAHalf, "hundre": .hundred, "hundrede": .hundred,
      "tusen": .thousand, "million": .million, "millioner": .million, "millionar": .million,
      "mill": .million, "tusende": .ordinal(1000),
    ]
    let units = ["null", "", "to", "tre", "fire", "fem", "seks", "sju", "atte", "ni"]
    for (value, word) in units.enumerated() where !word.isEmpty { words[word] = .unit(value) }
    words["syv"] = .unit(7)
    words["tvo"] = .unit(2)
    words["otte"] = .unit(8)
    let teens = ["ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten"]
    for (value, word) in teens.enumerated() { words[word] = .teen(10 + value) }
    words["atten"] = .teen(18)
    words["nitten"] = .teen(19)
    let tens = ["tjue", "tretti", "forti", "femti", "seksti", "sytti", "atti", "nitti"]
    for (value, word) in tens.enumerated() { words[word] = .ten(20 + 10 * value) }
    for (word, value) in [("tyve", 20), ("tjuge", 20), ("tredve", 30)] {
      words[word] = .ten(value)
    }
    for (word, value) in norwegianOrdinals { words[word] = .ordinal(value) }
    return words
  }()

  private static let norwegianOrdinals: [String: Int] = [
    "forste": 1, "fyrste": 1, "andre": 2, "annen": 2, "annet": 2, "tredje": 3, "fjerde": 4,
    "femte": 5, "sjette": 6, "sjuende": 7, "sjuande": 7, "syvende": 7, "attende": 8,
    "attande": 8, "niende": 9, "niande": 9, "tiende": 10, "tiande": 10, "ellevte": 11,
    "tolvte": 12, "trettende": 13, "trettande": 13, "fjortende": 14, "fjortande": 14,
    "femtende": 15, "femtande": 15, "sekstende": 16, "sekstande": 16, "syttende": 17,
    "syttande": 17, "nittende": 19, "nittande": 19, "tjuende": 20,
    "tjuande": 20, "tyvende": 20, "trettiende": 30, "trettiande": 30, "tredevte": 30,
    "fortiende": 40, "femtiende": 50, "sekstiende": 60, "syttiende": 70, "attiende": 80,
    "nittiende": 90,
  ]

  private static let englishWords: [String: NumberAtom] = {
    var words: [String: NumberAtom] = [
      "and": .and, "a": .article, "an": .article, "half": .half, "hundred": .hundred,
      "thousand": .thousand, "million": .million, "zero": .unit(0),
    ]
    let units = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    for (index, word) in units.enumerated() { words[word] = .unit(index + 1) }
    let teens = [
      "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
      "eighteen", "nineteen",
    ]
    for (index, word) in teens.enumerated() { words[word] = .teen(10 + index) }
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    for (index, word) in tens.enumerated() { words[word] = .ten(20 + 10 * index) }
    let ordinals = [
      "first", "", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
      "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
      "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ]
    for (index, word) in ordinals.enumerated() where !word.isEmpty {
      words[word] = .ordinal(index + 1)
    }
    words["thirtieth"] = .ordinal(30)
    // «Second» is first of all a unit of time; ``NumberReader`` takes it as an ordinal after «the».
    return words
  }()
}
