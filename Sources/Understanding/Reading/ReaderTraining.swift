/// Learns from content: the recogniser, how far the matcher can be trusted, and how the two go together.
enum ReaderTraining {
  /// The version of what is learned here beside the recogniser; files of another version are learned anew.
  static let version = 5
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
      index: matcher.index,
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
    let ranking = opinion.ranking(model.confidence, limit: breadth).compactMap { item in
      labels.number(of: model.labels[item.label]).map { ($0, item.score) }
    }
    let seen = Fusion.Evidence(
      recogniser: ranking,
      matcher: numbered(matcher.match(example.text, limit: breadth), labels),
      unseen: opinion.unseen
    )
    var trials = [Fusion.Trial(evidence: seen, meant: meant, weight: 1)]
    if labels.candidates[meant].kind != .outside {
      let others = matcher.match(example.text, excluding: [example.label], limit: breadth)
      let hidden = Fusion.Evidence(
        recogniser: without(meant, ranking),
        matcher: numbered(others, labels),
        unseen: opinion.unseen
      )
      trials.append(Fusion.Trial(evidence: hidden, meant: nil, weight: weightOfHidden))
    }
    return trials
  }

  private static func numbered(_ matches: [Match], _ labels: Labels) -> [Fusion.Weighed] {
    matches.compactMap { match in labels.number(of: match.id).map { ($0, match.confidence) } }
  }

  /// What would be left of a ranking if the candidate did not exist: the others share its probability.
  private static func without(_ number: Int, _ ranking: [Fusion.Weighed]) -> [Fusion.Weighed] {
    guard let own = ranking.first(where: { $0.candidate == number }) else { return ranking }
    let scale = 1 / max(1 - own.probability, 1e-3)
    return ranking.filter { $0.candidate != number }.map {
      ($0.candidate, min(1, $0.probability * scale))
    }
  }
}

extension Fusion.Evidence {
  /// What both halves say of an utterance; `unseen` is the share of it that no example has.
  init(
    recogniser: some Sequence<Fusion.Weighed>,
    matcher: some Sequence<Fusion.Weighed>,
    unseen: Double
  ) {
    var opinions: [Fusion.Opinion] = []
    opinions.reserveCapacity(2 * ReaderTraining.breadth)
    for (candidate, probability) in recogniser {
      opinions.append(Fusion.Opinion(candidate: candidate, recogniser: probability))
    }
    // Both name a few, so that to look through them is quicker than a dictionary.
    for (candidate, probability) in matcher {
      if let place = opinions.firstIndex(where: { $0.candidate == candidate }) {
        opinions[place].matcher = probability
      } else {
        opinions.append(Fusion.Opinion(candidate: candidate, matcher: probability))
      }
    }
    self.init(opinions: opinions, unseen: unseen)
  }
}
