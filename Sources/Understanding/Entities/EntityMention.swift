package import Ground

/// An entity that an utterance speaks of, with where and how sure.
package struct EntityMention: Sendable, Hashable {
  /// The entity's name, as declared.
  package var entity: String
  /// The role it plays here; nil where it has none or none can be told.
  package var role: String?
  /// Where it stands in the original, in UTF-16 code units.
  package var range: Range<Int>
  /// The words of the original.
  package var text: String
  package var value: EntityValue
  /// How sure, above 0 and at most 1: 1 for what is written as declared, less for guesses.
  package var confidence: Double

  /// Makes a mention.
  package init(
    entity: String,
    role: String? = nil,
    range: Range<Int>,
    text: String,
    value: EntityValue,
    confidence: Double = 1
  ) {
    self.entity = entity
    self.role = role
    self.range = range
    self.text = text
    self.value = value
    self.confidence = confidence
  }

  /// The members `entity`, `role` where there is one, `start`, `length`, `text`, `value` and `confidence`.
  package var json: JSON {
    var object = JSONObject()
    object["entity"] = .string(entity)
    if let role { object["role"] = .string(role) }
    object["start"] = .integer(range.lowerBound)
    object["length"] = .integer(range.count)
    object["text"] = .string(text)
    object["value"] = value.json
    object["confidence"] = .double(confidence)
    return .object(object)
  }
}
