import Authoring

/// What a file says, as a set of sentences, so that two of them compare without regard to order.
struct Substance {
  private var facts: Set<String> = []

  init(_ file: LUFile?) {
    guard let file else { return }
    for intent in file.intents {
      facts.insert("intent \(intent.name) uses \(intent.features.sorted())")
      for utterance in intent.utterances {
        facts.insert("utterance of \(intent.name): \(Self.spelled(utterance))")
      }
      for pattern in intent.patterns {
        facts.insert("pattern of \(intent.name): \(Self.collapsed(pattern.text))")
      }
    }
    for entity in file.entities {
      facts.insert(
        "entity \(entity.name) \(Self.spelled(entity.kind)) roles \(entity.roles.sorted())"
          + " uses \(entity.features.sorted())"
      )
    }
    for list in file.phraseLists {
      facts.insert(
        "phrase list \(list.name) \(list.isInterchangeable) \(list.isEnabled)"
          + " \(list.isEnabledForAllModels.map(String.init) ?? "-"): \(list.phrases.sorted())"
      )
    }
  }

  init(_ file: QNAFile?) {
    guard let file else { return }
    for pair in file.pairs {
      let prompts = pair.prompts.map { "\($0.display) > \($0.target) \($0.isContextOnly)" }
      let filters = pair.filters.map { "\($0.key)=\($0.value)" }.sorted()
      facts.insert(
        "pair \(pair.id ?? "-") \(pair.source.lowercased()) \(pair.questions.map(\.text))"
          + " = \(pair.answer.text) \(filters) \(prompts)"
      )
    }
    for group in file.alterations { facts.insert("alterations \(group.words.sorted())") }
  }

  /// What the two do not share, each with the side that has it.
  func difference(from reference: Substance) -> [String] {
    facts.subtracting(reference.facts).map { "ours: \($0)" }.sorted()
      + reference.facts.subtracting(facts).map { "reference: \($0)" }.sorted()
  }

  /// The reference's converter makes one blank of several.
  private static func collapsed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func spelled(_ utterance: Utterance) -> String {
    let units = Array(utterance.text.utf16)
    let labels = utterance.labels.map { label in
      let covered = String(decoding: units[label.range], as: UTF16.self)
      return "\(label.entity):\(label.role ?? "")=\(collapsed(covered))"
    }
    return "\(collapsed(utterance.text)) \(labels.sorted())"
  }

  private static func spelled(_ kind: Entity.Kind) -> String {
    switch kind {
    case .machineLearned(let children): "ml \(children.map(spelled))"
    case .list(let values):
      "list \(values.map { "\($0.canonical): \($0.synonyms.sorted())" }.sorted())"
    case .regex(let expression): "regex \(expression)"
    case .prebuilt: "prebuilt"
    case .composite(let children): "composite \(children.sorted())"
    case .patternAny: "patternany"
    }
  }

  private static func spelled(_ child: EntityChild) -> String {
    "\(child.name):\(child.type) uses \(child.features.sorted()) \(child.children.map(spelled))"
  }
}
