internal import Norwegian

/// Finds the words that say most: runs of words of five letters or more.
enum KeyPhrases {
  static func find(in text: EntityText) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start: Int?
    for (index, token) in text.tokens.enumerated() {
      let isKey = token.kind == .word && token.text.count >= 5
      if isKey, start == nil { start = index }
      if let first = start, !isKey || !text.isJoined(index) || index + 1 == text.tokens.count {
        let last = isKey ? index : index - 1
        found.append(text.tokens[first].range.lowerBound..<text.tokens[last].range.upperBound)
        start = nil
      }
    }
    return found
  }
}
