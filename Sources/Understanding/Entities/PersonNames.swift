internal import Norwegian

/// Finds personal names by the words that introduce them.
enum PersonNames {
  static func find(in text: EntityText) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index < text.tokens.count {
      if let range = name(after: index, in: text) { found.append(range) }
      index += 1
    }
    return found
  }

  private static func name(after index: Int, in text: EntityText) -> Range<Int>? {
    guard introducers.contains(text.tokens[index].text) || isNameIs(index, text),
      text.isJoined(index)
    else { return nil }
    var end = index + 1
    while end < text.tokens.count, end <= index + 3, isCapitalised(text, end) {
      end += 1
      if !text.isJoined(end - 1) { break }
    }
    guard end > index + 1 else { return nil }
    return text.tokens[index + 1].range.lowerBound..<text.tokens[end - 1].range.upperBound
  }

  private static let introducers: Set<String> = [
    "heter", "heiter", "heite", "hete", "hilsen", "named", "mvh",
  ]

  /// «Navnet mitt er», «namnet mitt er», "my name is".
  private static func isNameIs(_ index: Int, _ text: EntityText) -> Bool {
    guard index > 0, ["er", "is", "e"].contains(text.tokens[index].text) else { return false }
    return text.tokens[max(0, index - 2)..<index].contains {
      ["navnet", "namnet", "name", "navn", "namn"].contains($0.text)
    }
  }

  private static func isCapitalised(_ text: EntityText, _ index: Int) -> Bool {
    text.tokens[index].kind == .word
      && text.string(text.tokens[index].range).unicodeScalars.first?.properties.isUppercase == true
  }
}
