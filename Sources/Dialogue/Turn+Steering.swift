internal import People
internal import Understanding

/// What a message is in its conversation: a choice, a correction, a cancellation, or something to understand.
extension Turn {
  func steer(_ exchange: inout Exchange) {
    if let stopping = exchange.takeStopping(), answer(stopping, &exchange) { return }
    let open = exchange.takeOpen()
    guard let question = exchange.question else { return converse(open, &exchange) }
    if !open.options.isEmpty, settles(open, exchange) {
      converse(open, &exchange)
      if !exchange.hasStarted, !exchange.hasAsked { exchange.put(question, after: .back) }
    } else {
      hear(question, &exchange)
    }
  }

  /// Whether the message does something about what the user was asked to choose from.
  private func settles(_ open: Exchange.OpenQuestion, _ exchange: Exchange) -> Bool {
    words.move(in: exchange.reading.text) != nil
      || chosen(in: exchange.reading, of: open, exchange) != nil
  }

  /// Talk that no flow waits for.
  private func converse(_ open: Exchange.OpenQuestion, _ exchange: inout Exchange) {
    switch words.move(in: exchange.reading.text) {
    case .cancel: cancel(open, &exchange)
    case .number(let number): choose(number, of: open, &exchange)
    case .yes: agree(open, &exchange)
    case .no: decline(open, &exchange)
    case .correction(let rest): correct(rest, open, &exchange)
    case nil: understand(open, &exchange)
    }
  }

  private func cancel(_ open: Exchange.OpenQuestion, _ exchange: inout Exchange) {
    if open.options.isEmpty, let running = exchange.running {
      return exchange.askToStop(running.execution, of: running.flow)
    }
    let isAboutSomething = !open.options.isEmpty || exchange.conversation.last != nil
    exchange.forget()
    exchange.say(isAboutSomething ? .cancelled : .nothingToCancel)
  }

  /// The choice of that number, among what was asked or else what was offered.
  private func choose(
    _ number: Int,
    of open: Exchange.OpenQuestion,
    _ exchange: inout Exchange
  ) {
    let options = open.options.isEmpty ? exchange.conversation.offered : open.options
    if options.indices.contains(number - 1) {
      take(options[number - 1], asked: open.asked, &exchange)
    } else {
      askAgain(open, &exchange)
    }
  }

  private func take(
    _ option: Conversation.Option,
    asked: String?,
    _ exchange: inout Exchange
  ) {
    guard let candidate = option.candidate else { return exchange.say(.noneChosen) }
    let mentions = asked.map { read($0, in: exchange.scope, exchange).reading.entities } ?? []
    exchange.serve(candidate, heard: asked ?? option.title, naming: mentions)
  }

  /// A yes takes the one thing that was offered; to several it does not say which, and after an answer that offers
  /// nothing it only ends the matter.
  private func agree(_ open: Exchange.OpenQuestion, _ exchange: inout Exchange) {
    let offered = exchange.conversation.offered
    if open.options.isEmpty, let only = offered.first, offered.count == 1 {
      take(only, asked: nil, &exchange)
    } else if open.options.isEmpty, offered.isEmpty, exchange.conversation.last != nil {
      exchange.say(.noneChosen)
    } else {
      askAgain(open, &exchange)
    }
  }

  private func decline(_ open: Exchange.OpenQuestion, _ exchange: inout Exchange) {
    exchange.leaveOffered()
    exchange.say(.noneChosen)
  }

  /// Puts the question once more, or what was offered as one; a word that answers nothing means nothing.
  private func askAgain(_ open: Exchange.OpenQuestion, _ exchange: inout Exchange) {
    let options = open.options.isEmpty ? exchange.conversation.offered : open.options
    if options.isEmpty {
      exchange.say(.unknown)
    } else {
      exchange.ask(options, asked: open.asked)
    }
  }

