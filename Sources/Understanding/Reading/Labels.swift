internal import Authoring

/// The candidates of some content, numbered, and the names under which the two halves know them.
///
/// Recogniser and matcher are trained on the same labels: an intent and a pair may share a name, so the kind is part
/// of the label.
struct Labels: Sendable {
  let candidates: [Candidate]
  private let numbers: [String: Int]

  init(_ content: Content) {
    candidates =
      content.intents.map { Candidate(Content.isOutside($0.name) ? .outside : .intent, $0.name) }
      + content.pairs.map { Candidate(.answer, $0.id) }
    numbers = Dictionary(candidates.enumerated().map { (Self.label(of: $1), $0) }) { first, _ in
      first
    }
  }

  /// Whether the candidate of that number says that nothing of the content is meant.
  func isOutside(_ number: Int) -> Bool { candidates[number].kind == .outside }

  /// The number of the candidate with that label.
  func number(of label: String) -> Int? { numbers[label] }

  /// The label of a candidate, such as `intent:Skriver`.
  static func label(of candidate: Candidate) -> String {
    "\(candidate.kind.rawValue):\(candidate.name)"
  }
}

extension Content {
  /// What the recogniser learns from: the utterances of the intents, and the questions of the pairs.
  ///
  /// Those of context-only pairs too: out of place they are known for what they are, rather than taken for the next
  /// best thing.
  var examples: [Example] {
    intents.flatMap { intent in
      let label = Labels.label(
        of: Candidate(Content.isOutside(intent.name) ? .outside : .intent, intent.name)
      )
      return intent.utterances.map { Example(label: label, text: $0.text) }
    }
      + pairs.flatMap { pair in
        pair.questions.map { Example(label: "answer:\(pair.id)", text: $0.text) }
      }
  }

  /// What the matcher compares with: every candidate with its wordings; a pair with its answers too.
  var matcherPairs: [MatcherPair] {
    let wordings = intents.map { intent in
      let candidate = Candidate(Content.isOutside(intent.name) ? .outside : .intent, intent.name)
      return MatcherPair(
        id: Labels.label(of: candidate),
        questions: intent.utterances.map(\.text),
        followUps: followUps(of: replies[intent.name])
      )
    }
    return wordings
      + pairs.map { pair in
        MatcherPair(
          id: "answer:\(pair.id)",
          questions: pair.questions.map(\.text),
          answer: pair.variants.map(\.text).joined(separator: "\n"),
          isContextOnly: pair.isContextOnly,
          followUps: followUps(of: pair)
        )
      }
  }

  /// What each candidate's answer offers to go on with.
  var followUps: [Candidate: Set<Candidate>] {
    let served =
      intents.map {
        (Candidate(Content.isOutside($0.name) ? .outside : .intent, $0.name), replies[$0.name])
      }
      + pairs.map { (Candidate(.answer, $0.id), $0) }
    return Dictionary(served.map { ($0, targets(of: $1)) }) { first, _ in first }
  }

  private func targets(of pair: Pair?) -> Set<Candidate> {
    Set((pair?.variants ?? []).flatMap(\.prompts).compactMap(candidate(for:)))
  }

  private func followUps(of pair: Pair?) -> [String] {
    targets(of: pair).map(Labels.label(of:)).sorted()
  }
}
