internal import Messaging
internal import Understanding

/// Taking back an answer, or the whole flow.
extension Turn {
  /// «nei, jeg mente …» while a question is open: about what was told of it, about the answer before it, an answer to
  /// it, or something else altogether.
  func correct(_ rest: String, _ question: Question, _ exchange: inout Exchange) {
    guard !rest.isEmpty else {
      exchange.say(.whatDidYouMean)
      return exchange.put(question)
    }
    let filling = exchange.filling(of: question)
    let told = slots(of: question, exchange).read(rest, again: true)
    var scope = exchange.scope
    scope.excluded = [Candidate(.intent, question.flow)]
    let meant = read(rest, in: scope, exchange)
    let isTold = !told.isNothing && (told.share >= 0.5 || !meant.verdict.isAnswer)
    let takesBack =
      told.values.keys.contains { filling.values[$0] != nil }
      || told.action != nil && filling.action != nil
    if isTold, takesBack { return fill(told, of: question, isCorrection: true, &exchange) }
    if revise(rest, in: question.execution, unless: meant, &exchange) { return }
    if isTold { return fill(told, of: question, &exchange) }
    if case .input(let input) = filling.step(in: question), input.isText, !meant.verdict.isAnswer {
      return fill(SlotReader.Told(values: [input.id: rest]), of: question, &exchange)
    }
    turn(to: meant, from: question, &exchange)
  }

  private func turn(
    to meant: Understood,
    from question: Question,
    _ exchange: inout Exchange
  ) {
    switch meant.verdict.decision {
    case .intent: exchange.turn(to: meant, from: question.execution, of: question.flow)
    case .answer, .refused:
      exchange.follow(meant)
      exchange.put(question, after: .back)
    case .clarify: exchange.follow(meant)
    case .none:
      exchange.say(.whatDidYouMean)
      exchange.put(question)
    }
  }

  /// Corrects the answer that was given last in an execution; false where the words are no answer to that question.
  ///
  /// - Parameter meant: how the words are understood by themselves; a clear need is no text.
  func revise(
    _ rest: String,
    in execution: String,
    unless meant: Understood,
    _ exchange: inout Exchange
  ) -> Bool {
    guard let answered = exchange.pending.answered, answered.execution == execution,
      var filling = exchange.conversation.answered, filling.question == answered.id
    else {
      return false
    }
    let question = answered.question
    // What the only input was told is forgotten, so that it is what the words are read for.
    if question.inputs.count == 1 { filling.values = [:] }
    let reader = SlotReader(question: question, filling: filling, words: words, now: exchange.now)
    var told = reader.read(rest, again: true)
    if told.isNothing, question.inputs.count == 1, question.inputs[0].isText,
      !meant.verdict.isAnswer
    {
      told = SlotReader.Told(values: [question.inputs[0].id: rest], share: 1)
    }
    guard !told.isNothing, told.share >= 0.5 || !meant.verdict.isAnswer else { return false }
    filling.values.merge(told.values) { _, new in new }
    if let action = told.action { filling.action = action }
    // An answer that does not count is none; then the words may be about something else.
    guard let answer = try? question.answer(from: filling.data(for: question)) else { return false }
    exchange.revise(question, with: answer, told: filling)
    return true
  }

  /// The user's yes or no to stopping a flow; false where the message is neither.
  func answer(_ stopping: Conversation.Stopping, _ exchange: inout Exchange) -> Bool {
    switch words.move(in: exchange.reading.text) {
    case .yes, .cancel, .number(1):
      exchange.stop(stopping.execution, called: stopping.title)
      if let instead = stopping.instead {
        let mentions = read(instead.text, in: exchange.scope, exchange).reading.entities
        exchange.serve(instead.candidate, heard: instead.text, naming: mentions)
      } else {
        exchange.forget()
      }
      exchange.putAgain()
      return true
    case .no, .number(2):
      let question = exchange.pending.questions.last { $0.execution == stopping.execution }
      if let question { exchange.put(question.question, after: .goOn) } else { exchange.say(.goOn) }
      return true
    case .number, .correction, nil: return false
    }
  }
}
