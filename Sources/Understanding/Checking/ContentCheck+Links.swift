internal import Authoring
internal import Ground

extension ContentCheck {
  /// Prompts that lead nowhere, and answers that nothing leads to.
  var links: [Diagnostic] { deadPrompts + unreachable }

  /// The pairs that are only reached as a follow-up.
  var contextOnly: Set<String> {
    Set(content.pairs.filter(\.isContextOnly).map(\.id))
  }

  private var prompts: [Prompt] {
    [authored.qna, authored.replies, authored.phrases].flatMap { $0.pairs.flatMap(\.prompts) }
  }

  private var deadPrompts: [Diagnostic] {
    prompts.filter { content.candidate(for: $0) == nil }.map { prompt in
      Diagnostic(
        .error,
        "dead-prompt",
        at: prompt.place,
        "the prompt \(prompt.display.quoted) leads to \(prompt.target.quoted), and there is no such pair",
        hint: "name the id of a pair, one of its questions, or an intent"
      )
    }
  }

  private var unreachable: [Diagnostic] {
    let (reached, followUps) = (reachable, contextOnly)
    return content.pairs.filter { !reached.contains($0.id) }.map { pair in
      let reason = followUps.contains(pair.id) ? "is context-only" : "has no question"
      return Diagnostic(
        .error,
        "unreachable",
        at: pair.place,
        "the pair \(pair.id.quoted) \(reason), and no prompt that is ever shown leads to it",
        hint: "let a prompt lead to it, or give it a question of its own"
      )
    }
  }

  /// The pairs that a user may get to: by asking, or by prompt after prompt from what is asked.
  private var reachable: Set<String> {
    let followUps = contextOnly
    let asked = content.pairs.filter { !followUps.contains($0.id) && !$0.questions.isEmpty }
    var reached = Set(asked.map(\.id))
    var pending = asked + content.replies.values + content.phrases.values
    while let pair = pending.popLast() {
      for prompt in pair.variants.flatMap(\.prompts) {
        guard let target = content.candidate(for: prompt), target.kind == .answer,
          reached.insert(target.name).inserted, let next = content.pair(target.name)
        else { continue }
        pending.append(next)
      }
    }
    return reached
  }
}
