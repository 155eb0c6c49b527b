internal import Foundation

/// Several networks over one vocabulary that vote.
struct Ensemble: Sendable, Equatable {
  var vocabulary: FeatureTable
  var networks: [Network]
  let labelCount: Int

  /// What the networks say of a text.
  func opinion(on features: Features) -> Opinion {
    opinion(on: FeatureVector(features, in: vocabulary))
  }

  /// What the networks say of a vector of this vocabulary.
  func opinion(on vector: FeatureVector) -> Opinion {
    var opinion = Opinion(labelCount: labelCount, unseen: Double(vector.unseen))
    if labelCount == 1 { opinion.agree() }
    for network in networks { opinion.add(network.scores(of: vector), of: networks.count) }
    return opinion
  }
}

/// What some networks say of a text, before anybody asks how far they can be trusted.
struct Opinion: Sendable {
  /// The mean of the networks' probabilities, label by label.
  private(set) var probabilities: [Float]
  /// The mean of ln Σ exp(score) over the networks: how loud the evidence is, whatever it is for.
  private(set) var loudness: Double = 0
  /// The share of the text's letter groups that no example has.
  let unseen: Double

  init(labelCount: Int, unseen: Double) {
    probabilities = Array(repeating: 0, count: labelCount)
    self.unseen = unseen
  }

  /// Gives the only label all there is to give.
  mutating func agree() { probabilities = [1] }

  /// The label with the highest probability, the first of equals.
  var best: Int? {
    probabilities.indices.max { probabilities[$0] < probabilities[$1] }
  }

  /// Adds the scores of one of `count` networks.
  mutating func add(_ scores: [Lane], of count: Int) {
    var highest = Lane(repeating: Network.never)
    for lane in scores { highest = pointwiseMax(highest, lane) }
    let top = highest.max()
    let powers = scores.map { Lanes.exp($0 - top) }
    var sum: Float = 0
    for lane in powers { sum += lane.sum() }
    loudness += Double(top + log(sum)) / Double(count)
    let share = 1 / (sum * Float(count))
    for label in probabilities.indices {
      probabilities[label] += powers[label / 8][label % 8] * share
    }
  }
}
