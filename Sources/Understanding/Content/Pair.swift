package import Authoring

/// A question the helpdesk answers: its wordings, and its answer by municipality and language.
package struct Pair: Sendable, Hashable {
  package var id: String
  /// Every wording of every variant, in the order of the files.
  package var questions: [Question]
  package var variants: [Variant]
  /// Whether it is reached only as a follow-up of another pair.
  package var isContextOnly: Bool

  /// Whether somebody there may see it at all.
  package func holds(in municipality: String?) -> Bool {
    variants.contains { $0.municipality == nil || $0.municipality == municipality }
  }
}

extension [QNAPair] {
  /// Joins the pairs that share an id; a pair without one is numbered from 1, skipping what is used.
  package func joined() -> [Pair] {
    var joined: [Pair] = []
    var positions: [String: Int] = [:]
    let used = Set(compactMap(\.id))
    var next = 1
    for pair in self {
      var id = pair.id ?? ""
      while pair.id == nil, id.isEmpty || used.contains(id) {
        id = String(next)
        next += 1
      }
      let questions = pair.questions.filter { !$0.text.isEmpty }
      if let position = positions[id] {
        joined[position].questions += questions
        joined[position].variants.append(Variant(pair))
        joined[position].isContextOnly = joined[position].isContextOnly || pair.isContextOnly
      } else {
        positions[id] = joined.count
        joined.append(
          Pair(
            id: id,
            questions: questions,
            variants: [Variant(pair)],
            isContextOnly: pair.isContextOnly
          )
        )
      }
    }
    return joined
  }
}
