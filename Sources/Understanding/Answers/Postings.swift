/// For every feature the pairs that have it, and under each pair the wordings that have it, with what the feature adds
/// to their scores.
///
/// Two levels, so that an utterance is compared with all pairs, which are few, and then only with the wordings of the
/// best of them. Weights keep the upper half of their bits: what is compared is a sum of some dozen.
struct Postings: Sendable, Equatable {
  /// What a feature adds to the score of a pair.
  struct Weights: Sendable, Equatable, BitwiseCopyable {
    /// By the wordings of the pair, and by all its text.
    var wordings: UInt16
    var text: UInt16
  }

  /// Where the entries of a feature begin, an entry being a pair that has it; those of the next one follow.
  let starts: NumberRun<Int32>
  /// The pair of an entry, rising within a feature.
  let pairs: NumberRun<Int32>
  let weights: NumberRun<Weights>
  /// Where the postings of an entry begin, a posting being a wording of the pair that has the feature; those of the
  /// next entry follow.
  let firsts: NumberRun<Int32>
  /// Which of its pair's wordings a posting is, rising within an entry.
  let places: NumberRun<UInt16>
  let shares: NumberRun<UInt16>

  /// No pair has more wordings than this; later ones would not be found by themselves.
  static let mostWordings = Int(UInt16.max)

  /// Where a feature or an entry has its own: `start ..< end`.
  @inline(__always)
  func entries(of feature: Int32) -> Range<Int> {
    Int(starts[Int(feature)])..<Int(starts[Int(feature) + 1])
  }

  /// Adds what some postings of one pair say, times `factor`, to the scores of its wordings, which begin at `start`.
  @inline(__always)
  func add(_ range: Range<Int>, times factor: Float, to scores: inout [Float], from start: Int) {
    unsafe places.withPointer { places in
      unsafe shares.withPointer { shares in
        unsafe scores.withUnsafeMutableBufferPointer { scores in
          guard let own = unsafe scores.baseAddress.map({ unsafe $0 + start }) else { return }
          for posting in range {
            unsafe own[Int(places[posting])] += factor * Float(upperBits: shares[posting])
          }
        }
      }
    }
  }

  /// The entry of a feature for a pair; nil where the pair does not have it.
  func entry(of feature: Int32, in pair: Int) -> Int? {
    let entries = entries(of: feature)
    let place = pairs.firstPlace(in: entries) { Int($0) >= pair }
    return place < entries.upperBound && Int(pairs[place]) == pair ? place : nil
  }

  /// Whether the wording of a pair has the feature; `wording` counts from the first of the pair.
  func has(_ feature: Int32, in pair: Int, wording: Int) -> Bool {
    guard let entry = entry(of: feature, in: pair) else { return false }
    let postings = Int(firsts[entry])..<Int(firsts[entry + 1])
    let place = places.firstPlace(in: postings) { Int($0) >= wording }
    return place < postings.upperBound && Int(places[place]) == wording
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
