internal import Ground
internal import Messaging

/// Answering a flow's question, and saying what was answered or what is wrong.
extension Exchange {
  /// Answers a question; what else waits for the user is put again.
  mutating func answer(_ question: Question, with answer: JSON, told filling: Filling) {
    run(
      .answer(
        question,
        with: answer,
        .init(
          late: wording.phrase(.tooLate),
          again: wording.phrase(.alreadyAnswered),
          shown: wording.phrase(.chosen, summary(of: filling, for: question))
        )
      )
    )
    conversation.fillings.removeAll { $0.question == question.id }
    conversation.answered = filling
    let newest = pending.questions.last?.id
    pending.questions.removeAll { $0.id == question.id }
    // Not at once: the flow may have more to ask.
    conversation.owed = pending.questions.isEmpty ? nil : newest
  }

  /// Answers a question that was answered before in another way.
  mutating func revise(_ question: Question, with answer: JSON, told filling: Filling) {
    let summary = summary(of: filling, for: question)
    run(
      .revise(
        question,
        with: answer,
        .init(
          done: wording.phrase(.corrected, summary),
          late: wording.phrase(.cannotCorrect),
          shown: wording.phrase(.chosen, summary)
        )
      )
    )
    conversation.answered = filling
    conversation.owed = pending.questions.last?.id
  }

  /// What was told, in the order of the inputs, in one of Rakel's phrases.
  func told(_ values: [String: String], of question: Question, as phrase: Phrase) -> String {
    let words = question.inputs.compactMap { input in
      values[input.id].map { shown($0, of: input) }
    }
    return wording.phrase(phrase, words.joined(separator: ", "))
  }

  private func shown(_ value: String, of input: Question.Input) -> String {
    input.shown(value, yes: wording.phrase(.yes), no: wording.phrase(.no))
  }

  /// Says what is wrong with a value.
  mutating func say(_ fault: AnswerFault, of question: Question) {
    let input = question.inputs.first { $0.id == fault.input }
    let label =
      input.map { String(ShortText.of($0.label).trimmingSuffix { "?:. ".contains($0) }) } ?? ""
    let phrase: Phrase =
      switch fault.code {
      case .missing: .valueMissing
      case .tooLong: .valueTooLong
      case .malformed: .valueMalformed
      case .notOffered: .valueNotOffered
      case .outOfBounds: .valueOutOfBounds
      }
    say(Reply(wording.phrase(phrase, label, input?.kind.bounds ?? "")))
  }

  /// What was told, in words: the button, and the values in the order of the inputs.
  func summary(of filling: Filling, for question: Question) -> String {
    var parts: [String] = []
    let action = filling.action(in: question)
    if question.actions.count > 1 || question.inputs.isEmpty, let action {
      parts.append(action.title)
    }
    if action?.takesInputs != false {
      parts += question.inputs.compactMap { input in
        filling.values[input.id].map { shown($0, of: input) }
      }
    }
    return parts.joined(separator: ", ")
  }
}

extension Question.Input {
  /// A value as people read it.
  func shown(_ value: String, yes: String, no: String) -> String {
    switch kind {
    case .choice(let choices, let several):
      let values = several ? value.split(separator: ",").map(String.init) : [value]
      return values.map { value in choices.first { $0.value == value }?.title ?? value }
        .joined(separator: " + ")
    case .date: return Kind.day(value)
    case .toggle(let on, _):
      let word = value == on ? yes : no
      return label.isEmpty ? word : "\(label): \(word)"
    case .text, .time, .number: return value
    }
  }
}

extension Question.Input.Kind {
  /// What a value must lie between, as people read it; open ends are left out.
  fileprivate var bounds: String {
    switch self {
    case .date(let earliest, let latest):
      Self.span(earliest.map(Self.day), latest.map(Self.day))
    case .time(let earliest, let latest): Self.span(earliest, latest)
    case .number(let least, let most): Self.span(least.map(Self.plain), most.map(Self.plain))
    case .text, .choice, .toggle: ""
    }
  }

  private static func span(_ first: String?, _ last: String?) -> String {
    "\(first ?? "…") – \(last ?? "…")"
  }

  private static func plain(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? String(number)
  }

  /// `24.12.2026` for `2026-12-24`.
  fileprivate static func day(_ iso: String) -> String {
    iso.split(separator: "-").reversed().joined(separator: ".")
  }
}

extension String {
  /// Without the characters at its end that `isDropped` takes.
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
    var rest = self[...]
    while let last = rest.last, isDropped(last) { rest.removeLast() }
    return rest
  }
}
