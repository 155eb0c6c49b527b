/// Something an utterance may be about.
package struct Candidate: Sendable, Hashable {
  /// What sort of thing it is.
  package enum Kind: String, Sendable, Hashable {
    /// An intent of the `.lu` files; a flow may follow.
    case intent
    /// A pair of the `.qna` files.
    case answer
    /// A label that says that the content has nothing for it: `None`, or one that begins with `None.`.
    case outside
  }

  package var kind: Kind
  /// The intent's name or the pair's id.
  package var name: String

  package init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }
}

/// A candidate with how sure we are of it.
package struct Weighed: Sendable, Hashable {
  package var candidate: Candidate
  /// The calibrated probability that this is what was meant, from 0 to 1; 0.8 is right four times in five.
  package var confidence: Double

  package init(_ candidate: Candidate, _ confidence: Double) {
    self.candidate = candidate
    self.confidence = confidence
  }
}
