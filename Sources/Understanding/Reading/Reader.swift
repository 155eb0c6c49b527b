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
  private let pairs: [Pair]
  private let followUps: [Candidate: Set<Candidate>]
  private let contextOnly: Set<Candidate>

  /// How much likelier a follow-up of the last answer is than it would be out of the blue, as a factor on its odds.
  private static let followUpOdds = 4.0

  /// Puts together what was authored and what was learned from it.
  package convenience init(_ content: Content, _ learned: Learned) {
    self.init(content, learned, Self.matcher(of: content), Self.extractor(of: content))
  }

  init(
    _ content: Content,
    _ learned: Learned,
    _ matcher: AnswerMatcher,
    _ extractor: EntityExtractor
  ) {
    labels = Labels(content)
    model = learned.model
    self.matcher = matcher.calibrated(by: learned.matcherCalibration)
    fusion = learned.fusion
    self.extractor = extractor
    pairs = content.pairs.filter { pair in !pair.variants.contains { $0.municipality == nil } }
    followUps = content.followUps
    contextOnly = Set(content.pairs.filter(\.isContextOnly).map { Candidate(.answer, $0.id) })
  }

  /// The matcher of the content, not yet calibrated; to make it takes most of a start.
  static func matcher(of content: Content) -> AnswerMatcher {
    AnswerMatcher(
      pairs: content.matcherPairs,
      synonyms: content.synonyms,
      calibration: .standard
    )
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
    let entities = extractor.read(redaction.text, dates: Dates(reference: now))
    return Reading(
      text: redaction.text,
      candidates: weigh(redaction.text, in: scope),
      patterns: entities.patterns.map {
        Candidate(Content.isOutside($0.intent) ? .outside : .intent, $0.intent)
      },
      language: guess.isSure ? guess.language : nil,
      entities: entities.mentions.filter { !Content.steering.contains($0.entity) },
      secrets: redaction.findings.map(\.kind)
    )
  }

  private func weigh(_ text: String, in scope: Scope) -> [Weighed] {
    let classification = model.classify(text, limit: ReaderTraining.breadth)
    let excluded = self.excluded(in: scope)
    let matches = matcher.match(
      text,
      excluding: Set(excluded.map { Labels.label(of: $0) }),
      followUpsOf: scope.previous.map(Labels.label(of:)),
      limit: ReaderTraining.breadth
    )
    var evidence = Fusion.Evidence(classification, matches, labels: labels)
    for candidate in excluded {
      if let number = labels.number(of: Labels.label(of: candidate)) {
        evidence.opinions[number] = nil
      }
    }
    let weighed = fusion.weigh(evidence, isOutside: labels.isOutside).map {
      Weighed(labels.candidates[$0.candidate], $0.probability)
    }
    return leaning(weighed, on: scope.previous)
  }

  /// What cannot be meant: what the user ruled out, pairs that only hold elsewhere, and context-only pairs that do not
  /// follow from what was served last.
  ///
  /// Filtered before matching: what is filtered out has no influence on the order or on the confidence.
  private func excluded(in scope: Scope) -> Set<Candidate> {
    let elsewhere = pairs.filter { !$0.holds(in: scope.municipality) }.map {
      Candidate(.answer, $0.id)
    }
    let following = scope.previous.flatMap { followUps[$0] } ?? []
    return scope.excluded.union(elsewhere).union(contextOnly.subtracting(following))
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
