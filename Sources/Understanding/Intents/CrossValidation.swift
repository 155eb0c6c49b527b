/// What a recogniser says of its own examples when it has not seen them.
package enum CrossValidation {
  /// How many parts take turns in being held out.
  package static let folds = 5

  /// The classification of each example by networks trained on four fifths of the others.
  ///
  /// Nil for the only example of a label, which is never held out. Confidences are calibrated as in the model that
  /// ``IntentModel/train(_:)`` makes. Takes about five times as long as one training.
  package static func classifications(
    of examples: [Example],
    limit: Int = 5
  ) throws(TrainingError) -> [Classification?] {
    let set = try TrainingSet(examples)
    let opinions = opinions(of: set, recipe: .standard, everyFold: true)
    let confidence = Confidence(fitting: opinions, classes: set.classes)
    return opinions.map { opinion in
      opinion.map {
        IntentModel.classification(
          of: $0,
          labels: set.labels,
          confidence: confidence,
          limit: limit
        )
      }
    }
  }

  /// The opinion on each example by networks that were trained without it; nil where it was never held out.
  ///
  /// For a large set one fold in five is enough to calibrate on, and is all that is done.
  static func opinions(of set: TrainingSet, recipe: Recipe, everyFold: Bool = false) -> [Opinion?] {
    let folds = Folds(set.classes, count: Self.folds)
    let turns = set.classes.count > recipe.largeSet && !everyFold ? 1 : folds.count
    var opinions = [Opinion?](repeating: nil, count: set.classes.count)
    let networks = set.networkCount(recipe)
    let views = TwoThreads.map(turns) { fold in
      set.view(of: folds.learnt(in: fold), recipe: recipe)
    }
    let vectors = TwoThreads.map(turns) { fold in
      folds.heldOut(in: fold).map { FeatureVector(set.features[$0], in: views[fold].vocabulary) }
    }
    let scores = TwoThreads.map(turns * networks) { job in
      let (fold, number) = job.quotientAndRemainder(dividingBy: networks)
      let network = set.network(number, on: views[fold], recipe: recipe)
      return vectors[fold].map { network.scores(of: $0) }
    }
    for fold in 0..<turns {
      for (place, example) in folds.heldOut(in: fold).enumerated() {
        var opinion = Opinion(
          labelCount: set.labels.count,
          unseen: Double(vectors[fold][place].unseen)
        )
        for number in 0..<networks {
          opinion.add(scores[fold * networks + number][place], of: networks)
        }
        opinions[example] = opinion
      }
    }
    return opinions
  }
}
