internal import Ground

/// The words for reasons, in three languages, as `flows/words/rollover.json` has them.
package struct RolloverWords: Sendable {
  private var reasons: [RolloverReason: PolicyText] = [:]

  /// None: codes stand for themselves.
  package init() {}

  /// Reads `{"reasons": {"age": {"nb": …, "nn": …, "en": …}, …}}`, with every reason in every language.
  package init(parsing text: String, file: String) throws(PolicyFaults) {
    var reader = PolicyReader(file: file)
    let root = try reader.object(text, called: "words")
    let codes = RolloverReason.allCases.map(\.rawValue)
    reader.know(["reasons"], in: root)
    guard let map = reader.object("reasons", of: root, keys: codes) else {
      reader.fault("words.missing", at: root, "'reasons' is missing")
      throw PolicyFaults(all: reader.faults)
    }
    for reason in RolloverReason.allCases {
      let languages = map[reason.rawValue]?.value.object?.keys ?? []
      if Set(languages) != ["nb", "nn", "en"] {
        reader.fault(
          "words.missing",
          at: map[reason.rawValue] ?? map,
          "'\(reason.rawValue)' needs nb, nn and en"
        )
      } else {
        reasons[reason] = reader.translated(reason.rawValue, of: map)
      }
    }
    try reader.finish()
  }

  /// The words for a reason.
  package subscript(reason: RolloverReason) -> PolicyText {
    reasons[reason] ?? PolicyText(reason.rawValue)
  }
}
