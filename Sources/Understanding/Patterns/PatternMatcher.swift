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
  private var words = PatternProgram.Words()

  /// A longer utterance is no request a pattern was written for.
  private static let mostTokens = 128

  init(_ file: LUFile) {
    let slots = Self.slots(file.entities)
    for intent in file.intents {
      for pattern in intent.patterns {
        let program = PatternProgram(
          PatternExpression(pattern.text),
          slots: slots,
          words: &words
        )
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
    let numbers = text.words.map { words[$0] ?? -1 }
    let possible = patterns.indices.filter {
      let program = patterns[$0].program
      return program.neededEntities.allSatisfy { name in
        candidates.contains { $0.entity == name }
      } && program.needed.allSatisfy(numbers.contains)
    }
    guard !possible.isEmpty else { return [] }
    let run = PatternRun(text: text, words: numbers, candidates: candidates)
    return possible.compactMap { number in
      let pattern = patterns[number]
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

  /// A step still to be taken at a token, with the way there.
  private struct Visit {
    var step = 0
    var token = 0
    var words = 0
    var captured: [EntityCandidate] = []

    func capturing(_ candidate: EntityCandidate, until token: Int) -> Visit {
      var next = self
      next.step += 1
      next.token = token
      next.captured.append(candidate)
      return next
    }
  }

  private let text: EntityText
  /// The numbers of the tokens' words; -1 for what no pattern has.
  private let words: [Int]
  /// The candidates that begin at each token and end with one, longest first.
  private var starts: [[Capture]]

  init(text: EntityText, words: [Int], candidates: [EntityCandidate]) {
    self.text = text
    self.words = words
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
    // Whether a step was taken at a token, and at the end.
    var visited = [Bool](repeating: false, count: program.steps.count * (words.count + 1))
    var stack = [Visit()]
    while var visit = stack.popLast() {
      while true {
        let place = visit.step * (words.count + 1) + visit.token
        guard !visited[place] else { break }
        visited[place] = true
        let step = program.steps[visit.step]
        if case .done = step, visit.token == words.count {
          return (visit.captured.map { EntityExtractor.mention($0, in: text) }, visit.words)
        }
        // What is pushed last is tried first.
        if !advance(&visit, by: step, alternatives: &stack) { break }
      }
    }
    return nil
  }

  /// Takes a step in the first way there is, and keeps the other ways; false where there is none.
  private func advance(
    _ visit: inout Visit,
    by step: PatternProgram.Step,
    alternatives: inout [Visit]
  ) -> Bool {
    if case .fork(let targets) = step {
      for target in targets.dropFirst().reversed() {
        alternatives.append(visit)
        alternatives[alternatives.count - 1].step = target
      }
      visit.step = targets[0]
      return true
    }
    guard visit.token < words.count else { return false }
    switch step {
    case .done, .fork: return false
    case .word(let word):
      guard words[visit.token] == word else { return false }
      visit.words += 1
      visit.token += 1
      visit.step += 1
      return true
    case .entity(let name, let role):
      for capture in starts[visit.token].reversed() where capture.candidate.entity == name {
        var candidate = capture.candidate
        candidate.role = role ?? candidate.role
        alternatives.append(visit.capturing(candidate, until: capture.end))
      }
    case .anything(let name, let role):
      for end in (visit.token + 1...words.count).reversed() {
        let first = text.tokens[visit.token].range.lowerBound
        let range = first..<text.tokens[end - 1].range.upperBound
        let candidate = EntityCandidate(
          entity: name,
          role: role,
          range: range,
          value: .text(text.string(range)),
          confidence: 0.7,
          rank: .learned
        )
        alternatives.append(visit.capturing(candidate, until: end))
      }
    }
    return false
  }
}
