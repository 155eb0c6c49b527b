package import Authoring
package import Ground
package import Norwegian

/// Finds the entities of a model in what users write.
///
/// Where findings overlap, the longest wins; of equally long ones a list's value, then a regular expression's
/// match, an address, a moment, a quantity, a number, a learned value, a name. Two lists that both have the same
/// words both keep them. Key phrases neither win nor lose against anything.
///
/// Built once from the authored model and only read afterwards.
package struct EntityExtractor: Sendable {
  /// What is wrong with the model's regular expressions; an entity with a fault is never found.
  package let diagnostics: [Diagnostic]

  private let lists: ListEntities
  private let regexes: RegexEntities
  private let builtIns: BuiltInEntities
  private let learned: LearnedEntities
  private let roles: EntityRoles
  private let patterns: PatternMatcher

  /// Makes the finders of everything that a model declares or labels.
  package init(_ file: LUFile) {
    let examples = file.intents.flatMap(\.utterances).map(LabelledText.init)
    let expressions = file.intents.flatMap { intent in
      intent.patterns.map { PatternExpression($0.text) }
    }
    lists = ListEntities(file.entities, ordinary: Self.ordinary(examples))
    regexes = RegexEntities(file.entities)
    builtIns = BuiltInEntities(file.entities)
    learned = LearnedEntities(examples, except: Self.ruled(file.entities))
    roles = EntityRoles(file.entities, examples, expressions)
    patterns = PatternMatcher(file)
    diagnostics = regexes.diagnostics
  }

  /// What the entities and patterns of the model find in a message.
  ///
  /// - Parameters:
  ///   - message: what a user wrote; of a message over ``Numbers/readableBytes`` only the beginning is read.
  ///   - tokens: those of the message, where they are known.
  ///   - dates: reads dates relative to the moment the message was written.
  package func read(_ message: String, tokens: [Token]? = nil, dates: Dates) -> EntityReading {
    let text = EntityText(message, tokens: tokens)
    let candidates = candidates(in: text, dates)
    let matches = patterns.matches(in: text, candidates)
    var mentions = Self.resolved(candidates, in: text)
    if let best = matches.first { mentions = Self.merged(mentions, best.mentions) }
    return EntityReading(mentions: mentions, patterns: matches)
  }

  /// The mentions of the named entities alone, weighed only against each other.
  ///
  /// For a question that asks for one of them: «10» is a number then, though it may be a time too.
  package func mentions(
    of names: Set<String>,
    in message: String,
    dates: Dates
  ) -> [EntityMention] {
    let text = EntityText(message)
    return Self.resolved(candidates(in: text, dates).filter { names.contains($0.entity) }, in: text)
  }

  private func candidates(in text: EntityText, _ dates: Dates) -> [EntityCandidate] {
    var found = lists.find(in: text)
    found += regexes.find(in: text)
    found += builtIns.find(in: text, dates: dates)
    found += learned.find(in: text)
    return roles.assign(found, in: text)
  }

  /// The entities that rules find, whose labels teach roles only.
  private static func ruled(_ entities: [Entity]) -> Set<String> {
    Set(
      entities.compactMap { entity in
        switch entity.kind {
        case .list, .regex, .prebuilt, .patternAny: entity.name
        case .machineLearned, .composite: nil
        }
      }
    )
  }

  /// Words of the examples that occur twice or more: users mean them as they are written.
  private static func ordinary(_ examples: [LabelledText]) -> Set<String> {
    var counts: [String: Int] = [:]
    for example in examples {
      for word in Set(example.words) { counts[word, default: 0] += 1 }
    }
    return Set(counts.filter { $0.value >= 2 }.keys)
  }
}

// Overlaps.
extension EntityExtractor {
  private static func resolved(
    _ candidates: [EntityCandidate],
    in text: EntityText
  )
    -> [EntityMention]
  {
    guard !candidates.isEmpty else { return [] }
    let ordered = candidates.filter { !$0.range.isEmpty }.sorted(by: isBetter)
    var covered = [Bool](repeating: false, count: text.bytes.count)
    var winners: [Range<Int>: [EntityCandidate]] = [:]
    for candidate in ordered where candidate.rank != .phrase {
      if let equals = winners[candidate.range] {
        let isTwin =
          equals[0].rank == candidate.rank && !equals.contains { $0.entity == candidate.entity }
        if isTwin { winners[candidate.range]?.append(candidate) }
      } else if !covered[candidate.range].contains(true) {
        winners[candidate.range] = [candidate]
        for index in candidate.range { covered[index] = true }
      }
    }
    let phrases = ordered.filter { $0.rank == .phrase }
    return (winners.values.flatMap { $0 } + phrases).map { mention($0, in: text) }
      .sorted { ($0.range.lowerBound, $0.entity) < ($1.range.lowerBound, $1.entity) }
  }

  private static func isBetter(_ one: EntityCandidate, _ other: EntityCandidate) -> Bool {
    if one.range.count != other.range.count { return one.range.count > other.range.count }
    if one.rank != other.rank { return one.rank < other.rank }
    if one.confidence != other.confidence { return one.confidence > other.confidence }
    return (one.range.lowerBound, one.entity) < (other.range.lowerBound, other.entity)
  }

  static func mention(_ candidate: EntityCandidate, in text: EntityText) -> EntityMention {
    EntityMention(
      entity: candidate.entity,
      role: candidate.role,
      range: text.utf16(candidate.range),
      text: text.string(candidate.range),
      value: candidate.value,
      confidence: candidate.confidence
    )
  }

  /// The mentions with those of a pattern, which knows the roles and what stands in its open places.
  private static func merged(
    _ mentions: [EntityMention],
    _ captured: [EntityMention]
  )
    -> [EntityMention]
  {
    var result = mentions.filter { mention in
      !captured.contains { $0.entity == mention.entity && $0.range.overlaps(mention.range) }
    }
    result += captured
    return result.sorted { ($0.range.lowerBound, $0.entity) < ($1.range.lowerBound, $1.entity) }
  }
}
