/// Opinions on examples by voters that were trained without them.
struct HeldOut: Sendable {
  /// How many parts take turns in being held out.
  static let folds = 5

  /// The opinion on each example; nil where it was never held out.
  let opinions: [Opinion?]
  /// Whether naive Bayes has a vote in them, and should have one in the model.
  let usesBayes: Bool

  /// Asks for opinions on all examples of a small set, or of every one, and on one fold in five of a large set,
  /// which is enough to calibrate on.
  init(of set: TrainingSet, recipe: Recipe, everyFold: Bool = false) {
    let folds = Folds(set.classes, count: Self.folds)
    let turns = set.classes.count > recipe.largeSet && !everyFold ? 1 : folds.count
    var networks = [Opinion?](repeating: nil, count: set.classes.count)
    var blended = networks
    guard set.labels.count > 1 else {
      (opinions, usesBayes) = (networks, false)
      return
    }
    let views = TwoThreads.map(turns) { fold in
      View(set, folds: folds, fold: fold, recipe: recipe)
    }
    // The networks, then the linear machine, then naive Bayes.
    let voters = recipe.networks + 2
    let votes = TwoThreads.map(turns * voters) { job in
      let (fold, voter) = job.quotientAndRemainder(dividingBy: voters)
      return views[fold].votes(of: voter, set, recipe)
    }
    for (fold, view) in views.enumerated() {
      let votes = votes[(fold * voters)..<((fold + 1) * voters)]
      for (place, example) in view.heldOut.enumerated() {
        let scores = votes.map { $0.isEmpty ? [] : $0[place] }
        let unseen = Double(view.vectors[place].unseen)
        var opinion = Opinion(labelCount: set.labels.count, unseen: unseen)
        for vote in scores.prefix(recipe.networks) {
          opinion.add(vote, share: 1 / Float(recipe.networks))
        }
        let machine = scores[recipe.networks]
        if !machine.isEmpty {
          opinion = opinion.mixed(with: machine, share: LinearMachine.share)
        }
        networks[example] = opinion
        blended[example] = opinion.mixed(with: scores[recipe.networks + 1], share: Blend.share)
      }
    }
    usesBayes = Blend.helps(networks: networks, blended: blended, classes: set.classes)
    opinions = usesBayes ? blended : networks
  }

  /// What is learnt from in one fold, and what is held out.
  private struct View: Sendable {
    let learnt: TrainingSet.View
    let heldOut: [Int]
    let vectors: [FeatureVector]

    init(_ set: TrainingSet, folds: Folds, fold: Int, recipe: Recipe) {
      let learnt = set.view(of: folds.learnt(in: fold), recipe: recipe)
      self.learnt = learnt
      heldOut = folds.heldOut(in: fold)
      vectors = heldOut.map { FeatureVector(set.features[$0], in: learnt.table) }
    }

    /// The scores that one voter gives to what is held out; none from a machine that does not vote.
    func votes(of voter: Int, _ set: TrainingSet, _ recipe: Recipe) -> [[Lane]] {
      switch voter - recipe.networks {
      case ..<0:
        let network = set.network(voter, on: learnt, recipe: recipe)
        return vectors.map { network.scores(of: $0) }
      case 0:
        guard let machine = set.machine(on: learnt, recipe: recipe) else { return [] }
        return vectors.map { machine.scores(of: $0) }
      default:
        let bayes = set.bayes(on: learnt)
        return vectors.map { bayes.scores(of: $0) }
      }
    }
  }
}
