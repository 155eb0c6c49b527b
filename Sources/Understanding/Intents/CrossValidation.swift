/// What a recogniser says of its own examples when it has not seen them.
package struct CrossValidation {
  /// How many parts take turns in being held out.
  static let folds = 5

  /// The opinion on each example by networks that were trained without it; nil where it was never held out.
  ///
  /// Above 2000 examples one fold in five is enough to calibrate on, and is all that is done.
  static func opinions(of set: TrainingSet, recipe: Recipe, everyFold: Bool = false) -> [Opinion?] {
    let folds = Folds(set.classes, count: Self.folds)
    let turns = set.classes.count > recipe.largeSet && !everyFold ? 1 : folds.count
    var opinions = [Opinion?](repeating: nil, count: set.classes.count)
    let views = TwoThreads.map(turns) { fold in
      set.view(of: folds.learnt(in: fold), recipe: recipe)
    }
    let vectors = TwoThreads.map(turns) { fold in
      folds.heldOut(in: fold).map { FeatureVector(set.features[$0], in: views[fold].vocabulary) }
    }
    let scores = TwoThreads.map(turns * recipe.networks) { job in
      let (fold, number) = job.quotientAndRemainder(dividingBy: recipe.networks)
      let network = set.network(number, on: views[fold], recipe: recipe)
      return vectors[fold].map { network.scores(of: $0) }
    }
    for fold in 0..<turns {
      for (place, example) in folds.heldOut(in: fold).enumerated() {
        var opinion = Opinion(
          labelCount: set.labels.count,
          unseen: Double(vectors[fold][place].unseen)
        )
        for number in 0..<recipe.networks {
          opinion.add(scores[fold * recipe.networks + number][place], of: recipe.networks)
        }
        opinions[example] = opinion
      }
    }
    return opinions
  }
}
