/// What an ensemble says of a text, before anybody asks how far it can be trusted.
struct Opinion: Sendable, Equatable {
  /// The mean of the voters' probabilities, label by label; zeros in the padding.
  private var lanes: [Lane]
  let labelCount: Int
  /// The share of the text's letter groups that no example has.
  let unseen: Double

  /// Before anybody voted; where there is one label, it has all there is to give.
  init(labelCount: Int, unseen: Double) {
    lanes = [Lane](repeating: Lane(), count: Lanes.needed(for: labelCount))
    if labelCount == 1 { lanes[0][0] = 1 }
    self.labelCount = labelCount
    self.unseen = unseen
  }

  /// The mean of the voters' probabilities, label by label.
  var probabilities: [Float] {
    unsafe lanes.withUnsafeBytes { lanes in
      unsafe Array(lanes.bindMemory(to: Float.self).prefix(labelCount))
    }
  }

  /// The probability of that label which has the highest.
  var highest: Float {
    var highest = Lane()
    for lane in lanes { highest.replace(with: lane, where: lane .> highest) }
    return highest.max()
  }

  /// The label with the highest probability, the first of equals.
  var best: Int {
    let probabilities = self.probabilities
    var best = 0
    for label in probabilities.indices where probabilities[label] > probabilities[best] {
      best = label
    }
    return best
  }

  /// Adds the vote of one voter; the shares of all add up to 1.
  ///
  /// - Parameter scores: as many lanes as the labels need, in the padding ``Network/never``.
  mutating func add(_ scores: [Lane], share: Float) {
    var highest = Lane(repeating: Network.never)
    for lane in scores { highest.replace(with: lane, where: lane .> highest) }
    let top = highest.max()
    var (powers, sum) = (scores, Float(0))
    for place in powers.indices {
      powers[place] = Lanes.exp(powers[place] - top)
      sum += powers[place].sum()
    }
    let factor = share / sum
    for place in lanes.indices { lanes[place] += powers[place] * factor }
  }

  /// This opinion with one more voter, who gets `share` of the vote.
  func mixed(with scores: [Lane], share: Float) -> Opinion {
    var mixed = self
    for place in lanes.indices { mixed.lanes[place] *= 1 - share }
    mixed.add(scores, share: share)
    return mixed
  }
}
