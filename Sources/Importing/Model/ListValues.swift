internal import Authoring

/// The values of a list entity, each once and on one line.
struct ListValues {
  private(set) var values: [ListValue] = []
  private var indices: [String: Int] = [:]
  private var current: Int?

  /// Starts a value; one that was met before goes on.
  mutating func add(_ raw: String, _ losses: inout Losses, of name: String) {
    var canonical = raw.oneLine
    if canonical.isEmpty {
      losses.report("a value of the list '\(name)' has no name; it is called '_'")
      canonical = "_"
    }
    current = indices[canonical] ?? values.count
    if indices[canonical] == nil {
      indices[canonical] = values.count
      values.append(ListValue(canonical: canonical))
    }
  }

  /// Adds a synonym to the value that was started last.
  mutating func addSynonym(_ raw: String) {
    guard let last = current else { return }
    let synonym = raw.oneLine
    if synonym.isEmpty || values[last].synonyms.contains(synonym) { return }
    values[last].synonyms.append(synonym)
  }

  /// The values as `.lu` can hold them, in an entity of that name.
  func written(for entity: Entity, _ losses: inout Losses) -> Entity {
    var entity = entity
    entity.kind = .list(values)
    // Most values hold nothing that means anything in a line.
    let special = ",;:{}\\@=$[]".utf8
    let isPlain = values.allSatisfy { value in
      !([value.canonical] + value.synonyms).contains { $0.utf8.contains(where: special.contains) }
    }
    if isPlain || Readback.holds(entity) { return entity }
    losses.report("values of the list '\(entity.name)' lose signs that .lu cannot hold there")
    var plain = ListValues()
    var unheard = Losses()
    for value in values {
      plain.add(Self.plain(value.canonical), &unheard, of: entity.name)
      for synonym in value.synonyms {
        plain.addSynonym(Self.plain(synonym))
      }
    }
    entity.kind = .list(plain.values)
    return entity
  }

  /// The values without what only the older spelling of a list can hold, which knows no features.
  static func modern(_ values: [ListValue]) -> [ListValue] {
    let isModern = values.allSatisfy { value in
      !value.canonical.hasPrefix("@")
        && value.synonyms.allSatisfy { synonym in
          !synonym.hasPrefix("@") && !synonym.hasSuffix(":")
            && !synonym.contains { $0 == "," || $0 == ";" }
        }
    }
    guard !isModern else { return values }
    var modern = ListValues()
    var unheard = Losses()
    for value in values {
      modern.add(plain(value.canonical), &unheard, of: "")
      for synonym in value.synonyms { modern.addSynonym(plain(synonym)) }
    }
    return modern.values
  }

  private static func plain(_ text: String) -> String {
    String(text.map { ",;:{}\\@=$[]".contains($0) ? " " : $0 }).oneLine
  }
}
