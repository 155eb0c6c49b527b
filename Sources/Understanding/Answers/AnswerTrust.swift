internal import Foundation

/// How far the answers of a set can be trusted to say what their questions ask.
///
/// In some sets an answer repeats what is asked, and finding it by its text works; in others it speaks of other
/// things, and matching it misleads. The set tells by itself: ask every wording, look through the answers alone, and
/// take the mean reciprocal rank r of its own one. The trust is 8 r⁸, at most 1: answers are ten times as long as
/// questions and match most things a little, so they count only where r is high. Checked by what serves best at both
/// ends: covidfaq has r = .51 and wants less than .05, the pairs of our own helpdesk have .77 and want all of it.
enum AnswerTrust {
  /// The most wordings that are asked.
  private static let sample = 200

  /// - Parameters:
  ///   - wordings: the word numbers of each wording; `pairs` which of them each pair has.
  ///   - answers: the word numbers of the answer of each pair, empty where it has none.
  static func measured(
    wordings: [[Int32]],
    of pairs: [Range<Int>],
    answers: [[Int32]],
    vocabulary: AnswerVocabulary
  ) -> Float {
    let askable = pairs.enumerated().flatMap { pair, range in
      answers[pair].isEmpty ? [] : range.map { (wording: $0, pair: pair) }
    }
    guard !askable.isEmpty else { return 0 }
    let alone = answers.map { _ in 0..<0 }
    let postings = Postings(
      [],
      of: alone,
      texts: answers,
      textShares: answers.map { _ in 1 },
      vocabulary,
      .bm25
    )
    let stride = max(1, askable.count / sample)
    var (sum, count): (Float, Float) = (0, 0)
    for place in Swift.stride(from: 0, to: askable.count, by: stride) {
      var scores = [Float](repeating: 0, count: answers.count)
      for word in Set(wordings[askable[place].wording]).sorted() {
        for entry in postings.entries[postings.entries(of: word)] {
          scores[Int(entry.pair)] += Float(upperBits: entry.text)
        }
      }
      let own = scores[askable[place].pair]
      let rank = scores.count { $0 >= own }
      sum += own > 0 ? 1 / Float(rank) : 0
      count += 1
    }
    let reciprocalRank = sum / count
    return min(1, 8 * pow(reciprocalRank, 8))
  }
}
