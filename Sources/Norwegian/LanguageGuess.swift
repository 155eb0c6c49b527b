internal import Foundation

/// Which language a message is in, and how sure that is.
///
/// A naive Bayes classifier with weights written by hand: function words and frequent words of each
/// language, and for all other words the runs of letters that are typical of one. Names of programs
/// and loan words that all three share count for nothing. Dialect counts as the written form it is
/// nearest to: `eg`, `ikkje`, `kor` as Nynorsk; `æ`, `itj`, `jæ` as Bokmål, unless Nynorsk words
/// outweigh them.
package struct LanguageGuess: Sendable, Hashable {
  /// The likeliest language; Bokmål when nothing speaks for any.
  package var language: Language
  /// The probability of that language, from a third to 1; about a half when nothing speaks for any.
  package var confidence: Double

  /// Whether the guess is good enough to change the language of an answer.
  package var isSure: Bool { confidence >= 0.85 }

  /// Guesses from the tokens of a message; the first 200 words decide.
  package static func of(_ tokens: [Token]) -> LanguageGuess {
    var evidence = LanguageEvidence.prior
    for token in tokens.lazy.filter({ $0.kind == .word }).prefix(200) {
      evidence += LanguageMarkers.evidence(of: token.text)
    }
    let scores: [(Language, Double)] = [
      (.nb, evidence.nb), (.nn, evidence.nn), (.en, evidence.en),
    ]
    let best = scores.max { $0.1 < $1.1 } ?? (.nb, 0)
    let total = scores.reduce(0) { $0 + exp($1.1 - best.1) }
    return LanguageGuess(language: best.0, confidence: 1 / total)
  }
}

/// The logarithm of how likely something is in each language, up to a common term.
struct LanguageEvidence: Sendable {
  var nb = 0.0
  var nn = 0.0
  var en = 0.0

  /// Before a word is read: most write Bokmål, and more write English than Nynorsk.
  static let prior = LanguageEvidence(nb: -0.7, nn: -1.7, en: -1.2)

  static func += (sum: inout LanguageEvidence, other: LanguageEvidence) {
    sum = LanguageEvidence(nb: sum.nb + other.nb, nn: sum.nn + other.nn, en: sum.en + other.en)
  }
}
