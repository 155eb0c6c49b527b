internal import Ground
internal import Norwegian

extension ContentCheck {
  /// Replies, phrases and pairs without a language that most of their kind have.
  var languages: [Diagnostic] {
    missing(in: content.pairs, "the pair")
      + missing(in: Array(content.replies.values), "the reply")
      + missing(in: Array(content.phrases.values), "the phrase")
  }

  private func missing(in pairs: [Pair], _ kind: String) -> [Diagnostic] {
    let written = pairs.map { Set($0.variants.map(\.language)) }
    // Bokmål is what all others fall back to.
    let wanted = Language.allCases.filter { language in
      language == .nb || 2 * written.count { $0.contains(language) } >= written.count
    }
    return zip(pairs, written).compactMap { pair, languages in
      let lacking = wanted.filter { !languages.contains($0) }
      guard !lacking.isEmpty else { return nil }
      return Diagnostic(
        .warning,
        "missing-language",
        at: pair.place,
        "\(kind) \(pair.id.quoted) has no variant in \(lacking.map(\.name).joined(separator: " or "))",
        hint: lacking == [.nb]
          ? "write a variant without 'sprak'"
          : "write a variant with \(lacking.map { "'sprak = \($0.rawValue)'" }.joined(separator: " and "))"
      )
    }
  }
}

extension Language {
  /// What authors call it.
  fileprivate var name: String {
    switch self {
    case .nb: "Bokmål"
    case .nn: "Nynorsk"
    case .en: "English"
    }
  }
}
