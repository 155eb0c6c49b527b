internal import Authoring

/// Rasa's training data in YAML: `version`, and `nlu` with intents, synonyms, lookup tables and expressions.
struct RasaNLU {
  /// An example before it is known which entities there are.
  struct Pending {
    var text: String
    var marks: [Mark]
    var intent: String
    var line: Int
  }

  let file: String
  var losses = Losses()
  private var table = EntityTable()
  private var examples = Examples()
  private var pending: [Pending] = []
  /// The entities in the order met.
  private var entities: [ComponentEntity] = []
  private var entityIndices: [String: Int] = [:]
  /// Values that labels give: the entity that has each.
  private var valueOwners: [String: String] = [:]
  private var synonyms: [(value: String, words: [String])] = []

  static func imported(_ bytes: [UInt8], file: String) throws(ImportError) -> Imported {
    guard let root = try YAMLTree.read(bytes, file: file) else {
      throw ImportError(file: file, "the YAML holds nothing")
    }
    var reader = RasaNLU(file: file)
    return try reader.read(root)
  }

  private init(file: String) { self.file = file }

  private mutating func read(_ root: YAMLNode) throws(ImportError) -> Imported {
    guard let nlu = root["nlu"] else {
      throw fault(root, "no 'nlu': this is no training data for understanding")
    }
    guard let items = nlu.items else { throw fault(nlu, "'nlu' is not a list") }
    for item in items { try read(item: item) }
    for member in root.members where member.key != "nlu" && member.key != "version" {
      losses.report("\(member.key.oneLine): left out; only 'nlu' is read")
    }
    placeSynonyms()
    for entity in entities { entity.add(to: &table, &losses) }
    table.settleRoles(&losses)
    table.settleFeatures(&losses)
    for example in pending { try add(example) }
    let lu = LUFile(intents: examples.intents, entities: table.entities)
    return Imported(lu: lu, warnings: losses.lines)
  }

  private mutating func read(item: YAMLNode) throws(ImportError) {
    let lines = try exampleLines(item)
    if let name = item["intent"]?.text {
      let intent = Names.intent(name, &losses)
      if name.contains("/") {
        losses.count("a retrieval intent becomes a plain one; write its answer yourself", at: name)
      }
      examples.declare(intent)
      for (text, line) in lines { try read(example: text, line, of: intent) }
    } else if let value = item["synonym"]?.text {
      synonyms.append((value, lines.map(\.text)))
    } else if let name = item["lookup"]?.text {
      let entity = self.entity(name)
      for (text, _) in lines { entities[entity].values.add(text, &losses, of: name) }
    } else if let name = item["regex"]?.text {
      let entity = self.entity(name)
      entities[entity].expressions += lines.map(\.text)
    } else {
      throw fault(item, "an item that is no intent, synonym, lookup or regex")
    }
    for member in item.members
    where !["intent", "synonym", "lookup", "regex", "examples"].contains(member.key) {
      losses.count("'\(member.key.oneLine)' of an item is left out", at: "line \(item.mark.line)")
    }
  }

  /// The place of an entity among ``entities``, added where it is new.
  private mutating func entity(_ raw: String) -> Int {
    let name = Names.entity(raw, &losses)
    if let index = entityIndices[name] { return index }
    entityIndices[name] = entities.count
    entities.append(ComponentEntity(name: name))
    return entities.count - 1
  }

  // MARK: Examples

  /// The examples of an item: lines of a block, each after a dash, or a list.
  private mutating func exampleLines(
    _ item: YAMLNode
  ) throws(ImportError) -> [(text: String, line: Int)] {
    guard let node = item["examples"] else { return [] }
    if let items = node.items {
      var lines: [(String, Int)] = []
      for item in items {
        guard let text = item["text"]?.text ?? item.text else {
          throw fault(item, "an example without a text")
        }
        if item["metadata"] != nil {
          losses.count("metadata of examples is left out", at: "line \(item.mark.line)")
        }
        let line = text.oneLine
        lines.append((line.hasPrefix("- ") ? String(line.dropFirst(2)) : line, item.mark.line))
      }
      return lines
    }
    guard let block = node.text else { throw fault(node, "examples are a block of text or a list") }
    var lines: [(String, Int)] = []
    var number = node.mark.line
    for raw in block.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if node.isLiteral { number += 1 }
      let line = String(raw).oneLine
      if line.isEmpty { continue }
      guard line.hasPrefix("-") else {
        losses.count("a line of examples without '-' is left out", at: "line \(number)")
        continue
      }
      lines.append((String(line.dropFirst()).oneLine, number))
    }
    return lines
  }

  private mutating func read(
    example line: String,
    _ number: Int,
    of intent: String
  ) throws(ImportError) {
    let example: RasaExample
    do {
      example = try RasaExample(line)
    } catch {
      throw ImportError(file: file, at: .init(line: number), error.message)
    }
    let place = "line \(number)"
    var marks: [Mark] = []
    for label in example.labels {
      let index = entity(label.entity)
      let name = entities[index].name
      entities[index].isLabelled = true
      let role = label.role.map { Names.entity($0, &losses) }
      if let role, !entities[index].roles.contains(role) { entities[index].roles.append(role) }
      if let group = label.group {
        losses.count("the group '\(group.oneLine)' of '\(name)' is left out", at: place)
      }
      if let value = label.value {
        valueOwners[value] = valueOwners[value] ?? name
        let words = example.text.utf16
        let start = words.index(words.startIndex, offsetBy: label.range.lowerBound)
        let end = words.index(words.startIndex, offsetBy: label.range.upperBound)
        entities[index].values.add(value, &losses, of: name)
        entities[index].values.addSynonym(String(words[start..<end]) ?? "")
      }
      marks.append(Mark(entity: name, role: role, range: label.range))
    }
    pending.append(Pending(text: example.text, marks: marks, intent: intent, line: number))
  }

  private mutating func add(_ example: Pending) throws(ImportError) {
    let place = "line \(example.line)"
    var marks = example.marks
    for index in marks.indices {
      guard let role = marks[index].role else { continue }
      marks[index].role = table.role(role, of: marks[index].entity, &losses)
    }
    do {
      let utterance = try Marking.utterance(example.text, marks, table, at: place, &losses)
      if let utterance { examples.add(utterance, to: example.intent, table, at: place, &losses) }
    } catch {
      throw ImportError(
        file: file,
        at: .init(line: example.line),
        "the label '\(marks[error.index].entity)' \(error.message)"
      )
    }
  }

  /// Gives each synonym to the entity whose labels mean its value, else to a list of its own.
  private mutating func placeSynonyms() {
    for (value, words) in synonyms {
      let owner = valueOwners[value] ?? "synonyms"
      if valueOwners[value] == nil {
        losses.report(
          "the synonyms of '\(value.oneLine)' belong to no entity; they go to 'synonyms'"
        )
      }
      let index = entity(owner)
      entities[index].values.add(value, &losses, of: owner)
      for word in words { entities[index].values.addSynonym(word) }
    }
  }

  private func fault(_ node: YAMLNode, _ message: String) -> ImportError {
    ImportError(file: file, at: .init(line: node.mark.line, column: node.mark.column), message)
  }
}
