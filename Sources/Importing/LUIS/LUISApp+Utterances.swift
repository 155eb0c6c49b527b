internal import Authoring

extension LUISApp {
  /// Adds the utterances intent by intent, so that of two with one text the first intent's is kept.
  mutating func readUtterances() throws(ImportError) {
    var read: [(utterance: Utterance, intent: String, place: String)] = []
    for field in try root.member("utterances").items() {
      let intent = Names.intent(try field.member("intent").requiredText(), &losses)
      if let utterance = try utterance(field) { read.append((utterance, intent, field.name)) }
    }
    var order: [String: Int] = [:]
    for (_, intent, _) in read { order[intent] = examples.declare(intent) }
    let sorted = read.enumerated().sorted {
      (order[$0.element.intent] ?? 0, $0.offset) < (order[$1.element.intent] ?? 0, $1.offset)
    }
    for (_, (utterance, intent, place)) in sorted {
      examples.add(utterance, to: intent, at: place, &losses)
    }
  }

  private mutating func utterance(_ field: Field) throws(ImportError) -> Utterance? {
    let text = try field.member("text").requiredText()
    let entities = try field.member("entities")
    var marks: [Mark] = []
    try collect(try entities.items(), depth: 0, into: &marks)
    for mark in marks where !table.isKnown(mark.entity) {
      losses.report("'\(mark.entity)' is labelled and nowhere defined; it becomes a learned entity")
      table.add(Entity(name: mark.entity, kind: .machineLearned(children: [])), &losses)
    }
    for index in marks.indices {
      guard let role = marks[index].role, table[marks[index].entity] != nil else { continue }
      marks[index].role = table.role(role, of: marks[index].entity, &losses)
    }
    do {
      return try Marking.utterance(text, marks, table, at: field.name, &losses)
    } catch {
      throw entities.error("the label '\(marks[error.index].entity)' \(error.message)")
    }
  }

  private mutating func collect(
    _ fields: [Field],
    depth: Int,
    into marks: inout [Mark]
  ) throws(ImportError) {
    for field in fields {
      let (entity, inner) = Self.parts(of: try field.member("entity").requiredText())
      let role = try field.member("role").text().flatMap { $0.isEmpty ? nil : $0 } ?? inner
      let start = try field.member("startPos").requiredInteger()
      let end = try field.member("endPos").requiredInteger()
      guard start >= 0, end >= start, end < Int.max else {
        throw field.error("is no stretch of the text: \(start) to \(end)")
      }
      let clean = Names.entity(entity, &losses)
      marks.append(
        Mark(
          entity: Prebuilts.name(clean).flatMap { table[$0]?.name } ?? clean,
          role: role.map { Names.entity($0, &losses) },
          range: start..<(end + 1),
          depth: depth
        )
      )
      try collect(try field.member("children").items(), depth: depth + 1, into: &marks)
    }
  }

  /// `Location::Origin`, as hierarchical entities are labelled, is the role `Origin` of `Location`.
  static func parts(of name: String) -> (entity: String, role: String?) {
    guard let range = name.firstRange(of: "::") else { return (name, nil) }
    return (String(name[..<range.lowerBound]), String(name[range.upperBound...]))
  }
}
