/// Writes the text of an intent's item in the modern form.
enum ItemRenderer {
  /// The line for an utterance; nil where no line says just this.
  ///
  /// - Parameter labels: in the order in which they close; none may cross another.
  static func line(_ text: CodeUnits, _ labels: [ItemText.Label]) -> String? {
    let candidates = labels.isEmpty ? [braces(text), all(text)] : [labelled(text, labels)]
    return candidates.first { reads($0, text, labels) }?.text
  }

  /// The line for a text with slots: `{name:role}` becomes `{@name:role}`; nil where that changes it.
  static func pattern(_ item: ItemText) -> String? {
    var line: CodeUnits = []
    var slots = item.slots[...]
    var index = 0
    while index < item.text.count {
      let unit = item.text[index]
      if unit == Unit.openBrace, let slot = slots.first,
        let close = item.text[index...].firstIndex(of: Unit.closeBrace)
      {
        slots.removeFirst()
        line += CodeUnits(header(slot.name, slot.role, hasMark: slot.hasMark)) + [Unit.closeBrace]
        index = close + 1
      } else {
        line.append(unit)
        index += 1
      }
    }
    let again = ItemText(line.text)
    let isSame =
      slots.isEmpty && again.labels.isEmpty && again.faults == item.faults
      && again.slots.map(\.name) == item.slots.map(\.name)
      && again.slots.map(\.role) == item.slots.map(\.role)
    return isSame ? line.text : nil
  }

  private static func header(_ name: String, _ role: String, hasMark: Bool) -> String {
    "{\(hasMark ? "@" : "")\(name)\(role.isEmpty ? "" : ":\(role)")"
  }

  /// Every brace escaped.
  private static func braces(_ text: CodeUnits) -> CodeUnits {
    text.flatMap { unit in
      unit == Unit.openBrace || unit == Unit.closeBrace ? [Unit.backslash, unit] : [unit]
    }
  }

  /// Every brace, bracket and parenthesis escaped.
  private static func all(_ text: CodeUnits) -> CodeUnits {
    text.flatMap { unit in
      unit == Unit.openBrace || unit == Unit.closeBrace || PatternExpression.isGroupMark(unit)
        ? [Unit.backslash, unit] : [unit]
    }
  }

  private static func labelled(_ text: CodeUnits, _ labels: [ItemText.Label]) -> CodeUnits {
    var line: CodeUnits = []
    // Labels that open at the same place open in the reverse of the order in which they close.
    let opening = labels.enumerated().sorted {
      ($0.element.range.lowerBound, -$0.offset) < ($1.element.range.lowerBound, -$1.offset)
    }
    var nextOpening = 0
    var nextClosing = 0
    for index in 0...text.count {
      while nextClosing < labels.count, labels[nextClosing].range.upperBound == index {
        line.append(Unit.closeBrace)
        nextClosing += 1
      }
      while nextOpening < opening.count, opening[nextOpening].element.range.lowerBound == index {
        let label = opening[nextOpening].element
        line += CodeUnits(header(label.name, label.role, hasMark: label.hasMark)) + [Unit.equals]
        nextOpening += 1
      }
      if index < text.count {
        let unit = text[index]
        if unit == Unit.openBrace || unit == Unit.closeBrace { line.append(Unit.backslash) }
        line.append(unit)
      }
    }
    return line
  }

  /// Whether the line is read as that text with these labels.
  private static func reads(
    _ line: CodeUnits,
    _ text: CodeUnits,
    _ labels: [ItemText.Label]
  ) -> Bool {
    let item = ItemText(line.text)
    guard item.slots.isEmpty, item.faults.isEmpty, item.labels.count == labels.count else {
      return false
    }
    if labels.isEmpty {
      return PatternExpression.unescaped(item.text[...]) == text
        && !PatternExpression.isPattern(item.text[...]) && !LinkTarget.isLink(item.text[...])
    }
    return item.text == text
      && zip(item.labels, labels).allSatisfy {
        $0.name == $1.name && $0.role == $1.role && $0.hasMark == $1.hasMark && $0.range == $1.range
      }
  }
}
