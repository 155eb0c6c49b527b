internal import Foundation
internal import Norwegian

extension IntentModel {
  /// The words of a text that spoke most for a label, strongest first; none for a label it does not know.
  ///
  /// A word's weight is what the label's log-probability loses when the word, with all that it is part of, is
  /// taken out of the text. At most five words that have a say; only the first 40 words are tried.
  package func evidence(for label: String, in text: String) -> [Evidence] {
    guard let label = labels.firstIndex(of: label) else { return [] }
    let tokens = Features.tokens(of: text)
    let whole = belief(in: label, of: Features(of: tokens))
    let bytes = Array(text.utf8.prefix(Features.longestText))
    var evidence: [Evidence] = []
    for index in tokens.indices.prefix(40) {
      let weight = whole - belief(in: label, of: Features(of: tokens, hiding: index))
      guard weight > 0.01 else { continue }
      let word = String(decoding: bytes[tokens[index].range], as: UTF8.self)
      evidence.append(Evidence(word: word, weight: weight))
    }
    return Array(evidence.sorted { $0.weight > $1.weight }.prefix(5))
  }

  private func belief(in label: Int, of features: Features) -> Double {
    log(max(Double(ensemble.opinion(on: features).probabilities[label]), 1e-9))
  }
}
