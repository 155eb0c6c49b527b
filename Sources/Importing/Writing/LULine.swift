internal import Authoring

/// The line of an intent that says one utterance or pattern; what it says is read back, so that nothing is guessed.
enum LULine {
  /// The text after the dash; nil where no line says just this.
  static func line(for utterance: Utterance) -> String? {
    // Most texts hold nothing that means anything in a line.
    let special = "{}[]()\\|=".utf8
    if utterance.labels.isEmpty && !utterance.text.utf8.contains(where: special.contains) {
      return utterance.text
    }
    let text = Array(utterance.text.utf16)
    let candidates =
      utterance.labels.isEmpty
      ? [escaped(text, "{}"), escaped(text, "{}[]()|"), escaped(text, "{}[]()")]
      : [labelled(text, utterance.labels)]
    return candidates.first { read($0)?.utterances == [utterance] }
  }

  /// The text after the dash; nil where no line says just this.
  static func line(for pattern: Pattern) -> String? {
    let marked = pattern.text.replacing("{", with: "{@").replacing("\\{@", with: "\\{")
    return [marked, pattern.text].first { read($0)?.patterns == [pattern] }
  }

  /// What a line says: an intent with one example, or nil where it says something else.
  static func read(_ line: String) -> Intent? {
    // The entities of a whole file decide what a label may be; alone, any name is one.
    let read = AuthoredText.parse("# intent\n- \(line)\n")
    guard read.isValid, read.lu.intents.count == 1 else { return nil }
    return read.lu.intents[0]
  }

  private static func escaped(_ text: [UInt16], _ marks: String) -> String {
    let marks = Set(marks.utf16)
    let units = text.flatMap { unit -> [UInt16] in marks.contains(unit) ? [0x5C, unit] : [unit] }
    return String(decoding: units, as: UTF16.self)
  }

  private static func labelled(_ text: [UInt16], _ labels: [Label]) -> String {
    // Labels that open at one place open in the reverse of the order in which they close.
    let opening = labels.enumerated().sorted {
      ($0.element.range.lowerBound, -$0.offset) < ($1.element.range.lowerBound, -$1.offset)
    }
    var line: [UInt16] = []
    var nextOpening = 0
    var nextClosing = 0
    for index in 0...text.count {
      while nextClosing < labels.count, labels[nextClosing].range.upperBound == index {
        line.append(0x7D)
        nextClosing += 1
      }
      while nextOpening < opening.count, opening[nextOpening].element.range.lowerBound == index {
        let label = opening[nextOpening].element
        line += Array("{@\(label.entity)\(label.role.map { ":\($0)" } ?? "")=".utf16)
        nextOpening += 1
      }
      guard index < text.count else { continue }
      if text[index] == 0x7B || text[index] == 0x7D { line.append(0x5C) }
      line.append(text[index])
    }
    return String(decoding: line, as: UTF16.self)
  }
}
