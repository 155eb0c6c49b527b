internal import Authoring

/// What a reader of `.lu` makes of a thing once it is written, so that nothing is guessed.
enum Readback {
  /// The utterance as it reads back, its labels perhaps in another order; nil where it cannot be written.
  ///
  /// - Parameter table: the entities, of which some are labelled only within others.
  static func utterance(_ utterance: Utterance, _ table: EntityTable) -> Utterance? {
    // Most texts hold nothing that means anything in a line.
    let special = "{}[]()\\|".utf8
    if utterance.labels.isEmpty && !utterance.text.utf8.contains(where: special.contains) {
      return utterance
    }
    let intent = Intent(name: "intent", utterances: [utterance])
    let entities = Set(utterance.labels.map(\.entity)).compactMap { table[$0]?.withoutContent }
    guard let read = Self.intent(intent, entities), read.utterances.count == 1,
      read.patterns.isEmpty
    else { return nil }
    let same = read.utterances[0]
    let isSame =
      same.text == utterance.text && same.labels.count == utterance.labels.count
      && Set(same.labels) == Set(utterance.labels)
    return isSame ? same : nil
  }

  /// What a pattern of an export reads as; nil where it cannot be written.
  enum PatternReading {
    case pattern(Pattern)
    /// Nothing in it is optional or variable.
    case utterance(Utterance)
  }

  /// - Parameter prebuilts: those that are declared, without which a pattern may not name them.
  static func pattern(_ pattern: Pattern, prebuilts: [Entity]) -> PatternReading? {
    let intent = Intent(name: "intent", patterns: [pattern])
    guard let read = Self.intent(intent, prebuilts) else { return nil }
    if let utterance = read.utterances.first { return .utterance(utterance) }
    return read.patterns == [pattern] ? .pattern(pattern) : nil
  }

  /// Whether the entity reads back as it is.
  static func holds(_ entity: Entity) -> Bool {
    let writer = ModelWriter(lu: LUFile(entities: [entity]))
    let read = AuthoredText.parse(writer.text)
    return writer.diagnostics.isEmpty && read.isValid && read.lu.entities == [entity]
  }

  private static func intent(_ intent: Intent, _ entities: [Entity]) -> Intent? {
    let writer = ModelWriter(lu: LUFile(intents: [intent], entities: entities))
    guard writer.diagnostics.isEmpty else { return nil }
    let read = AuthoredText.parse(writer.text)
    guard read.isValid, read.lu.intents.count == 1 else { return nil }
    return read.lu.intents[0]
  }
}

extension Entity {
  /// Its name and kind, where that decides what a label means; nil where it is learned.
  fileprivate var withoutContent: Entity? {
    switch kind {
    case .machineLearned, .patternAny: nil
    case .list: Entity(name: name, kind: .list([]))
    case .regex: Entity(name: name, kind: .regex(""))
    case .prebuilt: Entity(name: name, kind: .prebuilt)
    case .composite: Entity(name: name, kind: .composite(children: []))
    }
  }
}
