internal import Understanding

/// What a message is in its conversation: a choice, a correction, a cancellation, or something to understand.
extension Turn {
  func steer(_ exchange: inout Exchange) {
    let open = exchange.takeOpen()
    switch words.move(in: exchange.reading.text) {
    case .cancel: cancel(open, &exchange)
    case .number(let number): choose(number, of: open, &exchange)
    case .yes: agree(&exchange)
    case .no: exchange.say(.noneChosen)
    case .correction(let rest): correct(rest, &exchange)
    case nil: understand(open, &exchange)
    }
  }

  private func cancel(_ open: [Conversation.Option], _ exchange: inout Exchange) {
    let isAboutSomething = !open.isEmpty || exchange.conversation.last != nil
    exchange.forget()
    exchange.say(isAboutSomething ? .cancelled : .nothingToCancel)
  }

  /// The choice of that number, among what was asked or else what was offered.
  private func choose(_ number: Int, of open: [Conversation.Option], _ exchange: inout Exchange) {
    let options = open.isEmpty ? exchange.takeOffered() : open
    guard options.indices.contains(number - 1) else { return understand([], &exchange) }
    take(options[number - 1], &exchange)
  }

  private func take(_ option: Conversation.Option, _ exchange: inout Exchange) {
    guard let candidate = option.candidate else { return exchange.say(.noneChosen) }
    exchange.serve(candidate, heard: exchange.conversation.asked ?? option.title)
  }

  /// A yes takes the one thing that was offered; to several or none it says nothing.
  private func agree(_ exchange: inout Exchange) {
    let offered = exchange.takeOffered()
    if let only = offered.first, offered.count == 1 { return take(only, &exchange) }
    understand([], &exchange)
  }

  /// What was meant instead: never the same again, read alone or, where that says too little, with what was
  /// said before.
  private func correct(_ rest: String, _ exchange: inout Exchange) {
    guard !rest.isEmpty else { return exchange.say(.whatDidYouMean) }
    let before = exchange.conversation.last
    var scope = exchange.scope
    if let before { scope.excluded = [before.candidate] }
    let alone = reader.read(rest, in: scope, at: exchange.now)
    let verdict = dispatcher.decide(alone, role: exchange.user.role)
    if verdict.isAnswer || before == nil { return exchange.follow(verdict, of: alone) }
    let both = reader.read("\(rest). \(before?.text ?? "")", in: scope, at: exchange.now)
    let second = dispatcher.decide(both, role: exchange.user.role)
    exchange.follow(second.isNone ? verdict : second, of: second.isNone ? alone : both)
  }

  private func understand(_ open: [Conversation.Option], _ exchange: inout Exchange) {
    let reading = exchange.reading
    if let option = chosen(in: reading, of: open + exchange.conversation.offered) {
      return take(option, &exchange)
    }
    let whole = dispatcher.decide(reading, role: exchange.user.role)
    let needs = self.needs(in: exchange)
    if needs.count > 1 {
      for (index, need) in needs.enumerated() {
        if index > 0 { exchange.say(.also) }
        exchange.follow(need.verdict, of: need.reading)
      }
    } else if let only = needs.first, !whole.isAnswer {
      exchange.follow(only.verdict, of: only.reading)
    } else {
      exchange.follow(whole, of: reading)
    }
  }

  /// The choice whose words the message is, or, where something was asked, that it plainly leans to.
  private func chosen(
    in reading: Reading,
    of options: [Conversation.Option]
  ) -> Conversation.Option? {
    let said = Words.key(reading.text)
    guard !said.isEmpty else { return nil }
    return options.first { Words.key($0.title) == said }
  }

  /// The parts of the message that each are a clear need of their own, each need once, small talk left out.
  private func needs(in exchange: Exchange) -> [Understood] {
    let parts = Needs.parts(of: exchange.reading.text)
    guard parts.count > 1 else { return [] }
    var needs: [Understood] = []
    for part in parts {
      let reading = reader.read(part, in: exchange.scope, at: exchange.now)
      let verdict = dispatcher.decide(reading, role: exchange.user.role)
      guard verdict.isAnswer, !needs.contains(where: { $0.verdict.decision == verdict.decision })
      else {
        continue
      }
      needs.append(Understood(reading: reading, verdict: verdict))
    }
    let real = needs.filter { !content.settings.smallTalk.contains($0.verdict.name ?? "") }
    return Array((real.isEmpty ? needs : real).prefix(3))
  }
}
