internal import Authoring
package import Foundation
internal import Norwegian

/// Reads an utterance: everything it might mean, weighed on one scale, with nothing decided.
///
/// Made from content and from what was learned of it; it never changes, so any number of threads may ask at once.
package final class Reader: Sendable {
  private let labels: Labels
  let model: IntentModel
  let matcher: AnswerMatcher
  private let fusion: Fusion
  private let extractor: EntityExtractor
  private let followUps: [Candidate: Set<Candidate>]
  /// The candidates of the recogniser's labels and of the matcher's pairs, by their numbers there; nil for what the
  /// content does not have.
  private let candidatesOfLabels: [Int?]
  private let candidatesOfPairs: [Int?]
  /// The pairs that do not hold everywhere.
  private let regional: [(number: Int, pair: Pair)]
  /// Whether a candidate only follows from another, by its number.
  private let contextOnly: [Bool]

  /// How much likelier a follow-up of the last answer is than it would be out of the blue, as a factor on its odds.
  private static let followUpOdds = 4.0

  /// Puts together what was authored and what was learned from it.
  package convenience init(_ content: Content, _ learned: Learned) {
    self.init(content, learned, Self.extractor(of: content))
  }

  init(_ content: Content, _ learned: Learned, _ extractor: EntityExtractor) {
    let labels = Labels(content)
    model = learned.model
    matcher = AnswerMatcher(
      pairs: content.matcherPairs,
      synonyms: content.synonyms,
      index: learned.index,
      calibration: learned.matcherCalibration
    )
    fusion = learned.fusion
    self.extractor = extractor
    followUps = content.followUps
    candidatesOfLabels = model.labels.map(labels.number(of:))
    candidatesOfPairs = matcher.names.map(labels.number(of:))
    let numbered = content.pairs.compactMap { pair in
      labels.number(of: Labels.label(of: Candidate(.answer, pair.id))).map { ($0, pair) }
    }
    regional = numbered.filter { _, pair in
      !pair.variants.contains { $0.municipality == nil }
    }
    var contextOnly = [Bool](repeating: false, count: labels.candidates.count)
    for (number, pair) in numbered where pair.isContextOnly { contextOnly[number] = true }
    self.contextOnly = contextOnly
    self.labels = labels
  }

  /// What finds the entities of the content.
  static func extractor(of content: Content) -> EntityExtractor {
    EntityExtractor(LUFile(intents: content.intents, entities: content.entities))
  }

  /// Where an utterance is said.
  package struct Scope: Sendable, Hashable {
    /// The municipality whose answers hold; nil where it is not known.
    package var municipality: String?
    /// What was served last, whose follow-ups the utterance may lean on.
    package var previous: Candidate?
    /// What is not meant, because the user said so.
    package var excluded: Set<Candidate>

    package init(
      municipality: String? = nil,
      previous: Candidate? = nil,
      excluded: Set<Candidate> = []
    ) {
      self.municipality = municipality
      self.previous = previous
      self.excluded = excluded
    }
  }

  /// Reads an utterance as it was typed; secrets in it are masked before anything else happens.
  ///
  /// - Parameter now: the moment that «i morgen» is counted from.
  package func read(_ text: String, in scope: Scope = Scope(), at now: Date) -> Reading {
    let redaction = Redaction(text)
    let tokens = Tokeniser.tokens(in: redaction.text)
    let guess = LanguageGuess.of(tokens)
    let entities = extractor.read(redaction.text, tokens: tokens, dates: Dates(reference: now))
    return Reading(
      text: redaction.text,
      candidates: weigh(redaction.text, tokens, in: scope),
      patterns: entities.patterns.map {
        Candidate(Content.isOutside($0.intent) ? .outside : .intent, $0.intent)
      },
      language: guess.isSure ? guess.language : nil,
      entities: entities.mentions.filter { !Content.steering.contains($0.entity) },
      secrets: redaction.findings.map(\.kind)
    )
  }

  /// What was read, as if it had been said in another scope; weighed anew only where that makes a difference.
  ///
  /// - Parameters:
  ///   - reading: as ``read(_:in:at:)`` gave it.
  ///   - scope: in which it was read; `other` is the one that it is wanted in.
  package func moved(_ reading: Reading, from scope: Scope, to other: Scope) -> Reading {
    guard scope.previous != other.previous || excluded(in: scope) != excluded(in: other) else {
      return reading
    }
    var moved = reading
    moved.candidates = weigh(reading.text, Tokeniser.tokens(in: reading.text), in: other)
    return moved
  }

  /// - Parameter tokens: those of the text.
  private func weigh(_ text: String, _ tokens: [Token], in scope: Scope) -> [Weighed] {
    // Of a text that is longer than either half looks at, each takes its own part.
    let isShort = text.utf8.count <= min(Features.longestText, AnswerAnalysis.longestUtterance)
    let opinion = model.ensemble.opinion(
      on: isShort ? Features(ofAll: tokens) : Features(of: text)
    )
    let excluded = self.excluded(in: scope)
    let classes = opinion.ranking(model.confidence, limit: ReaderTraining.breadth)
    let pairs = matcher.ranking(
      of: isShort ? tokens : AnswerAnalysis.tokens(of: text),
      followUpsOf: scope.previous.map(Labels.label(of:)),
      limit: ReaderTraining.breadth,
      isExcluded: { pair in candidatesOfPairs[pair].map { excluded[$0] } ?? false }
    )
    var evidence = Fusion.Evidence(
      recogniser: classes.lazy.compactMap { [candidatesOfLabels] item in
        candidatesOfLabels[item.label].map { ($0, item.score) }
      },
      matcher: pairs.lazy.compactMap { [candidatesOfPairs] item in
        candidatesOfPairs[item.pair].map { ($0, item.confidence) }
      },
      unseen: opinion.unseen
    )
    evidence.opinions.removeAll { excluded[$0.candidate] }
    let weighed = fusion.weigh(evidence, isOutside: labels.isOutside).map {
      Weighed(labels.candidates[$0.candidate], $0.probability)
    }
    return leaning(weighed, on: scope.previous)
  }

  /// What cannot be meant: what the user ruled out, pairs that only hold elsewhere, and context-only pairs that do not
  /// follow from what was served last.
  ///
  /// Filtered before matching: what is filtered out has no influence on the order or on the confidence.
  ///
  /// - Returns: whether each candidate is out, by its number.
  private func excluded(in scope: Scope) -> [Bool] {
    var excluded = contextOnly
    for candidate in scope.previous.flatMap({ followUps[$0] }) ?? [] {
      if let number = labels.number(of: Labels.label(of: candidate)) { excluded[number] = false }
    }
    for (number, pair) in regional where !pair.holds(in: scope.municipality) {
      excluded[number] = true
    }
    for candidate in scope.excluded {
      if let number = labels.number(of: Labels.label(of: candidate)) { excluded[number] = true }
    }
    return excluded
  }

  /// Raises the odds of the follow-ups of what was served last.
  private func leaning(_ weighed: [Weighed], on previous: Candidate?) -> [Weighed] {
    guard let expected = previous.flatMap({ followUps[$0] }), !expected.isEmpty else {
      return weighed
    }
    let raised = weighed.map { item in
      guard expected.contains(item.candidate) else { return item }
      let odds = item.confidence / max(1 - item.confidence, 1e-6) * Self.followUpOdds
      return Weighed(item.candidate, odds / (1 + odds))
    }
    let sum = max(1, raised.reduce(0) { $0 + $1.confidence })
    // A stable sort: equals stay in the order of the pool.
    return raised.map { Weighed($0.candidate, $0.confidence / sum) }.enumerated()
      .sorted { ($0.element.confidence, $1.offset) > ($1.element.confidence, $0.offset) }
      .map(\.element)
  }
}
