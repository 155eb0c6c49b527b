internal import Ground

/// The words for reasons, in three languages, as `flows/words/rollover.json` has them.
package struct RolloverWords: Sendable {
  private var reasons: [RolloverReason: PolicyText] = [:]
  private var outcomes: [String: PolicyText] = [:]

  /// None: codes stand for themselves.
  package init() {}

  /// Reads `{"reasons": {"age": {"nb": …, "nn": …, "en": …}, …}, "outcomes": {"exchanged": …}}`.
  ///
  /// Every reason must be there, and each text in every language.
  package init(parsing text: String, file: String) throws(PolicyFaults) {
    var reader = PolicyReader(file: file)
    let root = try reader.object(text, called: "words")
    let codes = RolloverReason.allCases.map(\.rawValue)
    reader.know(["reasons", "outcomes"], in: root)
    guard let map = reader.object("reasons", of: root, keys: codes) else {
      reader.fault("words.missing", at: root, "'reasons' is missing")
      throw PolicyFaults(all: reader.faults)
    }
    for reason in RolloverReason.allCases {
      reasons[reason] = reader.words(reason.rawValue, of: map)
    }
    for member in root["outcomes"]?.members ?? [] {
      outcomes[member.key] = root["outcomes"].flatMap { reader.words(member.key, of: $0) }
    }
    try reader.finish()
  }

  /// The words for a reason.
  package subscript(reason: RolloverReason) -> PolicyText {
    reasons[reason] ?? PolicyText(reason.rawValue)
  }

  /// The words for how it ended for somebody; the code itself where there are none.
  package subscript(outcome code: String) -> PolicyText {
    outcomes[code] ?? RolloverReason(rawValue: code).map { self[$0] } ?? PolicyText(code)
  }
}

extension PolicyReader {
  /// A text that must be there in every language.
  fileprivate mutating func words(_ key: String, of map: JSONMap) -> PolicyText? {
    guard Set(map[key]?.value.object?.keys ?? []) == ["nb", "nn", "en"] else {
      fault("words.missing", at: map[key] ?? map, "'\(key)' needs nb, nn and en")
      return nil
    }
    return translated(key, of: map)
  }
}
