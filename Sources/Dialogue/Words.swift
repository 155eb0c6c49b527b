internal import Authoring
internal import Norwegian
internal import Understanding

/// The words that steer a conversation rather than ask for something: yes, no, forget it, I meant.
///
/// They are list entities of the content (`ja`, `nei`, `hjalp`, `hjalpikke`, `avbryt`, `korreksjon`), so that whoever
/// writes the content can add to them.
struct Words: Sendable {
  private let yes: Set<String>
  private let no: Set<String>
  private let cancel: Set<String>
  /// The words that any of them begins with.
  private let openers: Set<String>
  private let corrections: [[String]]
  /// How things are after what was tried, the longest words first, and the bad news first where they are as long.
  private let states: [State]
  private let stemmer: Stemmer

  init(_ content: Content) {
    func phrases(_ name: String) -> [String] {
      content.listValues(of: name).flatMap { [$0.canonical] + $0.synonyms }
    }
    func synonyms(_ name: String) -> [[String]] { phrases(name).map(Self.key) }
    let stemmer = Stemmer()
    func states(_ name: String, isGood: Bool) -> [State] {
      phrases(name).compactMap { State($0, isGood: isGood, stemmer) }
    }
    yes = Set(synonyms("ja").map { $0.joined(separator: " ") })
    no = Set(synonyms("nei").map { $0.joined(separator: " ") })
    cancel = Set(synonyms("avbryt").map { $0.joined(separator: " ") })
    openers = Set((synonyms("ja") + synonyms("nei") + synonyms("avbryt")).compactMap(\.first))
    corrections = synonyms("korreksjon").filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    let all = states("hjalpikke", isGood: false) + states("hjalp", isGood: true)
    self.states = all.sorted { one, other in
      (one.pattern.count, other.isGood ? 1 : 0) > (other.pattern.count, one.isGood ? 1 : 0)
    }
    self.stemmer = stemmer
  }

  /// What a whole message does to the conversation, if that is all it does.
  enum Move: Equatable {
    case yes, no, cancel
    /// The user names a choice by its number.
    case number(Int)
    /// The user takes back how they were understood; what they meant instead follows, or nothing.
    case correction(String)
  }

  /// The move that the message makes; nil where it is an utterance to understand.
  func move(in text: String) -> Move? {
    let tokens = Tokeniser.tokens(in: text)
    let words = tokens.map(\.folded)
    if words.isEmpty || openers.contains(words[0]) {
      let whole = words.joined(separator: " ")
      if cancel.contains(whole) { return .cancel }
      if yes.contains(whole) { return .yes }
      if no.contains(whole) { return .no }
    }
    if let number = Self.number(tokens) { return .number(number) }
    guard let opener = corrections.first(where: { words.starts(with: $0) }) else { return nil }
    guard opener.count < tokens.count else { return .correction("") }
    let bytes = Array(text.utf8)[tokens[opener.count].range.lowerBound...]
    return .correction(String(decoding: bytes, as: UTF8.self))
  }

  /// Whether the message begins with a yes or a no, and with how many words; nil where it begins with neither.
  func opening(in tokens: [Token]) -> (isYes: Bool, count: Int)? {
    let words = tokens.prefix(6).map(\.folded)
    guard let first = words.first, openers.contains(first) else { return nil }
    for count in stride(from: words.count, to: 0, by: -1) {
      let start = words.prefix(count).joined(separator: " ")
      if yes.contains(start) { return (true, count) }
      if no.contains(start) { return (false, count) }
    }
    return nil
  }

  /// What a message says of how things are after what was tried.
  struct Condition {
    /// Whether they are well (true), or not (false); it may say both, or neither.
    var said: Set<Bool> = []
    /// Whether it says nothing else.
    var isAll = true
  }

  /// Some words that say how things are.
  private struct State {
    let isGood: Bool
    let pattern: PhrasePattern
    private let initials: UInt32

    init?(_ phrase: String, isGood: Bool, _ stemmer: Stemmer) {
      guard let pattern = PhrasePattern(phrase, stemmer: stemmer) else { return nil }
      self.pattern = pattern
      self.isGood = isGood
      initials = Self.initials(
        of: phrase.split(separator: " ").flatMap { StemmedWord.all(in: String($0), stemmer) }
      )
    }

    /// Whether a text may say it: no slip, and no ending, changes the first letter of a word.
    func mayBe(amongWordsWith initials: UInt32) -> Bool { self.initials & ~initials == 0 }

    /// The letters that words begin with: a bit for each.
    static func initials(of words: [StemmedWord]) -> UInt32 {
      words.reduce(0) { letters, word in
        letters | (word.folded.utf8.first.map { 1 << UInt32($0 & 31) } ?? 0)
      }
    }
  }

  /// How things are by the message.
  func condition(in text: String) -> Condition {
    let words = StemmedWord.all(in: text, stemmer)
    let initials = State.initials(of: words)
    var (condition, taken) = (Condition(), Set<Int>())
    for state in states where state.mayBe(amongWordsWith: initials) {
      for match in state.pattern.matches(in: words) where taken.isDisjoint(with: match.tokens) {
        taken.formUnion(match.tokens)
        condition.said.insert(state.isGood)
      }
    }
    condition.isAll = Tokeniser.tokens(in: text).enumerated().allSatisfy { place, token in
      taken.contains(place) || StopWords.isFunctionWord(token.text)
    }
    return condition
  }

  /// A bare small number, also one after a word such as `nr` or before a full stop.
  static func number(_ tokens: [Token], upTo most: Int = 9) -> Int? {
    guard let last = tokens.last, tokens.count <= 2, last.kind == .number else { return nil }
    guard tokens.count == 1 || ["nr", "nummer", "number", "alternativ"].contains(tokens[0].text)
    else {
      return nil
    }
    return Int(last.text).flatMap { $0 >= 1 && $0 <= most ? $0 : nil }
  }

  static func key(_ phrase: String) -> [String] {
    Tokeniser.tokens(in: phrase).map(\.folded)
  }
}
