internal import Ground
internal import Messaging
internal import Norwegian
internal import People
internal import Understanding

/// A message while a flow waits to hear from the user.
extension Turn {
  /// Takes the message for an answer, a question in the middle, a correction, or a wish to stop.
  func hear(_ question: Question, _ exchange: inout Exchange) {
    let text = exchange.reading.text
    let filling = exchange.filling(of: question)
    let step = filling.step(in: question)
    if let offer = offer(in: text, at: filling, of: question, exchange) {
      return take(offer, of: question, &exchange)
    }
    switch words.move(in: text) {
    case .cancel: exchange.askToStop(question.execution, of: question.flow)
    case .correction(let rest): correct(rest, question, &exchange)
    case .no where step.mayBeSkipped: skip(step, of: question, &exchange)
    default: answer(question, at: step, &exchange)
    }
  }

  /// The choice that the message names by its number or by all its words.
  private func offer(
    in text: String,
    at filling: Filling,
    of question: Question,
    _ exchange: Exchange
  ) -> Offer? {
    let offers = filling.offers(in: question, skip: exchange.wording.phrase(.skip))
    if let number = Words.number(Tokeniser.tokens(in: text), upTo: offers.count) {
      return offers[number - 1]
    }
    let said = Words.key(text)
    let offered = (offers + filling.others(in: question)).first { Words.key($0.title) == said }
    if let offered { return offered }
    // What the card has no more was there a moment ago: the flow says kindly how it is.
    let gone = question.actions.firstIndex { !$0.isOffered && Words.key($0.title) == said }
    return gone.map { Offer(title: question.actions[$0].title, meaning: .action($0)) }
  }

  private func take(_ offer: Offer, of question: Question, _ exchange: inout Exchange) {
    var told = SlotReader.Told()
    switch offer.meaning {
    case .value(let value, of: let input): told.values[input] = value
    case .action(let index): told.action = index
    case .skip(let input):
      var filling = exchange.filling(of: question)
      filling.skipped.append(input)
      exchange.keep(filling)
    }
    fill(told, of: question, &exchange)
  }

  private func skip(_ step: Filling.Step, of question: Question, _ exchange: inout Exchange) {
    guard case .input(let input) = step else { return }
    take(Offer(title: "", meaning: .skip(input.id)), of: question, &exchange)
  }

  private func answer(
    _ question: Question,
    at step: Filling.Step,
    _ exchange: inout Exchange
  ) {
    let text = exchange.reading.text
    let whole = Understood(
      reading: exchange.reading,
      verdict: dispatcher.decide(exchange.reading, role: exchange.user.role)
    )
    if case .input(let input) = step, input.isText {
      if isPlainlyElse(whole, than: question) {
        return digress(from: question, to: whole.verdict, &exchange)
      }
      return fill(SlotReader.Told(values: [input.id: text]), of: question, &exchange)
    }
    var told = slots(of: question, exchange).read(text)
    if case .input(let input) = step, input.asksWhetherItHelped {
      let helped = helped(whole, of: question, told.values[input.id])
      guard helped.count < 2 else { return exchange.put(question, after: .notAnAnswer) }
      if let helped = helped.first {
        told.values[input.id] = helped
        return fill(told, of: question, &exchange)
      }
    }
    if case .action = step, told.isNothing, words.move(in: text) == .yes,
      let index = exchange.filling(of: question).implied(in: question)
    {
      return fill(SlotReader.Told(action: index), of: question, &exchange)
    }
    // «jeg vil bestille en PC» once more is no press on «Bestill».
    if told.values.isEmpty, whole.verdict.candidate == Candidate(.intent, question.flow) {
      return exchange.put(question, after: .alreadyOpen)
    }
    let isElse = isElse(whole, than: question)
    if !told.isNothing, told.share >= 0.5 || !isElse {
      fill(told, of: question, &exchange)
    } else if isElse {
      digress(from: question, to: whole.verdict, &exchange)
    } else {
      exchange.put(question, after: .notAnAnswer)
    }
  }

  /// What an answer to «did that help?» says: `yes`, `no`, both, or nothing where it is about something else.
  ///
  /// Whoever names the need again still has it.
  private func helped(_ whole: Understood, of question: Question, _ said: String?) -> Set<String> {
    let condition = words.condition(in: whole.reading.text)
    let isSame = whole.verdict.candidate == Candidate(.intent, question.flow)
    if isElse(whole, than: question), !isSmallTalk(whole.verdict), !condition.isAll { return [] }
    var helped = Set(condition.said.map { $0 ? "yes" : "no" })
    if let said { helped.insert(said) }
    return helped.isEmpty && isSame ? ["no"] : helped
  }

