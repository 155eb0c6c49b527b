internal import Authoring

extension LUISApp {
  /// Reads the utterances and makes known what they name.
  mutating func readUtterances() throws(ImportError) {
    for field in try root.member("utterances").items() {
      let text = try field.member("text").requiredText()
      let intent = Names.intent(try field.member("intent").requiredText(), &losses)
      let entities = try field.member("entities")
      var marks: [Mark] = []
      try collect(try entities.items(), depth: 0, into: &marks)
      for mark in marks where !table.isKnown(mark.entity) {
        losses.report(
          "'\(mark.entity)' is labelled and nowhere defined; it becomes a learned entity"
        )
        table.add(Entity(name: mark.entity, kind: .machineLearned(children: [])), &losses)
      }
      examples.declare(intent)
      utterances.append(
        RawUtterance(
          text: text,
          marks: marks,
          intent: intent,
          entities: entities,
          place: field.name
        )
      )
    }
  }

  /// Adds the utterances intent by intent, so that of two with one text the first intent's is kept.
  mutating func addUtterances() throws(ImportError) {
    let sorted = utterances.enumerated().sorted {
      (examples.declare($0.element.intent), $0.offset)
        < (examples.declare($1.element.intent), $1.offset)
    }
    for (_, raw) in sorted {
      guard let utterance = try utterance(raw) else { continue }
      examples.add(utterance, to: raw.intent, table, at: raw.place, &losses)
    }
  }

  private mutating func utterance(_ raw: RawUtterance) throws(ImportError) -> Utterance? {
    var marks = raw.marks
    for index in marks.indices {
      guard let role = marks[index].role, table[marks[index].entity] != nil else { continue }
      marks[index].role = table.role(role, of: marks[index].entity, &losses)
    }
    do {
      return try Marking.utterance(raw.text, marks, table, at: raw.place, &losses)
    } catch {
      throw raw.entities.error("the label '\(marks[error.index].entity)' \(error.message)")
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
