internal import Ground
internal import Messaging

/// What somebody who has no wish of their own sends back: a button and a value for each input, at random.
struct Guess {
  private let question: Question

  init(_ question: Question) { self.question = question }

  /// Data as a channel would submit them.
  func data(_ random: inout SeededGenerator) -> JSON {
    var data = JSONObject()
    if !question.actions.isEmpty {
      let action = question.actions[random.below(question.actions.count)]
      for (key, value) in action.data.object ?? JSONObject() { data[key] = value }
    }
    for input in question.inputs { data[input.id] = value(of: input, &random) }
    return .object(data)
  }

  private func value(of input: Question.Input, _ random: inout SeededGenerator) -> JSON {
    switch input.kind {
    case .text: "Simulert"
    case .choice(let choices, _):
      choices.isEmpty ? "" : .string(choices[random.below(choices.count)].value)
    case .date(let earliest, let latest): .string(earliest ?? latest ?? "2026-12-01")
    case .time(let earliest, let latest): .string(earliest ?? latest ?? "10:00")
    case .number(let least, let most): .double(least ?? most ?? 1)
    case .toggle(let on, let off): .string(random.uniform() < 0.5 ? on : off)
    }
  }
}
