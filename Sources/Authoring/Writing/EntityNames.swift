/// Writes names in the line of an `@` entity.
enum EntityNames {
  /// The name, in quotation marks where it would be read as something else; nil where those do not help.
  static func written(_ name: String) -> String? {
    if reads(name, as: name) { return name }
    let quoted = "\"\(name)\""
    return reads(quoted, as: name) ? quoted : nil
  }

  /// Names between commas; nil where one of them cannot be written.
  static func list(_ names: [String]) -> String? {
    let written = names.map { name -> String? in
      if reads(name, as: name) && !name.contains("=") { return name }
      let quoted = "\"\(name)\""
      return isQuotable(name) ? quoted : nil
    }
    guard written.allSatisfy({ $0 != nil }) else { return nil }
    return written.compactMap { $0 }.joined(separator: ", ")
  }

  private static func reads(_ word: String, as name: String) -> Bool {
    let units = CodeUnits(" ml " + word)
    guard !units.contains(Unit.newline) else { return false }
    var line = EntityLine(units, 0..<units.count)
    let entity = line.parse()
    return entity?.name == name && entity?.hasRoles == false && entity?.features.isEmpty == true
      && entity?.isInterchangeable == false && entity?.parts == nil && entity?.expression == nil
  }

  private static func isQuotable(_ name: String) -> Bool {
    !name.isEmpty && name.trimmed == name && !name.contains { "\t\n,;'\"".contains($0) }
  }

  /// A name in the line of a child.
  static func child(_ name: String) -> String {
    name.contains { $0 == " " || $0 == "=" || $0 == "'" } ? "\"\(name)\"" : name
  }
}
