import Authoring
import Ground

/// What a text holds, as lines that can be compared with the reference's result.
struct ReferenceContent: Equatable {
  var lines: Set<String> = []
  /// Labels, apart: where entities have parts, the reference drops those of undeclared entities.
  var labels: Set<String> = []
  var hasParts = false

  init(_ text: AuthoredText) {
    for intent in text.lu.intents {
      lines.insert("intent \(intent.name)")
      for utterance in intent.utterances {
        lines.insert("utterance \(utterance.text) | \(intent.name)")
        for label in utterance.labels {
          let role = label.role.map { ":\($0)" } ?? ""
          let range = "\(label.range.lowerBound)-\(label.range.upperBound - 1)"
          labels.insert("\(utterance.text) | \(label.entity)\(role) \(range)")
        }
      }
      for reference in intent.references {
        lines.insert("utterance [\(reference.text)](\(reference.target)) | \(intent.name)")
      }
      for pattern in intent.patterns { lines.insert("pattern \(pattern.text) | \(intent.name)") }
    }
    for entity in text.lu.entities { add(entity) }
    for list in text.lu.phraseLists {
      let mode = list.isInterchangeable ? "interchangeable" : "plain"
      let state = list.isEnabled ? "on" : "off"
      lines.insert("phrases \(list.name) \(mode) \(state) \(list.phrases.joined(separator: ","))")
    }
    for pair in text.qna.pairs {
      let questions =
        pair.questions.map(\.text) + pair.references.map { "[\($0.text)](\($0.target))" }
      let filters = pair.filters.map { "\($0.key)=\($0.value)" }
      let prompts = pair.prompts.map { "\($0.display)->\($0.target)\($0.isContextOnly)" }
      lines.insert(
        "pair \(pair.id.flatMap { Int($0) } ?? 0) \(pair.source) \(questions.sorted()) \(filters) \(prompts) \(pair.answer.text)"
      )
    }
    for group in text.qna.alterations { lines.insert("alterations \(group.words)") }
  }

  private mutating func add(_ entity: Entity) {
    let roles = entity.roles.sorted().joined(separator: ",")
    switch entity.kind {
    case .machineLearned(let children):
      hasParts = hasParts || !children.isEmpty
      lines.insert("learned \(entity.name) \(roles) \(children.map(Self.tree))")
    case .list(let values):
      lines.insert("list \(entity.name) \(roles)")
      for value in values {
        lines.insert("value \(entity.name) \(value.canonical) \(value.synonyms.uniqued)")
      }
    case .regex(let expression): lines.insert("regex \(entity.name) \(roles) \(expression)")
    case .prebuilt: lines.insert("prebuilt \(entity.name) \(roles)")
    case .composite(let children):
      lines.insert("composite \(entity.name) \(roles) \(children.sorted())")
    case .patternAny: lines.insert("any \(entity.name) \(roles)")
    }
  }

  private static func tree(_ child: EntityChild) -> String {
    "\(child.name)\(child.children.map(tree))"
  }

  init(luis: JSON, qna: JSON?, alterations: JSON?) {
    for intent in luis.list("intents") { lines.insert("intent \(intent.text("name"))") }
    for utterance in luis.list("utterances") {
      let text = utterance.text("text")
      lines.insert("utterance \(text) | \(utterance.text("intent"))")
      for label in utterance.list("entities") { add(label: label, text) }
    }
    for pattern in luis.list("patterns") {
      lines.insert("pattern \(pattern.text("pattern")) | \(pattern.text("intent"))")
    }
    for entity in luis.list("entities") {
      hasParts = hasParts || !entity.list("children").isEmpty
      lines.insert(
        "learned \(entity.text("name")) \(entity.roles) \(entity.list("children").map(Self.tree))"
      )
    }
    for entity in luis.list("closedLists") {
      lines.insert("list \(entity.text("name")) \(entity.roles)")
      for value in entity.list("subLists") {
        let synonyms = value.list("list").compactMap(\.string).uniqued
        lines.insert("value \(entity.text("name")) \(value.text("canonicalForm")) \(synonyms)")
      }
    }
    for entity in luis.list("regex_entities") {
      lines.insert("regex \(entity.text("name")) \(entity.roles) \(entity.text("regexPattern"))")
    }
    for entity in luis.list("prebuiltEntities") {
      lines.insert("prebuilt \(entity.text("name")) \(entity.roles)")
    }
    for entity in luis.list("composites") {
      let children = entity.list("children").map { $0.string ?? $0.text("name") }.sorted()
      lines.insert("composite \(entity.text("name")) \(entity.roles) \(children)")
    }
    for entity in luis.list("patternAnyEntities") {
      lines.insert("any \(entity.text("name")) \(entity.roles)")
    }
    for list in luis.list("phraselists") + luis.list("model_features") {
      let mode = list["mode"]?.bool == true ? "interchangeable" : "plain"
      let state = list["activated"]?.bool == true ? "on" : "off"
      lines.insert("phrases \(list.text("name")) \(mode) \(state) \(list.text("words"))")
    }
    for pair in qna?.list("qnaList") ?? [] { add(pair: pair) }
    for group in alterations?.list("wordAlterations") ?? [] {
      lines.insert("alterations \(group.list("alterations").compactMap(\.string))")
    }
  }

  private mutating func add(label: JSON, _ text: String) {
    let role = label["role"]?.string.map { ":\($0)" } ?? ""
    let start = label["startPos"]?.int ?? 0
    let end = label["endPos"]?.int ?? 0
    labels.insert("\(text) | \(label.text("entity"))\(role) \(start)-\(end)")
    for child in label.list("children") { add(label: child, text) }
  }

  private mutating func add(pair: JSON) {
    let questions = pair.list("questions").compactMap(\.string)
    let filters = pair.list("metadata").map { "\($0.text("name"))=\($0.text("value"))" }
    let prompts = (pair["context"] ?? .null).list("prompts").map {
      let isContextOnly = ($0["contextOnly"] ?? $0["isContextOnly"])?.bool ?? false
      return "\($0.text("displayText"))->\($0.text("qnaId"))\(isContextOnly)"
    }
    lines.insert(
      "pair \(pair["id"]?.int ?? 0) \(pair.text("source")) \(questions.sorted()) \(filters) \(prompts) \(pair.text("answer"))"
    )
  }

  private static func tree(_ child: JSON) -> String {
    "\(child.text("name"))\(child.list("children").map(tree))"
  }
}

extension JSON {
  fileprivate func list(_ key: String) -> [JSON] { self[key]?.array ?? [] }
  fileprivate func text(_ key: String) -> String { self[key]?.string ?? "" }
  fileprivate var roles: String {
    list("roles").compactMap(\.string).sorted().joined(separator: ",")
  }
}

extension [String] {
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