  /// What reads values for a question out of messages.
  func slots(of question: Question, _ exchange: Exchange) -> SlotReader {
    SlotReader(
      question: question,
      filling: exchange.filling(of: question),
      words: words,
      now: exchange.now
    )
  }

  /// Does what the message asks for, and goes back to the question.
  ///
  /// Not after what is urgent: nobody who is in distress is to be asked when a PC suits.
  private func digress(
    from question: Question,
    to verdict: Verdict,
    _ exchange: inout Exchange
  ) {
    understand(Exchange.OpenQuestion(asked: nil, options: []), &exchange)
    if !isUrgent(verdict), !exchange.hasStarted, !exchange.hasAsked {
      exchange.put(question, after: .back)
    }
  }

  private func isUrgent(_ verdict: Verdict) -> Bool {
    guard case .none(let label?) = verdict.decision else { return false }
    return content.settings.urgent.contains(label)
  }

  /// Whether a message was understood as something else than what the flow is about.
  private func isElse(_ whole: Understood, than question: Question) -> Bool {
    switch whole.verdict.decision {
    case .intent, .answer: whole.verdict.candidate != Candidate(.intent, question.flow)
    case .none(let label): label.map { $0 != "None" && content.replies[$0] != nil } ?? false
    case .refused: true
    case .clarify: false
    }
  }

  /// Whether a message that might be any text is something else nevertheless: what asks for something and is surely
  /// understood, be it outside, or is urgent, or mere politeness.
  ///
  /// A description («skriveren virker ikke») stays one: it is what such questions ask for.
  private func isPlainlyElse(_ whole: Understood, than question: Question) -> Bool {
    guard isElse(whole, than: question) else { return false }
    let best = whole.reading.candidates.first?.confidence ?? 0
    if isUrgent(whole.verdict) { return best >= 0.7 }
    guard max(best, whole.verdict.confidence) >= 0.8 else { return false }
    let tokens = Tokeniser.tokens(in: whole.reading.text)
    return isSmallTalk(whole.verdict)
      ? tokens.count <= 3 : Request.opens(tokens, of: whole.reading.text)
  }
}

/// Filling in what was told.
extension Turn {
  /// Takes what was told, asks for the next thing or answers the question.
  ///
  /// - Parameter isCorrection: whether that takes back what was told before, and so is said again.
  func fill(
    _ told: SlotReader.Told,
    of question: Question,
    isCorrection: Bool = false,
    _ exchange: inout Exchange
  ) {
    var filling = exchange.filling(of: question)
    var faults: [AnswerFault] = []
    if let action = told.action { filling.action = action }
    for input in question.inputs {
      guard let value = told.values[input.id] else { continue }
      do throws(AnswerFault) {
        _ = try input.value(from: .string(value))
        filling.values[input.id] = value
      } catch {
        faults.append(error)
      }
    }
    exchange.keep(filling)
    if isCorrection, faults.isEmpty, !told.values.isEmpty {
      exchange.say(Reply(exchange.told(told.values, of: question, as: .corrected)))
    }
    guard faults.isEmpty, filling.step(in: question) == .nothing else {
      for fault in faults { exchange.say(fault, of: question) }
      return exchange.put(question)
    }
    submit(filling, of: question, &exchange)
  }

  /// Answers a question with all that was told.
  func submit(_ filling: Filling, of question: Question, _ exchange: inout Exchange) {
    do throws(AnswerFaults) {
      let answer = try question.answer(from: filling.data(for: question))
      exchange.answer(question, with: answer, told: filling)
    } catch {
      var filling = filling
      for fault in error.faults {
        exchange.say(fault, of: question)
        if let input = fault.input { filling.values[input] = nil } else { filling.action = nil }
        filling.skipped.removeAll { $0 == fault.input }
      }
      exchange.keep(filling)
      exchange.put(question)
    }
  }
}

extension Filling.Step {
  /// Whether a no passes over it.
  fileprivate var mayBeSkipped: Bool {
    guard case .input(let input) = self, !input.isRequired else { return false }
    switch input.kind {
    case .choice, .toggle: return false
    case .text, .date, .time, .number: return true
    }
  }
}
