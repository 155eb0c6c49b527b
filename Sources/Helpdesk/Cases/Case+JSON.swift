package import Ground

extension Case {
  /// The case for flows and machines; every member is always there, null where there is nothing to say.
  package var json: JSON {
    [
      "number": .integer(number),
      "user": .string(report.user),
      "municipality": JSON(report.municipality),
      "subject": .string(report.subject),
      "category": .string(report.category),
      "description": .string(report.description),
      "priority": .string(report.priority.rawValue),
      "status": .string(status.rawValue),
      "flow": JSON(report.flow),
      "execution": JSON(report.execution),
      "created": .string(created.rfc3339),
      "changed": .string(changed.rfc3339),
    ]
  }
}

extension Case.Line {
  /// The line for machines.
  package var json: JSON {
    ["user": .bool(isFromUser), "time": .string(time.rfc3339), "text": .string(text)]
  }
}

extension Note {
  /// The note for machines.
  package var json: JSON {
    ["author": .string(author), "time": .string(time.rfc3339), "text": .string(text)]
  }
}

extension JSON {
  /// The text as a string, or null for nil.
  init(_ text: String?) { self = text.map(JSON.string) ?? .null }
}
