/// The scores of every wording of a few pairs.
struct WordingScores {
  private let wordingsOfPair: [Range<Int>]
  /// The lane that the scores of a pair's wordings begin in; -1 for a pair that is not compared.
  private var starts: [Int32]
  /// Zeros behind the last wording of a pair, up to a whole lane.
  private var lanes: [Lane]

  /// Makes room for the wordings of some pairs.
  init(_ pairs: [Int], of index: AnswerIndex) {
    wordingsOfPair = index.wordingsOfPair
    starts = [Int32](repeating: -1, count: wordingsOfPair.count)
    var count = 0
    for pair in pairs {
      starts[pair] = Int32(count)
      count += Lanes.needed(for: wordingsOfPair[pair].count)
    }
    lanes = [Lane](repeating: Lane(), count: count)
  }

  /// Adds what features say of the wordings.
  mutating func add(_ factors: [AnswerQuery.Factor], _ postings: Postings) {
    // Entries and postings lie in theirs, pairs and places in what there is of them: seen to when they were made or
    // read. The starts leave room for every wording of their pair.
    unsafe postings.entries.withPointer { entries in
      unsafe postings.postings.withPointer { wordings in
        unsafe lanes.withUnsafeMutableBytes { lanes in
          guard let lanes = lanes.baseAddress else { return }
          let scores = unsafe lanes.assumingMemoryBound(to: Float.self)
          unsafe starts.withUnsafeBufferPointer { starts in
            // As in ``AnswerQuery``, all are asked for at once; no share is negative, so this always goes on.
            let first = factors.reduce(Int32(0)) { first, factor in
              let own = postings.entries(of: factor.feature)
              let posting = unsafe Int(entries[own.lowerBound].first)
              guard unsafe posting < entries[own.upperBound].first else { return first }
              return unsafe first | Int32(bitPattern: UInt32(wordings[posting].share) << 16)
            }
            guard first >= 0 else { return }
            for factor in factors {
              let own = postings.entries(of: factor.feature)
              // A common feature is in no wording, and in most pairs.
              guard unsafe entries[own.lowerBound].first < entries[own.upperBound].first else {
                continue
              }
              var place = own.lowerBound
              while place < own.upperBound {
                let entry = unsafe entries + place
                place &+= 1
                let start = unsafe starts[Int(entry[0].pair)]
                guard start >= 0 else { continue }
                let first = unsafe scores + Int(start) &* 8
                for posting in unsafe Int(entry[0].first)..<Int(entry[1].first) {
                  let posting = unsafe wordings[posting]
                  unsafe first[Int(posting.place)] +=
                    factor.wording * Float(upperBits: posting.share)
                }
              }
            }
          }
        }
      }
    }
  }

  /// The score of the pair's nearest wording; nil for a pair that has none, or is not compared.
  func best(of pair: Int) -> Float? {
    lanes(of: pair).map { lanes in
      var highest = Lane()
      for lane in lanes { highest.replace(with: lane, where: lane .> highest) }
      return highest.max()
    }
  }

  /// The wording with that score, counted from the first of its pair, and the first of equal ones.
  func nearest(of pair: Int) -> Int? {
    guard let lanes = lanes(of: pair), let best = best(of: pair) else { return nil }
    for (number, lane) in lanes.enumerated() {
      for place in 0..<8 where lane[place] == best { return number * 8 + place }
    }
    return nil
  }

  private func lanes(of pair: Int) -> ArraySlice<Lane>? {
    let count = wordingsOfPair[pair].count
    guard starts[pair] >= 0, count > 0 else { return nil }
    let first = Int(starts[pair])
    return lanes[first..<first + Lanes.needed(for: count)]
  }
}
