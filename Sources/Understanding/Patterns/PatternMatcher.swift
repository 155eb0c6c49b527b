internal import Authoring
internal import Norwegian

/// Matches utterances against whole patterns.
///
/// Words are compared as keys of ``Folding``, so case, marks and lost accents do not matter; everything else must be
/// as in the pattern. Every state is visited once per place in the utterance, so the time is bounded by the
/// length of the pattern times that of the utterance, however its groups are nested.
struct PatternMatcher {
  private struct Compiled {
    var intent: String
    var text: String
    var program: PatternProgram
  }

  private var patterns: [Compiled] = []

  /// A longer utterance is no request a pattern was written for.
  private static let mostTokens = 128

  init(_ file: LUFile) {
    let slots = Self.slots(file.entities)
    for intent in file.intents {
      for pattern in intent.patterns {
        let program = PatternProgram(PatternExpression(pattern.text), slots: slots)
        patterns.append(Compiled(intent: intent.name, text: pattern.text, program: program))
      }
    }
  }

  private static func slots(_ entities: [Entity]) -> [String: PatternProgram.Slot] {
    var slots: [String: PatternProgram.Slot] = [:]
    for entity in entities {
      for role in entity.roles {
        slots[role] = .init(entity: entity.name, role: role, isAnything: entity.kind == .patternAny)
      }
    }
    for entity in entities {
      slots[entity.name] = .init(
        entity: entity.name,
        role: nil,
        isAnything: entity.kind == .patternAny
      )
    }
    return slots
  }

  /// The patterns that all tokens match; those with the most words of their own first.
  func matches(in text: EntityText, _ candidates: [EntityCandidate]) -> [PatternMatch] {
    guard !patterns.isEmpty, !text.tokens.isEmpty, text.tokens.count <= Self.mostTokens else {
      return []
    }
    let run = PatternRun(text: text, candidates: candidates)
    return patterns.compactMap { pattern in
      guard pattern.program.needed.isSubset(of: run.known) else { return nil }
      return run.match(pattern.program).map { mentions, words in
        PatternMatch(
          intent: pattern.intent,
          pattern: pattern.text,
          mentions: mentions,
          words: words
        )
      }
    }
    .sorted { $0.words > $1.words }
  }
}

/// One utterance prepared for many patterns.
private struct PatternRun {
  private struct Capture {
    var candidate: EntityCandidate
    var end: Int
  }

  private struct Place: Hashable {
    var step: Int
    var token: Int
  }

  /// A place still to be visited, with the way there.
  private struct Visit {
    var place: Place
    var words: Int
    var captured: [EntityCandidate]
  }

  private let text: EntityText
  private let words: [String]
  /// The same, for telling whether one is there at all.
  let known: Set<String>
  /// The candidates that begin at each token and end with one, longest first.
  private var starts: [[Capture]]

  init(text: EntityText, candidates: [EntityCandidate]) {
    self.text = text
    words = text.tokens.map(\.folded)
    known = Set(words)
    starts = Array(repeating: [], count: words.count)
    for candidate in candidates {
      let first = text.token(from: candidate.range.lowerBound)
      let end = text.token(from: candidate.range.upperBound)
      guard first < end, text.tokens[end - 1].range.upperBound <= candidate.range.upperBound,
        first == 0 || text.tokens[first - 1].range.upperBound <= candidate.range.lowerBound
      else { continue }
      starts[first].append(Capture(candidate: candidate, end: end))
    }
    for index in starts.indices { starts[index].sort { $0.end > $1.end } }
  }

  func match(_ program: PatternProgram) -> (mentions: [EntityMention], words: Int)? {
    var visited = Set<Place>()
    var stack = [Visit(place: Place(step: 0, token: 0), words: 0, captured: [])]
    while let visit = stack.popLast() {
      guard visited.insert(visit.place).inserted else { continue }
      if case .done = program.steps[visit.place.step] {
        guard visit.place.token == words.count else { continue }
        return (visit.captured.map { EntityExtractor.mention($0, in: text) }, visit.words)
      }
      // What is pushed last is tried first.
      stack += next(visit, program.steps[visit.place.step]).reversed()
    }
    return nil
  }

  private func next(_ visit: Visit, _ step: PatternProgram.Step) -> [Visit] {
    let token = visit.place.token
    switch step {
    case .done: return []
    case .fork(let targets):
      return targets.map { target in
        var other = visit
        other.place.step = target
        return other
      }
    case .word(let word):
      guard token < words.count, words[token] == word else { return [] }
      return [advanced(visit, to: token + 1, words: 1, capturing: nil)]
    case .entity(let name, let role):
      guard token < words.count else { return [] }
      return starts[token].compactMap { capture in
        guard capture.candidate.entity == name else { return nil }
        var candidate = capture.candidate
        candidate.role = role ?? candidate.role
        return advanced(visit, to: capture.end, words: 0, capturing: candidate)
      }
    case .anything(let name, let role):
      guard token < words.count else { return [] }
      return (token + 1...words.count).map { end in
        let range = text.tokens[token].range.lowerBound..<text.tokens[end - 1].range.upperBound
        let candidate = EntityCandidate(
          entity: name,
          role: role,
          range: range,
          value: .text(text.string(range)),
          confidence: 0.7,
          rank: .learned
        )
        return advanced(visit, to: end, words: 0, capturing: candidate)
      }
    }
  }

  private func advanced(
    _ visit: Visit,
    to token: Int,
    words: Int,
    capturing candidate: EntityCandidate?
  ) -> Visit {
    var other = visit
    other.place = Place(step: visit.place.step + 1, token: token)
    other.words += words
    if let candidate { other.captured.append(candidate) }
    return other
  }
}
