internal import Authoring
internal import Norwegian

/// Finds ml entities by what was labelled: the values seen, and the words around them.
///
/// This is no sequence model. A value that was labelled is found again with the share of its occurrences in the
/// examples that were labelled. An unseen value is found only between words that announced a value at least
/// twice, and in more than half of their occurrences; its confidence is that share, lessened by a fifth. Labels of
/// children are learned as entities of their own; that a child stands within its parent is not required.
struct LearnedEntities {
  private struct Value: Hashable {
    var entity: String
    var words: [String]
  }

  /// What was seen to the left of an entity: one word or two.
  private struct Context: Hashable {
    var entity: String
    var words: [String]
  }

  private var labelled: [Value: Int] = [:]
  private var seen: [[String]: Int] = [:]
  /// The entities a phrase was labelled as.
  private var entities: [[String]: [String]] = [:]
  private var announced: [Context: Int] = [:]
  private var lefts: [[String]: (count: Int, entities: Set<String>)] = [:]
  private var rights: [String: Set<String>] = [:]
  private var longest: [String: Int] = [:]
  private static let mostWords = 6

  /// - Parameters:
  ///   - examples: all examples, labelled or not.
  ///   - names: of the entities that are recognised otherwise, and not learned here.
  init(_ examples: [LabelledText], except names: Set<String>) {
    for example in examples {
      for span in example.spans where !names.contains(span.entity) { learn(span, of: example) }
    }
    for example in examples { count(example.words) }
  }

  private mutating func learn(_ span: LabelledText.Span, of example: LabelledText) {
    guard span.tokens.count <= Self.mostWords else { return }
    let words = Array(example.words[span.tokens])
    labelled[Value(entity: span.entity, words: words), default: 0] += 1
    if entities[words]?.contains(span.entity) != true {
      entities[words, default: []].append(span.entity)
    }
    seen[words] = 0
    longest[span.entity] = max(longest[span.entity] ?? 0, words.count)
    for context in Self.lefts(of: span.tokens.lowerBound, in: example.words) {
      announced[Context(entity: span.entity, words: context), default: 0] += 1
      lefts[context, default: (0, [])].entities.insert(span.entity)
    }
    if span.tokens.upperBound < example.words.count {
      rights[span.entity, default: []].insert(example.words[span.tokens.upperBound])
    }
  }

  /// Counts how often labelled values and announcing words occur at all.
  private mutating func count(_ words: [String]) {
    for start in words.indices {
      for end in start + 1...min(words.count, start + Self.mostWords) {
        let phrase = Array(words[start..<end])
        if let times = seen[phrase] { seen[phrase] = times + 1 }
      }
      for context in Self.lefts(of: start, in: words) { lefts[context]?.count += 1 }
    }
  }

  private static func lefts(of index: Int, in words: [String]) -> [[String]] {
    if index == 0 { return [] }
    if index == 1 { return [[words[0]]] }
    return [[words[index - 2], words[index - 1]], [words[index - 1]]]
  }

  func find(in text: EntityText) -> [EntityCandidate] {
    guard !labelled.isEmpty else { return [] }
    let words = text.words
    var found: [EntityCandidate] = []
    for start in words.indices {
      findValues(at: start, words, text, into: &found)
      findAnnounced(at: start, words, text, into: &found)
    }
    return found
  }

  private func findValues(
    at start: Int,
    _ words: [String],
    _ text: EntityText,
    into found: inout [EntityCandidate]
  ) {
    var end = start + 1
    while end <= min(words.count, start + Self.mostWords) {
      let phrase = Array(words[start..<end])
      for entity in entities[phrase] ?? [] {
        let times = labelled[Value(entity: entity, words: phrase)] ?? 0
        let share = (Double(times) + 0.5) / (Double(max(times, seen[phrase] ?? 0)) + 1)
        if share >= 0.4 {
          found.append(candidate(entity, start..<end, text, confidence: share))
        }
      }
      guard text.isJoined(end - 1) else { return }
      end += 1
    }
  }

  private func findAnnounced(
    at start: Int,
    _ words: [String],
    _ text: EntityText,
    into found: inout [EntityCandidate]
  ) {
    guard start > 0, text.isJoined(start - 1) else { return }
    for context in Self.lefts(of: start, in: words) {
      guard let (count, entities) = lefts[context] else { continue }
      for entity in entities.sorted() {
        let times = announced[Context(entity: entity, words: context)] ?? 0
        let share = Double(times) / Double(max(times, count) + 1)
        guard times >= 2, share > 0.5, let end = end(of: entity, from: start, words, text) else {
          continue
        }
        found.append(candidate(entity, start..<end, text, confidence: 0.8 * share))
      }
      // Two words say more than one.
      if !entities.isEmpty { return }
    }
  }

  /// The token before which an unseen value ends: a word that followed a value before, or the clause's end.
  private func end(
    of entity: String,
    from start: Int,
    _ words: [String],
    _ text: EntityText
  ) -> Int? {
    let most = min(words.count, start + (longest[entity] ?? 1))
    for end in start + 1...max(start + 1, most) {
      if end == words.count || !text.isJoined(end - 1) { return end }
      if rights[entity]?.contains(words[end]) == true { return end }
    }
    return nil
  }

  private func candidate(
    _ entity: String,
    _ tokens: Range<Int>,
    _ text: EntityText,
    confidence: Double
  ) -> EntityCandidate {
    let range =
      text.tokens[tokens.lowerBound].range
      .lowerBound..<text.tokens[tokens.upperBound - 1].range
      .upperBound
    return EntityCandidate(
      entity: entity,
      range: range,
      value: .text(text.string(range)),
      confidence: min(0.95, confidence),
      rank: .learned
    )
  }
}
