/// For every feature the pairs that have it, and under each pair the wordings that have it, with what the feature adds
/// to their scores.
///
/// Two levels, so that an utterance is compared with all pairs, which are few, and then only with the wordings of the
/// best of them. Weights keep the upper half of their bits: what is compared is a sum of some dozen.
struct Postings: Sendable, Equatable {
  /// A pair that has a feature.
  ///
  /// What is read together lies together: to fetch it takes longer than to add it up.
  struct Entry: Sendable, Equatable, BitwiseCopyable {
    var pair: Int32
    /// Where its postings begin; those of the next entry follow.
    var first: Int32
    /// What the feature adds to the score of the pair: by its wordings, and by all its text.
    var wordings: UInt16
    var text: UInt16
  }

  /// A wording of the pair that has the feature.
  struct Posting: Sendable, Equatable, BitwiseCopyable {
    /// Which of its pair's wordings it is.
    var place: UInt16
    /// What the feature adds to its score.
    var share: UInt16
  }

  /// Where the entries of a feature begin; those of the next one follow.
  let starts: NumberRun<Int32>
  /// By their pair, rising within a feature; behind the last one that says where its postings end.
  let entries: NumberRun<Entry>
  /// By their place, rising within an entry.
  let postings: NumberRun<Posting>

  /// No pair has more wordings than this; later ones would not be found by themselves.
  static let mostWordings = Int(UInt16.max)

  /// The entries of a feature, by their number.
  @inline(__always)
  func entries(of feature: Int32) -> Range<Int> {
    Int(starts[Int(feature)])..<Int(starts[Int(feature) + 1])
  }

  /// The entry of a feature for a pair; nil where the pair does not have it.
  func entry(of feature: Int32, in pair: Int) -> Int? {
    let entries = entries(of: feature)
    let place = self.entries.firstPlace(in: entries) { Int($0.pair) >= pair }
    return place < entries.upperBound && Int(self.entries[place].pair) == pair ? place : nil
  }

  /// Whether the wording of a pair has the feature; `wording` counts from the first of the pair.
  func has(_ feature: Int32, in pair: Int, wording: Int) -> Bool {
    guard let entry = entry(of: feature, in: pair) else { return false }
    let own = Int(entries[entry].first)..<Int(entries[entry + 1].first)
    let place = postings.firstPlace(in: own) { Int($0.place) >= wording }
    return place < own.upperBound && Int(postings[place].place) == wording
  }
}

extension NumberRun {
  /// The first place in the range whose number fits, where all after one that fits do; else its end.
  fileprivate func firstPlace(in range: Range<Int>, where fits: (Number) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if fits(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Float {
  /// The number with the upper half of the bits of another, see ``HalfLane``.
  @inline(__always)
  init(upperBits bits: UInt16) { self.init(bitPattern: UInt32(bits) << 16) }

  /// The upper half of its bits, rounded; for numbers that are finite.
  var upperBits: UInt16 { UInt16(truncatingIfNeeded: (bitPattern &+ 0x8000) >> 16) }
}
