internal import Ground
internal import Norwegian
internal import People
internal import Understanding

/// What a flow that the chat starts is given.
enum FlowInput {
  /// The input for the flow of `intent`; the conversation's id is added where the turn is kept.
  ///
  /// - Parameter text: what the user wrote, secrets masked.
  static func json(
    _ intent: String,
    for user: User,
    in language: Language,
    saying text: String,
    naming mentions: [EntityMention]
  ) -> JSON {
    [
      "user": [
        "id": .string(user.id), "name": .string(user.name), "role": .string(user.role.rawValue),
        "municipality": user.municipality.map(JSON.string) ?? .null,
      ],
      "language": .string(language.rawValue), "text": .string(text), "intent": .string(intent),
      "entities": entities(mentions),
    ]
  }

  /// The values by entity, each once; guesses are left out.
  private static func entities(_ mentions: [EntityMention]) -> JSON {
    var values: [String: [String]] = [:]
    var entities = JSONObject()
    for mention in mentions where mention.confidence >= 0.5 {
      let value = mention.value.plain
      guard !values[mention.entity, default: []].contains(value) else { continue }
      values[mention.entity, default: []].append(value)
      entities[mention.entity] = .array(values[mention.entity, default: []].map(JSON.string))
    }
    return .object(entities)
  }
}
