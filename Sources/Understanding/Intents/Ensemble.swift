/// Several networks over one table of features that vote, and naive Bayes where it helps.
struct Ensemble: Sendable, Equatable {
  let table: FeatureTable
  let networks: [Network]
  /// Votes where ``Blend`` found that it should.
  let bayes: ComplementBayes?
  let labelCount: Int

  /// What the networks say of a text.
  func opinion(on features: Features) -> Opinion {
    let vector = FeatureVector(features, in: table)
    var opinion = Opinion(labelCount: labelCount, unseen: Double(vector.unseen))
    guard labelCount > 1 else { return opinion }
    let share: Float = bayes == nil ? 1 : 1 - Blend.share
    for network in networks {
      opinion.add(network.scores(of: vector), share: share / Float(networks.count))
    }
    if let bayes { opinion.add(bayes.scores(of: vector), share: Blend.share) }
    return opinion
  }
}
