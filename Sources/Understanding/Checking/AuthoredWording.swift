internal import Authoring
internal import Norwegian

/// One thing users may say, as an author wrote it: an utterance of an intent or a question of a pair.
struct AuthoredWording {
  /// What it is to be understood as.
  var candidate: Candidate
  var text: String
  var place: Place
  /// Its words in lower case, without marks.
  var words: [String]
  /// The same without the difference between æ, ae and a.
  var folded: [String]

  /// Longer texts, in bytes, are one word: they are only compared as they are, and reported as too long.
  private static let longest = 4_096

  init(_ candidate: Candidate, _ text: String, at place: Place) {
    self.candidate = candidate
    self.text = text
    self.place = place
    let tokens = text.utf8.count > Self.longest ? [] : Tokeniser.tokens(in: text)
    words = tokens.isEmpty ? [text] : tokens.map(\.text)
    folded = tokens.isEmpty ? [text] : tokens.map(\.folded)
  }
}

extension Candidate {
  /// How a message names it: `the intent 'Skriver'`, `the pair 'pc-retur'`.
  var inWords: String {
    kind == .answer ? "the pair \(name.quoted)" : "the intent \(name.quoted)"
  }
}

extension ContentCheck {
  /// Everything that users may say at any time, in the order of the content.
  ///
  /// What is asked only as a follow-up is left out: it is never weighed against the rest.
  var wordings: [AuthoredWording] {
    let followUps = contextOnly
    return content.intents.flatMap { intent in
      let candidate = Candidate(Content.isOutside(intent.name) ? .outside : .intent, intent.name)
      return intent.utterances.map { AuthoredWording(candidate, $0.text, at: $0.place) }
    }
      + content.pairs.filter { !followUps.contains($0.id) }.flatMap { pair in
        pair.questions.map { AuthoredWording(Candidate(.answer, pair.id), $0.text, at: $0.place) }
      }
  }
}
