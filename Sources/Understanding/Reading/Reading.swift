internal import Foundation
package import Norwegian

/// Everything an utterance might mean, weighed on one scale; nothing is decided.
package struct Reading: Sendable {
  /// The utterance with its secrets masked; what was typed is kept nowhere.
  package var text: String
  /// What may be meant, best first; the confidences and that of "something else" add up to at most 1.
  package var candidates: [Weighed]
  /// The intents of which the whole utterance fits a pattern.
  package var patterns: [Candidate]
  /// The language it is written in; nil where that is not sure.
  package var language: Language?
  /// What it names, with where.
  package var entities: [EntityMention]
  /// The kinds of secrets that were masked.
  package var secrets: [Redaction.Kind]

  /// Makes a reading; ``Reader`` makes them from utterances.
  package init(
    text: String,
    candidates: [Weighed],
    patterns: [Candidate] = [],
    language: Language? = nil,
    entities: [EntityMention] = [],
    secrets: [Redaction.Kind] = []
  ) {
    self.text = text
    self.candidates = candidates
    self.patterns = patterns
    self.language = language
    self.entities = entities
    self.secrets = secrets
  }

  /// Whether anything is said besides the secrets: two words at least.
  package var hasMoreThanSecrets: Bool {
    let rest = text.replacing(Redaction.mask, with: " ")
    return Tokeniser.tokens(in: rest).count { $0.kind == .word } >= 2
  }

  /// The municipality that the utterance names, in lower case; nil for none, and where that is a guess.
  package var municipality: String? {
    entities.first { $0.entity == "kommune" && $0.confidence >= 0.9 }?.value.plain.lowercased()
  }
}
