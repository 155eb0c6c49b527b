internal import Authoring
internal import Ground
internal import Norwegian

extension ContentCheck {
  /// Filters that are not understood, variants that are never shown, and people who get nothing.
  var filters: [Diagnostic] {
    let pairs = [authored.qna, authored.replies, authored.phrases].flatMap(\.pairs)
    let joined = content.pairs + content.replies.values + content.phrases.values
    return pairs.flatMap(misread) + joined.flatMap(hidden)
      + (isComplete ? joined.compactMap(unserved) : [])
  }

  private func misread(_ pair: QNAPair) -> [Diagnostic] {
    var seen: Set<Variant.FilterKey> = []
    return pair.filters.compactMap { filter in
      guard let key = Variant.FilterKey(rawValue: filter.key.lowercased()) else {
        return Diagnostic(
          .error,
          "filter-key",
          at: filter.place,
          "the filter \(filter.key.quoted) has no effect: the answer is shown to everybody",
          hint:
            "use \(Variant.FilterKey.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or "))"
        )
      }
      guard seen.insert(key).inserted else {
        return Diagnostic(
          .error,
          "filter-twice",
          at: filter.place,
          "the filter '\(key.rawValue)' is there twice, and only the first counts",
          hint: "write a variant for each value"
        )
      }
      return wrongValue(filter, key)
    }
  }

  private func wrongValue(_ filter: Filter, _ key: Variant.FilterKey) -> Diagnostic? {
    let value = filter.value.lowercased()
    switch key {
    case .municipality:
      // Without readable settings there is nothing to hold it against.
      guard isComplete, !content.settings.municipalities.contains(value) else { return nil }
      return Diagnostic(
        .error,
        "municipality",
        at: filter.place,
        "no municipality is called \(filter.value.quoted): the answer is never shown",
        hint: "'municipalities' in settings.json has "
          + (content.settings.municipalities.isEmpty
            ? "none" : content.settings.municipalities.map(\.quoted).joined(separator: ", "))
      )
    case .language:
      guard Language(rawValue: value) == nil else { return nil }
      return Diagnostic(
        .error,
        "language",
        at: filter.place,
        "no language is called \(filter.value.quoted): the answer counts as Bokmål",
        hint: "use \(Language.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
  }

  /// Variants that are shown to the same people as one before them, which is always taken.
  private func hidden(_ pair: Pair) -> [Diagnostic] {
    var first: [[String]: Place] = [:]
    return pair.variants.compactMap { variant in
      let key = [variant.municipality ?? "", variant.language.rawValue]
      guard let other = first[key] else {
        first[key] = variant.place
        return nil
      }
      return Diagnostic(
        .error,
        "hidden-variant",
        at: variant.place,
        "this answer of \(pair.id.quoted) is never shown: the one at \(other) has the same filters",
        hint: "give it another id or other filters, or take one of them away"
      )
    }
  }

  /// A pair that only some municipalities have.
  private func unserved(_ pair: Pair) -> Diagnostic? {
    let served = Set(pair.variants.map(\.municipality))
    guard !served.contains(nil) else { return nil }
    let others = content.settings.municipalities.filter { !served.contains($0) }
    guard !others.isEmpty else { return nil }
    return Diagnostic(
      .warning,
      "no-general-variant",
      at: pair.place,
      "\(pair.id.quoted) says nothing to users in \(others.map(\.quoted).joined(separator: ", "))",
      hint: "write a variant without 'kommune', which is shown everywhere else"
    )
  }
}
