internal import Ground

/// The words for the codes of campaigns of one kind, in three languages: why somebody takes part or does not, and how
/// it ended.
package struct CampaignWords: Sendable {
  private var reasons: [String: PolicyText] = [:]
  private var outcomes: [String: PolicyText] = [:]

  /// None: codes stand for themselves.
  package init() {}

  /// Reads `{"reasons": {"age": {"nb": …, "nn": …, "en": …}, …}, "outcomes": {"exchanged": …}}`.
  ///
  /// Every reason of the kind must be there, and each text in every language.
  package init(parsing text: String, of kind: CampaignKind, file: String) throws(PolicyFaults) {
    var reader = PolicyReader(file: file)
    let root = try reader.object(text, called: "words")
    reader.know(Self.sections + kind.otherSections, in: root)
    guard let map = reader.object("reasons", of: root, keys: kind.reasons) else {
      reader.fault("words.missing", at: root, "'reasons' is missing")
      throw PolicyFaults(all: reader.faults)
    }
    for reason in kind.reasons { reasons[reason] = reader.words(reason, of: map) }
    for member in root["outcomes"]?.members ?? [] {
      outcomes[member.key] = root["outcomes"].flatMap { reader.words(member.key, of: $0) }
    }
    try reader.finish()
  }

  /// The members of a file of words that this reads.
  static let sections = ["reasons", "outcomes"]

  /// The words for a reason; the code itself where there are none.
  package subscript(reason code: String) -> PolicyText { reasons[code] ?? PolicyText(code) }

  /// The words for how it ended for somebody, also where that is a reason; the code itself where there are none.
  package subscript(outcome code: String) -> PolicyText { outcomes[code] ?? self[reason: code] }
}

extension CampaignKind {
  /// The codes of why somebody or something takes part, or does not.
  package var reasons: [String] {
    switch self {
    case .rollover: RolloverReason.allCases.map(\.rawValue)
    case .licences: LicenceReason.allCases.map(\.rawValue)
    }
  }

  /// What a file of its words has for others to read.
  fileprivate var otherSections: [String] {
    switch self {
    case .rollover: []
    case .licences: CleanupWords.sections
    }
  }
}

extension PolicyReader {
  /// A text that must be there in every language.
  mutating func words(_ key: String, of map: JSONMap) -> PolicyText? {
    guard Set(map[key]?.value.object?.keys ?? []) == ["nb", "nn", "en"] else {
      fault("words.missing", at: map[key] ?? map, "'\(key)' needs nb, nn and en")
      return nil
    }
    return translated(key, of: map)
  }
}
