package import Ground

/// The words for products and for what stands in the way, in three languages, as `flows/words/licences.json` has them.
///
/// Those for reasons and outcomes, which campaigns of every kind have, ``CampaignWords`` reads from the same file.
package struct CleanupWords: Sendable {
  /// The words for products, by patterns of Microsoft's names; the first that fits counts.
  private var products: [(names: [Glob], title: PolicyText)] = []
  private var sections: [Section: [String: PolicyText]] = [:]

  private enum Section: String, CaseIterable {
    /// What stands in the way of a licence, and what a person can do about it.
    case obstacles
    /// Why nothing goes on, and what a person can do about it.
    case troubles
  }

  /// The members of a file of words that this reads.
  static let sections = ["products"] + Section.allCases.map(\.rawValue)

  /// None: codes and Microsoft's names stand for themselves.
  package init() {}

  /// Reads `{"products": [{"names": ["SPE_E3*"], "title": {"nb": …, "nn": …, "en": …}}], "obstacles": {"twice": …}, …}`.
  ///
  /// Each text must be there in every language.
  package init(parsing text: String, file: String) throws(PolicyFaults) {
    var reader = PolicyReader(file: file)
    let root = try reader.object(text, called: "words")
    reader.know(CampaignWords.sections + Self.sections, in: root)
    for item in reader.list("products", of: root) {
      guard let map = reader.object(item, called: "products", keys: ["names", "title"]) else {
        continue
      }
      let names = reader.texts("names", of: map).map(Glob.init)
      if let title = reader.words("title", of: map) { products.append((names, title)) }
    }
    for section in Section.allCases {
      guard let map = root[section.rawValue], map.value.object != nil else {
        reader.fault("words.missing", at: root, "'\(section.rawValue)' is missing")
        continue
      }
      for member in map.members {
        sections[section, default: [:]][member.key] = reader.words(member.key, of: map)
      }
    }
    try reader.finish()
  }

  /// What people call a product; Microsoft's name where there are no words for it.
  package func product(_ name: String) -> PolicyText {
    products.first { $0.names.contains { $0.matches(name) } }?.title ?? PolicyText(name)
  }

  /// The same with Microsoft's name behind it, for those who know it, as a card takes a text.
  package func fullName(_ name: String) -> JSON {
    let title = product(name)
    guard title != PolicyText(name) else { return .string(name) }
    return .object(
      ["nb", "nn", "en"].reduce(into: JSONObject()) { $0[$1] = .string("\(title[$1]) [\(name)]") }
    )
  }

  /// What stands in the way of a licence, and what to do about it.
  package func obstacle(_ code: String) -> PolicyText {
    self[.obstacles, code] ?? self[.obstacles, "other"] ?? PolicyText(code)
  }

  /// Why nothing goes on, and what to do about it.
  package func trouble(_ code: String) -> PolicyText {
    self[.troubles, code] ?? self[.troubles, "other"] ?? PolicyText(code)
  }

  private subscript(section: Section, code: String) -> PolicyText? { sections[section]?[code] }
}
