package import Ground

/// What is wrong with a mapping file, in one line.
package struct FleetMappingFault: Error, Sendable, Hashable, CustomStringConvertible {
  package var description: String
}

extension FleetMapping {
  /// Reads a mapping file: an export that is known to begin with (`profile`), and what is otherwise.
  ///
  /// ```json
  /// {"profile": "intune", "source": "levering", "kind": "register", "dates": "m/d/y",
  ///  "columns": {"purchased": ["Kjøpt"]}, "words": {"isShared": {"ja": true}},
  ///  "municipalities": [{"column": "Primary user UPN", "matches": "*@storoya.example", "is": "storøya"}],
  ///  "only": {"Type": ["PC*"]}, "except": {"Status": ["Utrangert"]}}
  /// ```
  package init(json: JSON) throws(FleetMappingFault) {
    guard let object = json.object else { throw Self.wrong("it is no object") }
    if let unknown = object.first(where: { !Self.keys.contains($0.key) }) {
      throw Self.wrong("no key '\(unknown.key)'; there are \(Self.keys.joined(separator: ", "))")
    }
    self = try Self.start(object)
    try readSource(object)
    if let dates = object["dates"] {
      guard let order = dates.string.flatMap(WrittenDate.SlashOrder.init) else {
        throw Self.wrong("'dates' is 'm/d/y' or 'd/m/y'; other dates need no word")
      }
      slashes = order
    }
    for (key, value) in try Self.members(object, "columns") {
      columns[try Self.column(key)] = try Self.list(value, "columns.\(key)")
    }
    for (key, value) in try Self.members(object, "words") {
      try readWords(of: Self.column(key), value)
    }
    try readMunicipalities(object)
    for (key, value) in try Self.members(object, "only") {
      only[key] = try Self.list(value, "only.\(key)").map(Glob.init)
    }
    for (key, value) in try Self.members(object, "except") {
      except[key] = try Self.list(value, "except.\(key)").map(Glob.init)
    }
  }

  private static let keys = [
    "profile", "source", "kind", "dates", "columns", "words", "municipalities", "only", "except",
  ]

  private static func wrong(_ message: String) -> FleetMappingFault {
    FleetMappingFault(description: message)
  }

  private static func start(_ object: JSONObject) throws(FleetMappingFault) -> FleetMapping {
    guard let profile = object["profile"] else {
      return FleetMapping(FleetSource("csv", .register))
    }
    guard let mapping = profile.string.flatMap(FleetMapping.named) else {
      throw wrong("'profile' is 'intune', 'snipeit' or 'glpi'")
    }
    return mapping
  }

  private mutating func readSource(_ object: JSONObject) throws(FleetMappingFault) {
    if let name = object["source"] {
      guard let name = name.string, FleetSource.isName(name) else {
        throw Self.wrong("'source' is a name of a–z, digits and hyphens")
      }
      source.name = name
    }
    if let kind = object["kind"] {
      guard let kind = kind.string.flatMap(FleetSource.Kind.init) else {
        throw Self.wrong("'kind' is 'register' or 'management'")
      }
      source.kind = kind
    }
  }

  private mutating func readWords(
    of column: FleetColumn,
    _ value: JSON
  ) throws(FleetMappingFault) {
    guard let object = value.object else {
      throw Self.wrong("'words.\(column.rawValue)' is no object")
    }
    let meant: [String]
    switch column {
    case .ownership: meant = Device.Ownership.allCases.map(\.rawValue)
    case .readiness: meant = Device.Readiness.allCases.map(\.rawValue)
    case .isShared: meant = ["true", "false"]
    default: throw Self.wrong("'words' are for ownership, readiness and isShared")
    }
    for (word, stands) in object {
      let text = stands.bool.map(String.init) ?? stands.string ?? ""
      guard meant.contains(text) else {
        throw Self.wrong(
          "'words.\(column.rawValue).\(word)' is none of \(meant.joined(separator: ", "))"
        )
      }
      words[column, default: [:]][word.lowercased()] = text
    }
  }

  private mutating func readMunicipalities(_ object: JSONObject) throws(FleetMappingFault) {
    guard let list = object["municipalities"] else { return }
    guard let list = list.array else { throw Self.wrong("'municipalities' is no list") }
    for (index, item) in list.enumerated() {
      guard let column = item["column"]?.string, let pattern = item["matches"]?.string,
        let name = item["is"]?.string, item.object?.count == 3
      else {
        throw Self.wrong("'municipalities[\(index)]' needs 'column', 'matches' and 'is'")
      }
      municipalities.append(Rule(column: column, pattern: Glob(pattern), municipality: name))
    }
  }

  private static func column(_ key: String) throws(FleetMappingFault) -> FleetColumn {
    guard let column = FleetColumn(rawValue: key) else {
      let all = FleetColumn.allCases.map(\.rawValue).joined(separator: ", ")
      throw wrong("no field '\(key)'; there are \(all)")
    }
    return column
  }

  private static func members(
    _ object: JSONObject,
    _ key: String
  ) throws(FleetMappingFault) -> JSONObject {
    guard let value = object[key] else { return JSONObject() }
    guard let members = value.object else { throw wrong("'\(key)' is no object") }
    return members
  }

  /// A text, or a list of some.
  private static func list(_ value: JSON, _ path: String) throws(FleetMappingFault) -> [String] {
    if let text = value.string { return [text] }
    let texts = value.array?.compactMap(\.string) ?? []
    guard !texts.isEmpty, texts.count == value.array?.count else {
      throw wrong("'\(path)' is a text, or a list of texts")
    }
    return texts
  }
}
