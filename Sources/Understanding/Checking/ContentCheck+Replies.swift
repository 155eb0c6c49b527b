internal import Authoring
internal import Ground

extension ContentCheck {
  /// Intents that nothing is said for, and words for intents that there are not.
  var replies: [Diagnostic] {
    let mute = content.intents.filter { intent in
      !Content.isOutside(intent.name) && content.replies[intent.name] == nil
        && !surroundings.flows.contains(intent.name)
    }
    let names = Set(content.intents.map(\.name))
    let idle = content.replies.values.filter { !names.contains($0.id) }
    return mute.map { intent in
      Diagnostic(
        .error,
        "no-reply",
        at: intent.place,
        "the intent \(intent.name.quoted) has neither a reply nor a flow",
        hint: "write one with its name as id in \(Content.File.replies)"
      )
    }
      + idle.map { reply in
        Diagnostic(
          .warning,
          "unknown-intent",
          at: reply.place,
          "the reply \(reply.id.quoted) is for an intent that does not exist",
          hint: "correct the id, or take the reply away"
        )
      }
  }

  /// Phrases of Rakel's own that are missing, and those that nobody says.
  var phrases: [Diagnostic] {
    let missing = surroundings.phrases.filter { content.phrases[$0] == nil }
    let idle = content.phrases.values.filter { !surroundings.phrases.contains($0.id) }
    return missing.map { id in
      Diagnostic(
        .error,
        "missing-phrase",
        at: Place(file: Content.File.phrases, line: 1),
        "Rakel has no words for \(id.quoted)",
        hint: "write an answer with that id"
      )
    }
      + idle.map { phrase in
        Diagnostic(
          .warning,
          "unknown-phrase",
          at: phrase.place,
          "Rakel never says the phrase \(phrase.id.quoted)",
          hint: "correct the id, or take the phrase away"
        )
      }
  }

  /// Answers without words.
  var emptyAnswers: [Diagnostic] {
    let pairs = [authored.qna, authored.replies, authored.phrases].flatMap(\.pairs)
    return pairs.filter { $0.answer.text.allSatisfy(\.isWhitespace) }.map { pair in
      Diagnostic(
        .error,
        "empty-answer",
        at: pair.place,
        "the answer of \(pair.name.quoted) is empty",
        hint: "write it between the fences, or take the pair away"
      )
    }
  }
}

extension QNAPair {
  /// What a message calls it: its id, or its first question where it has none.
  var name: String { id ?? questions.first { !$0.text.isEmpty }?.text ?? "a pair" }
}
