internal import Authoring

/// Writes the text of a `.lu` file that says what a model says.
struct LUText {
  private var lines: [String] = []

  /// The text, with line feeds; what no line can say is left out, which reading it back shows.
  static func text(of file: LUFile) -> String {
    var text = LUText()
    for info in file.info { text.lines.append("> !# @\(info.key) = \(info.value)") }
    for intent in file.intents { text.add(intent) }
    let features = file.intents.filter { !$0.features.isEmpty }
    text.startGroup(if: !features.isEmpty)
    for intent in features {
      text.lines.append("@ intent \(name(intent.name))\(uses(intent.features))")
    }
    for entity in file.entities where entity.isDeclared { text.add(entity) }
    for list in file.phraseLists { text.add(list) }
    return text.lines.joined(separator: "\n") + "\n"
  }

  private mutating func startGroup(if isNeeded: Bool = true) {
    if isNeeded && !lines.isEmpty { lines.append("") }
  }

  private mutating func add(_ intent: Intent) {
    startGroup()
    lines.append("# \(intent.name)")
    for utterance in intent.utterances {
      if let line = LULine.line(for: utterance) { lines.append("- \(line)") }
    }
    for pattern in intent.patterns {
      if let line = LULine.line(for: pattern) { lines.append("- \(line)") }
    }
  }

  // MARK: Entities

  private mutating func add(_ entity: Entity) {
    startGroup()
    let name = Self.name(entity.name)
    let rest = Self.roles(entity.roles) + Self.uses(entity.features)
    switch entity.kind {
    case .machineLearned(let children):
      lines.append("@ ml \(name)\(rest)" + (children.isEmpty ? "" : " ="))
      add(children, level: 1)
    case .list(let values):
      lines.append("@ list \(name)\(rest)" + (values.isEmpty ? "" : " ="))
      for value in values {
        lines.append("    - \(value.canonical) :")
        lines += value.synonyms.map { "        - \($0)" }
      }
    case .regex(let expression):
      lines.append("@ regex \(name)\(rest)" + (expression.isEmpty ? "" : " = /\(expression)/"))
    case .prebuilt: lines.append("@ prebuilt \(name)\(rest)")
    case .composite(let children):
      lines.append("@ composite \(name)\(rest) = [\(children.joined(separator: ", "))]")
    case .patternAny: lines.append("@ patternany \(name)\(rest)")
    }
  }

  private mutating func add(_ children: [EntityChild], level: Int) {
    let indentation = String(repeating: "    ", count: level)
    for child in children {
      let names = "\(Self.name(child.type)) \(Self.name(child.name))"
      let features =
        child.features.isEmpty ? "" : " usesFeatures \(child.features.joined(separator: ", "))"
      lines.append("\(indentation)- @ \(names)\(features)")
      add(child.children, level: level + 1)
    }
  }

  private mutating func add(_ list: PhraseList) {
    startGroup()
    var flags: [String] = []
    if !list.isEnabled { flags.append("disabled") }
    if let isForAll = list.isEnabledForAllModels {
      flags.append(isForAll ? "enabledForAllModels" : "disabledForAllModels")
    }
    let mark = list.isInterchangeable ? "(interchangeable)" : ""
    let suffix = flags.isEmpty ? "" : " \(flags.joined(separator: ", "))"
    lines.append("@ phraselist \(Self.name(list.name))\(mark)\(suffix) =")
    lines += list.phrases.map { "    - \($0)" }
  }

  // MARK: Names

  private static func name(_ name: String) -> String {
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "_.-".unicodeScalars.contains(scalar)
    }
    return isPlain ? name : "\"\(name)\""
  }

  private static func roles(_ roles: [String]) -> String {
    roles.isEmpty
      ? "" : " hasRole\(roles.count > 1 ? "s" : "") \(roles.map(name).joined(separator: ", "))"
  }

  private static func uses(_ features: [String]) -> String {
    features.isEmpty
      ? ""
      : " usesFeature\(features.count > 1 ? "s" : "") \(features.map(name).joined(separator: ", "))"
  }
}