  /// What was meant instead: one of the choices, or else never the same again, read alone or, where that says too
  /// little, with what was said before.
  private func correct(
    _ rest: String,
    _ open: Exchange.OpenQuestion,
    _ exchange: inout Exchange
  ) {
    guard !rest.isEmpty else { return exchange.say(.whatDidYouMean) }
    let before = exchange.conversation.last
    // With nothing to correct, words such as «endre til» begin an ordinary need.
    if before == nil, open.options.isEmpty { return understand(open, &exchange) }
    var scope = exchange.scope
    if open.options.isEmpty, let before { scope.excluded = [before.candidate] }
    let alone = read(rest, in: scope, exchange)
    if let option = chosen(in: alone.reading, of: open, exchange) {
      return take(option, asked: open.asked, &exchange)
    }
    if let running = exchange.running {
      if revise(rest, in: running.execution, unless: alone, &exchange) { return }
      if case .intent = alone.verdict.decision {
        return exchange.turn(to: alone, from: running.execution, of: running.flow)
      }
    }
    guard !alone.verdict.isAnswer, let context = open.asked ?? before?.text else {
      return exchange.follow(alone)
    }
    let both = read("\(rest). \(context)", in: scope, exchange)
    exchange.follow(both.verdict.isNone ? alone : both)
  }

  func understand(_ open: Exchange.OpenQuestion, _ exchange: inout Exchange) {
    let reading = exchange.reading
    if let option = chosen(in: reading, of: open, exchange) {
      return take(option, asked: open.asked, &exchange)
    }
    let whole = Understood(
      reading: reading,
      verdict: dispatcher.decide(reading, role: exchange.user.role)
    )
    let needs = self.needs(in: exchange)
    if needs.count > 1 {
      for (index, need) in needs.enumerated() {
        if index > 0 { exchange.say(.also) }
        exchange.follow(need)
      }
    } else if let only = needs.first, !isSmallTalk(only.verdict),
      !whole.verdict.isAnswer || isSmallTalk(whole.verdict)
    {
      exchange.follow(only)
    } else {
      exchange.follow(politely(whole, exchange))
    }
  }

  /// Thanks after an answer are thanks, however near they come to one of its follow-ups.
  private func politely(_ whole: Understood, _ exchange: Exchange) -> Understood {
    let offered = exchange.conversation.offered.compactMap(\.candidate)
    guard let candidate = whole.verdict.candidate, offered.contains(candidate) else { return whole }
    var scope = exchange.scope
    scope.previous = nil
    let alone = understood(
      reader.moved(exchange.reading, from: exchange.scope, to: scope),
      in: scope,
      exchange
    )
    return isSmallTalk(alone.verdict) ? alone : whole
  }

  /// The choice whose words the message is, or, where something was asked, that it plainly leans to.
  func chosen(
    in reading: Reading,
    of open: Exchange.OpenQuestion,
    _ exchange: Exchange
  ) -> Conversation.Option? {
    let options = open.options + exchange.conversation.offered
    let said = options.isEmpty ? [] : Words.key(reading.text)
    guard !said.isEmpty else { return nil }
    if let named = options.first(where: { Words.key($0.title) == said }) { return named }
    let nearest = dispatcher.leaning(of: reading, to: open.options.compactMap(\.candidate))
    return nearest.flatMap { near in open.options.first { $0.candidate == near } }
  }

  /// The parts of the message that each are a clear need of their own, each need once, small talk left out.
  private func needs(in exchange: Exchange) -> [Understood] {
    let parts = Needs.parts(of: exchange.reading.text)
    guard parts.count > 1 else { return [] }
    var needs: [Understood] = []
    for part in parts {
      let need = read(part, in: exchange.scope, exchange)
      guard need.verdict.isAnswer,
        !needs.contains(where: { $0.verdict.decision == need.verdict.decision })
      else {
        continue
      }
      needs.append(need)
    }
    let real = needs.filter { !isSmallTalk($0.verdict) }
    return Array((real.isEmpty ? needs : real).prefix(3))
  }

  func isSmallTalk(_ verdict: Verdict) -> Bool {
    verdict.name.map(content.settings.smallTalk.contains) ?? false
  }

  func read(
    _ text: String,
    in scope: Reader.Scope,
    _ exchange: Exchange
  ) -> Understood {
    understood(reader.read(text, in: scope, at: exchange.now), in: scope, exchange)
  }

  private func understood(
    _ reading: Reading,
    in scope: Reader.Scope,
    _ exchange: Exchange
  ) -> Understood {
    var reading = reading
    // A pattern would put first again what the user ruled out.
    reading.patterns.removeAll { scope.excluded.contains($0) }
    let verdict = dispatcher.decide(reading, role: exchange.user.role)
    return Understood(reading: reading, verdict: verdict)
  }
}
