internal import Ground
package import Messaging

/// What has been told so far of all that a question asks: a card may ask for several things, the chat asks for one
/// at a time.
package struct Filling: Sendable, Hashable {
  /// The question's number.
  package var question: Int
  /// Which action was chosen, by its place; nil where none was yet.
  package var action: Int?
  /// The values by their inputs' ids, in the form that a card submits.
  package var values: [String: String] = [:]
  /// The optional inputs that the user will not tell.
  package var skipped: [String] = []
  /// Whether an action must be chosen even where only one makes sense: values were taken from what was said before,
  /// and the user has not seen them together.
  package var mustChoose = false

  package init(question: Int) { self.question = question }

  /// What is to be told next.
  package enum Step: Sendable, Hashable {
    case action
    case input(Question.Input)
    case nothing
  }

  /// What is to be told next of `question`.
  package func step(in question: Question) -> Step {
    let action = self.action(in: question)
    if action == nil, !question.actions.isEmpty { return .action }
    if action?.takesInputs == false { return .nothing }
    let missing = question.inputs.first { values[$0.id] == nil && !skipped.contains($0.id) }
    if let missing { return .input(missing) }
    return mustChoose && self.action == nil && !question.actions.isEmpty ? .action : .nothing
  }

  /// The action that was chosen, or that alone makes sense: the only one that takes the inputs.
  func action(in question: Question) -> Question.Action? {
    let index = action ?? implied(in: question)
    return index.flatMap { question.actions.indices.contains($0) ? question.actions[$0] : nil }
  }

  /// The place of the action that alone makes sense; nil where the user must say.
  func implied(in question: Question) -> Int? {
    let indices = question.actions.indices
    if indices.count == 1 { return 0 }
    let taking = indices.filter { question.actions[$0].takesInputs }
    return taking.count == 1 && !question.inputs.isEmpty ? taking[0] : nil
  }

  /// What a card with these values would submit.
  func data(for question: Question) -> JSON {
    var data = action(in: question)?.data.object ?? JSONObject()
    for (id, value) in values { data[id] = .string(value) }
    return .object(data)
  }
}

/// Something that may be chosen at a step, by its number or its words.
package struct Offer: Sendable, Hashable {
  /// The words on the button.
  package var title: String
  var meaning: Meaning

  enum Meaning: Hashable {
    case value(String, of: String)
    case action(Int)
    case skip(String)
  }
}

extension Filling {
  /// What may be chosen at the step that comes next, in the order in which it is numbered.
  ///
  /// Beside a value to be told stand the actions that need none. A number or a time is told by a number, so nothing
  /// is numbered there.
  func offers(in question: Question, skip: String) -> [Offer] {
    switch step(in: question) {
    case .nothing: return []
    case .action: return actions(in: question) { _ in true }
    case .input(let input):
      guard input.isNumbered else { return [] }
      var offers: [Offer] = []
      if case .choice(let choices, _) = input.kind {
        offers = choices.map { Offer(title: $0.title, meaning: .value($0.value, of: input.id)) }
      }
      if !input.isRequired { offers.append(Offer(title: skip, meaning: .skip(input.id))) }
      return offers + others(in: question)
    }
  }

  /// The actions that end the question without what is asked for now.
  func others(in question: Question) -> [Offer] {
    guard question.actions.count > 1 else { return [] }
    return actions(in: question) { !$0.takesInputs }
  }

  private func actions(
    in question: Question,
    where isOffered: (Question.Action) -> Bool
  ) -> [Offer] {
    question.actions.enumerated().filter { $0.element.isOffered && isOffered($0.element) }.map {
      Offer(title: $0.element.title, meaning: .action($0.offset))
    }
  }
}

extension Question.Input {
  /// Whether its choices may be numbered: not where a number is what is asked for.
  var isNumbered: Bool {
    switch kind {
    case .number, .time: false
    case .text, .choice, .date, .toggle: true
    }
  }

  /// Whether any words are a value.
  var isText: Bool { if case .text = kind { true } else { false } }
}
