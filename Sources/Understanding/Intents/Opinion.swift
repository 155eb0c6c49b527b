/// What an ensemble says of a text, before anybody asks how far it can be trusted.
struct Opinion: Sendable, Equatable {
  /// The mean of the voters' probabilities, label by label.
  private(set) var probabilities: [Float]
  /// The share of the text's letter groups that no example has.
  let unseen: Double

  /// Before anybody voted; where there is one label, it has all there is to give.
  init(labelCount: Int, unseen: Double) {
    probabilities = Array(repeating: labelCount == 1 ? 1 : 0, count: labelCount)
    self.unseen = unseen
  }

  /// The label with the highest probability, the first of equals.
  var best: Int {
    var best = 0
    for label in probabilities.indices where probabilities[label] > probabilities[best] {
      best = label
    }
    return best
  }

  /// Adds the vote of one voter; the shares of all add up to 1.
  mutating func add(_ scores: [Lane], share: Float) {
    var highest = Lane(repeating: Network.never)
    for lane in scores { highest = pointwiseMax(highest, lane) }
    let top = highest.max()
    let powers = scores.map { Lanes.exp($0 - top) }
    let factor = share / powers.reduce(0) { $0 + $1.sum() }
    for label in probabilities.indices {
      probabilities[label] += powers[label / 8][label % 8] * factor
    }
  }

  /// This opinion with one more voter, who gets `share` of the vote.
  func mixed(with scores: [Lane], share: Float) -> Opinion {
    var mixed = self
    for label in probabilities.indices { mixed.probabilities[label] *= 1 - share }
    mixed.add(scores, share: share)
    return mixed
  }
}
