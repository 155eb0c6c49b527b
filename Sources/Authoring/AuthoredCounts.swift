package import Ground

/// How much is in an authored text, counted as the reference counts.
package struct AuthoredCounts: Sendable, Hashable {
  package var intents: Int
  /// Examples without duplicates; links that pull some from elsewhere count as one each.
  package var utterances: Int
  package var patterns: Int
  /// Learned entities, declared or only labelled.
  package var entities: Int
  package var lists: Int
  package var regex: Int
  package var prebuilt: Int
  package var phraselists: Int
  package var composites: Int
  package var qna: Int
  package var alterations: Int

  package init(_ text: AuthoredText) {
    intents = text.lu.intents.count
    utterances = text.lu.intents.reduce(0) { $0 + $1.utterances.count + $1.references.count }
    patterns = text.lu.intents.reduce(0) { $0 + $1.patterns.count }
    (entities, lists, regex, prebuilt, composites) = (0, 0, 0, 0, 0)
    phraselists = text.lu.phraseLists.count
    qna = text.qna.pairs.count
    alterations = text.qna.alterations.count
    for entity in text.lu.entities {
      switch entity.kind {
      case .machineLearned: entities += 1
      case .list: lists += 1
      case .regex: regex += 1
      case .prebuilt: prebuilt += 1
      case .composite: composites += 1
      case .patternAny: break
      }
    }
  }

  private var all: [(name: String, count: Int)] {
    [
      ("intents", intents), ("utterances", utterances), ("patterns", patterns),
      ("entities", entities), ("lists", lists), ("regex", regex), ("prebuilt", prebuilt),
      ("phraselists", phraselists), ("composites", composites), ("qna", qna),
      ("alterations", alterations),
    ]
  }

  /// A member for each count.
  package var json: JSON {
    var object = JSONObject()
    for (name, count) in all { object[name] = .integer(count) }
    return .object(object)
  }
}

extension AuthoredCounts: CustomStringConvertible {
  /// `12 intents, 140 utterances`: what there is any of.
  package var description: String {
    let some = all.filter { $0.count > 0 }.map { "\($0.count) \($0.name)" }
    return some.isEmpty ? "nothing" : some.joined(separator: ", ")
  }
}
