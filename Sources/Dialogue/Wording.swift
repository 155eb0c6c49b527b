internal import Norwegian
internal import Understanding

/// Finds the words for what was decided, for one user in one language.
struct Wording: Sendable {
  let content: Content
  let language: Language
  let municipality: String?

  /// One of Rakel's own phrases; its id where the content lacks it, which `rakel check` reports.
  func phrase(_ id: Phrase) -> String {
    content.phrases[id.rawValue]?.variants.fitting(language, in: municipality)?.text ?? id.rawValue
  }

  /// What is said for a candidate, with what it leads to; nil where the content has no words for it.
  func answer(to candidate: Candidate) -> Variant? {
    let variants =
      switch candidate.kind {
      case .answer: content.pair(candidate.name)?.variants
      case .intent, .outside: content.replies[candidate.name]?.variants
      }
    return variants?.fitting(language, in: municipality)
  }

  /// The words for a candidate on a button.
  func title(of candidate: Candidate) -> String {
    let pair =
      candidate.kind == .answer ? content.pair(candidate.name) : content.replies[candidate.name]
    // The title of another municipality's variant would name what holds there only.
    return pair?.variants.fitting(language, in: municipality)?.title ?? candidate.name
  }
}

/// The things Rakel says on its own account, by the id under which the content words them.
package enum Phrase: String, Sendable, CaseIterable {
  case greeting = "hei"
  case unknown = "vet-ikke"
  case whichOne = "mener-du"
  case noneOfThese = "ingen-av-dem"
  case noneChosen = "ingen-valgt"
  case noAccess = "ikke-tilgang"
  case notAllowed = "ikke-lov"
  case masked = "skjult"
  case cancelled = "avbrutt"
  case nothingToCancel = "ingenting-aa-avbryte"
  case whatDidYouMean = "hva-mente-du"
  case also = "ogsaa"
  case tooLong = "for-langt"
  case unreadable = "uleselig"
  case help = "hjelp"
  case nothingToExplain = "ingenting-aa-forklare"
}
