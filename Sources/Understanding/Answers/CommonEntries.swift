/// The entries of the features that most pairs have, as rows of numbers, one for each pair.
///
/// Such features are few, and nine tenths of what an utterance meets. To add up a row, zeros and all, takes a fifth of
/// the time that its entries take one by one.
struct CommonEntries: Sendable, Equatable {
  typealias Numbers = SIMD4<UInt32>

  /// How often four numbers a row has.
  let width: Int
  /// The row of each of the first features, or -1; those after them have none.
  private let rowsOfFeatures: [Int32]
  /// What a feature adds to the score of a pair: by its text in the upper half, by its wordings in the lower.
  private let rows: [Numbers]

  /// Takes the entries of features that at least two pairs in three have.
  ///
  /// - Parameter pairs: how many there are.
  init(_ postings: Postings, pairs: Int) {
    width = (pairs + 3) / 4
    var (places, rows): ([Int32], [Numbers]) = ([], [])
    for feature in 0..<postings.starts.count - 1 {
      let own = postings.entries(of: Int32(feature))
      guard own.count * 3 >= pairs * 2, !own.isEmpty else { continue }
      places += [Int32](repeating: -1, count: feature - places.count)
      places.append(Int32(rows.count / width))
      let first = rows.count
      rows += [Numbers](repeating: Numbers(), count: width)
      for place in own {
        let entry = postings.entries[place]
        let pair = Int(entry.pair)
        rows[first + pair / 4][pair % 4] = UInt32(entry.text) << 16 | UInt32(entry.wordings)
      }
    }
    rowsOfFeatures = places
    self.rows = rows
  }

  /// Where the row of a feature begins; nil where that is not known here.
  @inline(__always)
  private func row(of feature: Int32) -> Int? {
    guard feature < rowsOfFeatures.count, rowsOfFeatures[Int(feature)] >= 0 else { return nil }
    return Int(rowsOfFeatures[Int(feature)]) * width
  }

  /// What a feature says of the first pair, as a whole number; nil where that is not known here.
  @inline(__always)
  func first(of feature: Int32) -> UInt32? { row(of: feature).map { rows[$0][0] } }

  /// Adds what a feature says of each pair; false where that is not known here.
  ///
  /// - Parameters:
  ///   - wordings: what the feature counts beside the wordings of a pair, and `text` beside its text.
  ///   - scores: ``width`` of them.
  @inline(never)  // In the loop of its caller it would take half as many instructions again.
  func add(
    _ feature: Int32,
    wordings: Float,
    text: Float,
    to scores: UnsafeMutablePointer<SIMD4<Float>>
  ) -> Bool {
    guard let first = row(of: feature) else { return false }
    // Every row has as many numbers.
    unsafe rows.withUnsafeBufferPointer { rows in
      for place in 0..<width {
        let row = unsafe rows[first &+ place]
        let lower = unsafe unsafeBitCast(row &<< 16, to: SIMD4<Float>.self)
        let upper = unsafe unsafeBitCast(row & 0xFFFF_0000, to: SIMD4<Float>.self)
        unsafe scores[place] += lower * wordings + upper * text
      }
    }
    return true
  }
}
