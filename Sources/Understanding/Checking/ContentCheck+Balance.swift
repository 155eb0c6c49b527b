internal import Authoring
internal import Ground

extension ContentCheck {
  /// Too little to learn from, or so much that the rest drowns.
  var balance: [Diagnostic] {
    content.intents.compactMap(tooFew) + tooMany + content.pairs.compactMap(fewWordings)
  }

  private static let fewestUtterances = 3
  private static let enoughUtterances = 10
  private static let enoughWordings = 3
  /// How many times the median an intent may have.
  private static let largestShare = 8

  private func tooFew(_ intent: Intent) -> Diagnostic? {
    let count = intent.utterances.count
    guard count < Self.enoughUtterances else { return nil }
    // A pattern alone is understood without having been learned.
    let isError = count + intent.patterns.count < Self.fewestUtterances
    return Diagnostic(
      isError ? .error : .warning,
      "few-utterances",
      at: intent.place,
      "the intent \(intent.name.quoted) has \(count) utterance\(count == 1 ? "" : "s")",
      hint: "write at least \(Self.enoughUtterances), as different as users are; thirty are good"
    )
  }

  private var tooMany: [Diagnostic] {
    let inside = content.intents.filter { !Content.isOutside($0.name) }
    let counts = inside.map(\.utterances.count).sorted()
    guard !counts.isEmpty else { return [] }
    let most = max(1, counts[counts.count / 2]) * Self.largestShare
    return inside.filter { $0.utterances.count > most && counts.count > 2 }.map { intent in
      Diagnostic(
        .warning,
        "many-utterances",
        at: intent.place,
        "the intent \(intent.name.quoted) has \(intent.utterances.count) utterances, more than "
          + "\(Self.largestShare) times the usual \(counts[counts.count / 2])",
        hint: "divide it, or give the others more"
      )
    }
  }

  private func fewWordings(_ pair: Pair) -> Diagnostic? {
    guard !contextOnlyOrSilent(pair) else { return nil }
    let count = Set(
      pair.questions.map {
        AuthoredWording(Candidate(.answer, pair.id), $0.text, at: $0.place).folded
      }
    ).count
    guard count < Self.enoughWordings else { return nil }
    return Diagnostic(
      .warning,
      "few-wordings",
      at: pair.questions.first?.place ?? pair.place,
      "the pair \(pair.id.quoted) has "
        + (count == 1 ? "one question and no alternate" : "\(count) wordings"),
      hint: "add alternates, at least \(Self.enoughWordings) wordings in all"
    )
  }

  /// Whether a pair is not asked for in words at all.
  private func contextOnlyOrSilent(_ pair: Pair) -> Bool {
    pair.questions.isEmpty || contextOnly.contains(pair.id)
  }
}

extension Pair {
  /// Where it is written first.
  var place: Place { variants.first?.place ?? Place(line: 1) }
}
