internal import Norwegian

/// Cuts a message that may hold more than one need into the parts that may each be one.
enum Needs {
  /// Words that begin a further need when the part before them is one already.
  private static let joints: Set<String> = [
    "og", "samt", "dessuten", "forresten", "men", "and", "also", "plus", "pluss", "å",
  ]

  /// The parts, in order: sentences, and what stands on either side of an «og».
  ///
  /// At most eight parts are looked at; a part of fewer than two words joins the one after it.
  static func parts(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    let tokens = Tokeniser.tokens(in: bytes)
    var starts: [Int] = []
    for (index, token) in tokens.enumerated() where index > 0 {
      let between = bytes[tokens[index - 1].range.upperBound..<token.range.lowerBound]
      if between.contains(where: { ".!?\n;".utf8.contains($0) }) {
        starts.append(index)
      } else if joints.contains(token.text), index + 2 < tokens.count {
        starts.append(index)
      }
    }
    var parts: [String] = []
    var begin = 0
    for start in starts + [tokens.count] where start > begin {
      while begin > 0, begin < start, joints.contains(tokens[begin].text) { begin += 1 }
      let words = tokens[begin..<start]
      guard words.count >= 2 || start == tokens.count, let first = words.first,
        let last = words.last
      else {
        continue
      }
      parts.append(
        String(decoding: bytes[first.range.lowerBound..<last.range.upperBound], as: UTF8.self)
      )
      begin = start
      if parts.count == 8 { break }
    }
    return parts
  }
}
