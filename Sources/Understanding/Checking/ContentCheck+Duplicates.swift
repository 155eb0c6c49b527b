internal import Authoring
internal import Ground

extension ContentCheck {
  /// The same words twice: needless in one place, and a contradiction in two.
  var duplicates: [Diagnostic] {
    repeatedQuestions + contradictions
  }

  /// The same words for two things, and the same utterance twice in one intent.
  private var contradictions: [Diagnostic] {
    var first: [[String]: AuthoredWording] = [:]
    var found: [Diagnostic] = []
    for wording in wordings {
      guard let other = first[wording.folded] else {
        first[wording.folded] = wording
        continue
      }
      if other.candidate != wording.candidate {
        found.append(contradiction(wording, other))
      } else if wording.candidate.kind != .answer {
        found.append(repeated(wording, other))
      }
    }
    return found
  }

  private func contradiction(_ one: AuthoredWording, _ other: AuthoredWording) -> Diagnostic {
    // Two labels for what is outside differ little, and words that only fold alike may be two words.
    let isOutside = one.candidate.kind == .outside && other.candidate.kind == .outside
    return Diagnostic(
      isOutside || one.words != other.words ? .warning : .error,
      "contradiction",
      at: one.place,
      "\(one.text.quoted) belongs to \(one.candidate.inWords) and, at \(other.place), to "
        + other.candidate.inWords,
      hint: "keep it where it fits best, or say more in one of them"
    )
  }

  /// The same question twice in one variant of a pair; two variants may share a question.
  private var repeatedQuestions: [Diagnostic] {
    var found: [Diagnostic] = []
    for pair in authored.qna.pairs {
      let candidate = Candidate(.answer, pair.name)
      var first: [[String]: AuthoredWording] = [:]
      for question in pair.questions where !question.text.isEmpty {
        let wording = AuthoredWording(candidate, question.text, at: question.place)
        if let other = first.updateValue(wording, forKey: wording.folded) {
          found.append(repeated(wording, other))
        }
      }
    }
    return found
  }

  private func repeated(_ one: AuthoredWording, _ other: AuthoredWording) -> Diagnostic {
    Diagnostic(
      .warning,
      "duplicate",
      at: one.place,
      "\(one.text.quoted) says the same as \(other.text.quoted) at \(other.place)",
      hint: "take one of them away; another wording teaches more"
    )
  }
}
