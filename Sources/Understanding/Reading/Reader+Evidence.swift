internal import Foundation

/// Why a candidate stands where it stands.
package struct Reasons: Sendable, Hashable {
  /// The words of the utterance that spoke most for it, with their weight in nats.
  package var words: [Evidence]
  /// The authored wording that came nearest; nil where none did.
  package var wording: String?
  /// What each half says, as probabilities from 0 to 1.
  package var recogniser: Double
  package var matcher: Double
}

extension Reader {
  /// Why the reading has the candidate where it has it; as costly as reading again.
  package func reasons(for candidate: Candidate, in reading: Reading) -> Reasons {
    let label = Labels.label(of: candidate)
    let words = model.evidence(for: label, in: reading.text)
    let match = matcher.match(reading.text, limit: ReaderTraining.breadth).first { $0.id == label }
    let ranking = model.classify(reading.text, limit: ReaderTraining.breadth).ranking
    return Reasons(
      words: Array(words.prefix(5)),
      wording: match?.wording,
      recogniser: ranking.first { $0.candidate == label }?.score ?? 0,
      matcher: match?.confidence ?? 0
    )
  }
}
