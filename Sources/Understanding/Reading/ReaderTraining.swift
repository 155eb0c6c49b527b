/// Learns from content: the recogniser, how far the matcher can be trusted, and how the two go together.
enum ReaderTraining {
  /// The version of what is learned here beside the recogniser; files of another version are learned anew.
  static let version = 4
  /// How much an utterance counts whose own candidate was hidden, as if the content had nothing for it.
  ///
  /// A quarter, as in ``AlternateTrial``: about one message in five asks what no content answers.
  private static let weightOfHidden = 0.25
  /// How many candidates of each half are weighed.
  static let breadth = 8

  /// Trains on the content; blocks for some seconds, with at most two threads.
  static func learned(from content: Content) throws(TrainingError) -> Learned {
    let labels = Labels(content)
    let set = try TrainingSet(content.examples)
    let heldOut = HeldOut(of: set, recipe: .standard)
    let model = IntentModel.train(set, heldOut: heldOut, recipe: .standard)
    let matcher = AnswerMatcher(pairs: content.matcherPairs, synonyms: content.synonyms)
    let trials = trials(content, labels, set, heldOut.opinions, model, matcher)
    return Learned(
      model: model,
      matcherCalibration: matcher.calibration,
      fusion: Fusion(learningFrom: trials, isOutside: labels.isOutside)
    )
  }

  /// Asks both halves about the utterances that the recogniser was tried on, the matcher without them too.
  private static func trials(
    _ content: Content,
    _ labels: Labels,
    _ set: TrainingSet,
    _ opinions: [Opinion?],
    _ model: IntentModel,
    _ matcher: AnswerMatcher
  ) -> [Fusion.Trial] {
    let folds = Folds(set.classes, count: HeldOut.folds)
    let examples = content.examples
    let turns = (0..<folds.count).filter { turn in
      folds.heldOut(in: turn).contains { opinions[$0] != nil }
    }
    let asked = TwoThreads.map(turns.count) { place -> [Fusion.Trial] in
      let heldOut = folds.heldOut(in: turns[place]).filter { opinions[$0] != nil }
      var hidden: [String: Set<String>] = [:]
      for index in heldOut {
        hidden[examples[index].label, default: []].insert(examples[index].text)
      }
      let rest = content.matcherPairs.map { pair in
        var pair = pair
        if let texts = hidden[pair.id] { pair.questions.removeAll { texts.contains($0) } }
        return pair
      }
      let blind = AnswerMatcher(
        pairs: rest,
        synonyms: content.synonyms,
        calibration: matcher.calibration
      )
      return heldOut.flatMap { index in
        trials(of: examples[index], opinions[index], labels, model, blind)
      }
    }
    return asked.flatMap(\.self)
  }

  private static func trials(
    of example: Example,
    _ opinion: Opinion?,
    _ labels: Labels,
    _ model: IntentModel,
    _ matcher: AnswerMatcher
  ) -> [Fusion.Trial] {
    guard let opinion, let meant = labels.number(of: example.label) else { return [] }
    let classification = Classification(
      of: opinion,
      labels: model.labels,
      model.confidence,
      limit: breadth
    )
    let seen = Fusion.Evidence(
      classification,
      matcher.match(example.text, limit: breadth),
      labels: labels
    )
    var trials = [Fusion.Trial(evidence: seen, meant: meant, weight: 1)]
    if labels.candidates[meant].kind != .outside {
      let others = matcher.match(example.text, excluding: [example.label], limit: breadth)
      let hidden = Fusion.Evidence(classification.without(example.label), others, labels: labels)
      trials.append(Fusion.Trial(evidence: hidden, meant: nil, weight: weightOfHidden))
    }
    return trials
  }
}

extension Fusion.Evidence {
  /// What both halves say of an utterance.
  init(_ classification: Classification, _ matches: [Match], labels: Labels) {
    var opinions: [Int: Fusion.Opinion] = [:]
    for scored in classification.ranking {
      guard let number = labels.number(of: scored.candidate) else { continue }
      opinions[number, default: Fusion.Opinion(recogniser: 0, matcher: 0)].recogniser = scored.score
    }
    for match in matches {
      guard let number = labels.number(of: match.id) else { continue }
      opinions[number, default: Fusion.Opinion(recogniser: 0, matcher: 0)].matcher =
        match.confidence
    }
    self.init(opinions: opinions, unseen: classification.unseen)
  }
}

extension Classification {
  /// What would be left if the label did not exist: the others share its probability.
  func without(_ label: String) -> Classification {
    guard let own = ranking.first(where: { $0.candidate == label }) else { return self }
    let scale = 1 / max(1 - own.score, 1e-3)
    let rest = ranking.filter { $0.candidate != label }.map {
      Scored(candidate: $0.candidate, score: min(1, $0.score * scale))
    }
    return Classification(ranking: rest, unseen: unseen)
  }
}
