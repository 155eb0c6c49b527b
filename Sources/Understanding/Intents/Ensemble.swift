/// Several networks over one table of features that vote, with a linear machine on a large set, and naive Bayes
/// where it helps.
struct Ensemble: Sendable, Equatable {
  let table: FeatureTable
  let networks: [Network]
  /// Votes where the set is large; on a small one it adds nothing to the networks.
  let machine: LinearMachine?
  /// Votes where ``Blend`` found that it should.
  let bayes: ComplementBayes?
  let labelCount: Int

  /// What the networks say of a text.
  func opinion(on features: Features) -> Opinion {
    let vector = FeatureVector(features, in: table)
    var opinion = Opinion(labelCount: labelCount, unseen: Double(vector.unseen))
    guard labelCount > 1 else { return opinion }
    for network in networks {
      opinion.add(network.scores(of: vector), share: 1 / Float(networks.count))
    }
    if let machine {
      opinion = opinion.mixed(with: machine.scores(of: vector), share: LinearMachine.share)
    }
    if let bayes { opinion = opinion.mixed(with: bayes.scores(of: vector), share: Blend.share) }
    return opinion
  }
}
