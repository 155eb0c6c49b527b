internal import Authoring

/// Turns a raw text and the marks in it into an utterance.
enum Marking {
  /// Why marks do not fit their text.
  struct Fault: Error {
    /// Which of the marks.
    var index: Int
    var message: String
  }

  /// The utterance, with labels narrowed to words and those left out that nothing may carry; nil for empty text.
  ///
  /// Labels of two entities may cross: `.lu` then says the text twice.
  ///
  /// - Throws: where a mark lies outside the text, splits a character or crosses another of its entity.
  static func utterance(
    _ raw: String,
    _ marks: [Mark],
    _ table: EntityTable,
    at place: String,
    _ losses: inout Losses
  ) throws(Fault) -> Utterance? {
    try check(marks, in: raw)
    let line = Line(raw)
    guard !line.text.isEmpty else {
      losses.count("an utterance without text is left out", at: place)
      return nil
    }
    var placed: [(label: Label, depth: Int)] = []
    for mark in marks {
      guard let range = line.range(mark.range) else {
        losses.count("a label on nothing but blanks is left out", at: place)
        continue
      }
      let label = Label(entity: mark.entity, role: mark.role, range: range)
      if !placed.contains(where: { $0.label == label }) { placed.append((label, mark.depth)) }
    }
    // A parent and its part may have the same stretch; the deeper one closes first.
    placed.sort { left, right in
      if left.label.range == right.label.range { return isInner(left, right, table) }
      return Examples.closesFirst(left.label, right.label)
    }
    let labels = allowed(placed.map(\.label), table, at: place, &losses)
    return written(Utterance(text: line.text, labels: labels), table, at: place, &losses)
  }

  /// The utterance as `.lu` can hold it.
  private static func written(
    _ utterance: Utterance,
    _ table: EntityTable,
    at place: String,
    _ losses: inout Losses
  ) -> Utterance? {
    if let written = Readback.utterance(utterance, table) { return written }
    let bare = Utterance(text: utterance.text)
    if !utterance.labels.isEmpty, let written = Readback.utterance(bare, table) {
      losses.count("labels are left out: .lu cannot hold them around such signs", at: place)
      return written
    }
    let plain = Utterance(
      text: String(utterance.text.map { "{}[]()|\\".contains($0) ? " " : $0 }).oneLine
    )
    losses.count("an utterance loses signs that .lu cannot hold in such an order", at: place)
    return plain.text.isEmpty ? nil : plain
  }

  private static func check(_ marks: [Mark], in raw: String) throws(Fault) {
    let count = raw.utf16.count
    for (index, mark) in marks.enumerated() {
      guard mark.range.upperBound <= count else {
        throw Fault(
          index: index,
          message: "ends at \(mark.range.upperBound), past the end of a text of \(count) code units"
        )
      }
      guard raw.isBoundary(mark.range.lowerBound), raw.isBoundary(mark.range.upperBound) else {
        throw Fault(index: index, message: "splits a character of the text")
      }
      let isCrossed = marks[..<index].contains {
        $0.entity == mark.entity && $0.role == mark.role && $0.range.crosses(mark.range)
      }
      if isCrossed { throw Fault(index: index, message: "crosses another of the same entity") }
    }
  }

  private static func isInner(
    _ left: (label: Label, depth: Int),
    _ right: (label: Label, depth: Int),
    _ table: EntityTable
  ) -> Bool {
    if left.depth != right.depth { return left.depth > right.depth }
    return table.isWithin(left.label.entity, right.label.entity)
  }

  /// Without labels that `.lu` refuses, and with one of several of one entity that lie within each other.
  private static func allowed(
    _ labels: [Label],
    _ table: EntityTable,
    at place: String,
    _ losses: inout Losses
  ) -> [Label] {
    var kept = labels
    // Leaving out a parent may leave a part alone, so this is done until nothing changes.
    while let index = kept.firstIndex(where: { table.objection(to: $0, among: kept) != nil }) {
      let reason = table.objection(to: kept[index], among: kept) ?? ""
      losses.count("a label is left out: \(reason)", at: place)
      kept.remove(at: index)
    }
    return kept.filter { label in
      let isLesser = kept.contains {
        $0 != label && $0.entity == label.entity && $0.range.contains(label.range)
          && $0.range != label.range
      }
      if isLesser {
        losses.count("a label within another of the same entity is left out", at: place)
      }
      return !isLesser
    }
  }
}
