internal import Authoring
internal import Norwegian
internal import Understanding

/// The words that steer a conversation rather than ask for something: yes, no, forget it, I meant.
///
/// They are list entities of the content (`ja`, `nei`, `avbryt`, `korreksjon`), so that whoever writes the content
/// can add to them.
struct Words: Sendable {
  private let yes: Set<String>
  private let no: Set<String>
  private let cancel: Set<String>
  private let corrections: [[String]]

  init(_ content: Content) {
    func synonyms(_ name: String) -> [[String]] {
      content.listValues(of: name).flatMap { [$0.canonical] + $0.synonyms }.map(Self.key)
    }
    yes = Set(synonyms("ja").map { $0.joined(separator: " ") })
    no = Set(synonyms("nei").map { $0.joined(separator: " ") })
    cancel = Set(synonyms("avbryt").map { $0.joined(separator: " ") })
    corrections = synonyms("korreksjon").filter { !$0.isEmpty }.sorted { $0.count > $1.count }
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
    let whole = words.joined(separator: " ")
    if cancel.contains(whole) { return .cancel }
    if yes.contains(whole) { return .yes }
    if no.contains(whole) { return .no }
    if let number = Self.number(tokens) { return .number(number) }
    guard let opener = corrections.first(where: { words.starts(with: $0) }) else { return nil }
    guard opener.count < tokens.count else { return .correction("") }
    let bytes = Array(text.utf8)[tokens[opener.count].range.lowerBound...]
    return .correction(String(decoding: bytes, as: UTF8.self))
  }

  /// Whether the message begins with a yes or a no, and with how many words; nil where it begins with neither.
  func opening(in tokens: [Token]) -> (isYes: Bool, count: Int)? {
    let words = tokens.prefix(6).map(\.folded)
    for count in stride(from: words.count, to: 0, by: -1) {
      let start = words.prefix(count).joined(separator: " ")
      if yes.contains(start) { return (true, count) }
      if no.contains(start) { return (false, count) }
    }
    return nil
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
