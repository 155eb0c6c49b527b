internal import Ground
internal import Messaging
internal import People
internal import Understanding

/// What an exchange does with flows: starts and stops them, and puts their questions again.
extension Exchange {
  /// The flow's question that the message is about: the one put last, or else the newest.
  var question: Question? {
    let questions = pending.questions
    guard let put = conversation.put, let newest = questions.last, newest.id <= put.newest else {
      return questions.last?.question
    }
    return (questions.first { $0.id == put.question } ?? newest).question
  }

  /// The execution that was started last here, where it runs and waits for nobody's answer.
  var running: Conversation.Started? { pending.isRunning ? conversation.started : nil }

  /// The question whether to stop, which this message answers or leaves behind.
  mutating func takeStopping() -> Conversation.Stopping? {
    defer { conversation.stopping = nil }
    return conversation.stopping
  }

  /// Starts the flow that serves an intent; where it waits for the user already, that is gone on with.
  mutating func start(_ intent: Candidate, heard text: String, naming mentions: [EntityMention]) {
    if let open = pending.questions.last(where: { $0.flow == intent.name }) {
      return put(open.question, after: .alreadyOpen)
    }
    leaveOffered()
    remember(intent, heard: text)
    let input = FlowInput.json(
      intent.name,
      for: user,
      in: wording.language,
      saying: text,
      naming: mentions
    )
    run(.start(intent.name, input: input))
  }

  /// Starts a flow by a click on a card that asks no more, where the user may start it by words too.
  mutating func start(_ flow: String, with answer: JSON) {
    guard dispatcher.permits(Candidate(.intent, flow), to: user.role), hasFlow(flow) else {
      return refuse(.role, saying: .notAllowed)
    }
    let input = FlowInput.json(flow, for: user, in: wording.language, saying: "", naming: [])
    var members = input.object ?? JSONObject()
    members["answer"] = answer
    run(.start(flow, input: .object(members)))
  }

  /// The words for what a flow is about.
  func title(of flow: String) -> String { wording.title(of: Candidate(.intent, flow)) }

  /// Asks whether to stop an execution.
  ///
  /// - Parameter instead: what is wanted in its place; nil where nothing is.
  mutating func askToStop(
    _ execution: String,
    of flow: String,
    for instead: Conversation.Exchange? = nil
  ) {
    leaveOffered()
    let title = title(of: flow)
    conversation.stopping = .init(execution: execution, title: title, instead: instead)
    let text =
      if let instead {
        wording.phrase(.stopFor, title, wording.title(of: instead.candidate))
      } else {
        wording.phrase(.stop, title)
      }
    let options = [Phrase.yes, .no].map {
      Conversation.Option(title: wording.phrase($0), candidate: nil)
    }
    say(Reply(text, options: options, isQuestion: true))
  }

  /// Stops an execution; its questions are open no more.
  mutating func stop(_ execution: String, called title: String) {
    pending.questions.removeAll { $0.execution == execution }
    pending.isRunning = false
    let stopped = wording.phrase(.stopped, title)
    run(
      .cancel(
        execution: execution,
        .init(done: stopped, late: wording.phrase(.alreadyEnded, title), shown: stopped)
      )
    )
  }

  /// Turns from a running flow to what was meant instead: at once where nothing was told yet, else when the user
  /// says so.
  mutating func turn(to meant: Turn.Understood, from execution: String, of flow: String) {
    let told = conversation.fillings.contains { filling in
      pending.questions.contains { $0.id == filling.question && $0.execution == execution }
    }
    let waits = pending.questions.contains { $0.execution == execution }
    guard let candidate = meant.verdict.candidate else { return }
    if waits, !told, pending.answered?.execution != execution {
      stop(execution, called: title(of: flow))
      follow(meant)
    } else {
      let instead = Conversation.Exchange(text: meant.reading.text, candidate: candidate)
      askToStop(execution, of: flow, for: instead)
    }
  }
}

/// Putting a question of a flow.
extension Exchange {
  /// What has been told of a question so far.
  func filling(of question: Question) -> Filling {
    conversation.fillings.first { $0.question == question.id } ?? Filling(question: question.id)
  }

  /// Keeps what has been told of a question.
  mutating func keep(_ filling: Filling) {
    conversation.fillings.removeAll { $0.question == filling.question }
    conversation.fillings.append(filling)
  }

  /// Puts the question that is open, if there is one and nothing else is asked.
  mutating func putAgain() {
    if let question, !hasStarted, !hasAsked { put(question, after: .back) }
  }

  /// Puts a question again, or the next piece of it: short, with what may be chosen.
  ///
  /// - Parameter lead: what is said before it, in the same breath.
  mutating func put(_ question: Question, after lead: Phrase? = nil) {
    leaveOffered()
    conversation.put = .init(
      question: question.id,
      newest: pending.questions.last?.id ?? question.id
    )
    let lead = lead.map { wording.phrase($0, title(of: question.flow)) }
    let options = filling(of: question).offers(in: question, skip: wording.phrase(.skip))
    let text = [lead, short(question)].compactMap(\.self).joined(separator: " ")
    say(
      Reply(
        text,
        options: options.map { .init(title: $0.title, candidate: nil) },
        isQuestion: true
      )
    )
  }

  /// The words of what is to be told next.
  func short(_ question: Question) -> String {
    let filling = filling(of: question)
    guard case .input(let input) = filling.step(in: question) else {
      return filling.values.isEmpty
        ? ShortText.of(question.text) : told(filling.values, of: question, as: .noted)
    }
    let text = ShortText.of(input.label.isEmpty ? question.text : input.label)
    let others = filling.others(in: question)
    guard !input.isNumbered, !others.isEmpty else { return text }
    let titles = others.map(\.title).joined(separator: ", ")
    return "\(text)\n\n\(wording.phrase(.orElse, titles))"
  }
}
