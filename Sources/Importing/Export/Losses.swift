/// Collects what the target formats cannot carry, so that a thousand cases of one kind become one line.
struct Losses {
  private var order: [String] = []
  private var counts: [String: Int] = [:]
  private var first: [String: String] = [:]

  /// Something that happens once; the same sentence twice is one line.
  mutating func report(_ sentence: String) { count(sentence, at: "") }

  /// One more of something that may happen often; `place` is told of the first.
  mutating func count(_ sentence: String, at place: String) {
    if counts.updateValue((counts[sentence] ?? 0) + 1, forKey: sentence) == nil {
      order.append(sentence)
      first[sentence] = place
    }
  }

  /// The lines: `utterances[3]: sentence`, `utterances[3] and 17 more: sentence`, `sentence`.
  var lines: [String] {
    order.map { sentence in
      let place = first[sentence] ?? ""
      guard !place.isEmpty else { return sentence }
      let more = (counts[sentence] ?? 1) - 1
      return more == 0 ? "\(place): \(sentence)" : "\(place) and \(more) more: \(sentence)"
    }
  }
}
