internal import Authoring
internal import Foundation
internal import People
internal import struct Messaging.Question
internal import Norwegian
internal import Understanding

/// A turn in the making: what is known of the message, and what has been said so far.
struct Exchange: Sendable {
  var conversation: Conversation
  /// What flows wait to hear; without what this turn has settled.
  var pending: Pending
  let user: User
  let scope: Reader.Scope
  let reading: Reading
  let now: Date
  let wording: Wording
  let dispatcher: Dispatcher
  let hasFlow: @Sendable (String) -> Bool
  private var steps: [Turn.Step] = []
  private var served: Set<Candidate> = []
  private var understood: Turn.Understood?
  private var refused: Decision.Refusal?

  init(
    _ scene: Turn.Scene,
    scope: Reader.Scope,
    reading: Reading,
    turn: Turn
  ) {
    conversation = scene.conversation
    pending = scene.pending
    user = scene.user
    now = scene.now
    self.scope = scope
    self.reading = reading
    dispatcher = turn.dispatcher
    hasFlow = turn.hasFlow
    let language = conversation.language(after: reading)
    wording = Wording(
      content: turn.content,
      language: language,
      municipality: scope.municipality
    )
    conversation.language = language.rawValue
    conversation.fillings.removeAll { filling in
      !scene.pending.questions.contains { $0.id == filling.question }
    }
  }

  /// The question that was open before this message, which answers it or leaves it behind.
  mutating func takeOpen() -> OpenQuestion {
    defer { (conversation.open, conversation.asked) = ([], nil) }
    return OpenQuestion(asked: conversation.asked, options: conversation.open)
  }

  /// What was asked, and what stood to choose from; no options where nothing was.
  struct OpenQuestion {
    /// What the user had written, secrets masked.
    var asked: String?
    var options: [Conversation.Option]
  }

  /// What was offered is left, this turn's offers too.
  mutating func leaveOffered() {
    conversation.offered = []
    clearOptions()
  }

  /// A number means one thing only: what was said so far offers nothing any more.
  private mutating func clearOptions() {
    for index in steps.indices {
      guard case .say(var reply) = steps[index] else { continue }
      reply.options = []
      steps[index] = .say(reply)
    }
  }

  /// Says one of Rakel's own phrases.
  mutating func say(_ phrase: Phrase) { say(Reply(wording.phrase(phrase))) }

  mutating func say(_ reply: Reply) { steps.append(.say(reply)) }

  mutating func run(_ command: FlowCommand) { steps.append(.run(command)) }

  /// Says no, in a way that can be audited.
  mutating func refuse(_ refusal: Decision.Refusal, saying phrase: Phrase) {
    refused = refusal
    say(phrase)
  }

  /// Whether this turn has started a flow, which will speak for itself.
  var hasStarted: Bool {
    steps.contains { if case .run(.start) = $0 { true } else { false } }
  }

  /// Whether this turn asks something already.
  var hasAsked: Bool {
    steps.contains { if case .say(let reply) = $0 { reply.isQuestion } else { false } }
  }

  /// Forgets what the conversation was about.
  mutating func forget() {
    conversation.last = nil
    conversation.offered = []
  }

  /// Answers for a candidate, and remembers that the conversation is about it now.
  ///
  /// - Parameter mentions: what `text` names, for the flow that serves it.
  mutating func serve(
    _ candidate: Candidate,
    heard text: String,
    naming mentions: [EntityMention]
  ) {
    // What was kept as a choice may be out of bounds by now.
    guard dispatcher.permits(candidate, to: user.role) else {
      return refuse(.role, saying: .notAllowed)
    }
    if candidate.kind == .intent, hasFlow(candidate.name) {
      return start(candidate, heard: text, naming: mentions)
    }
    guard let answer = wording.answer(to: candidate) else { return say(.unknown) }
    remember(candidate, heard: text)
    offer(answer.prompts)
    say(Reply(answer.text, options: conversation.offered))
  }

  /// The conversation is about `candidate` now.
  mutating func remember(_ candidate: Candidate, heard text: String) {
    conversation.last = Conversation.Exchange(text: text, candidate: candidate)
    served.insert(candidate)
  }

  /// Offers what an answer leads to, behind what this turn offers already: a number means one thing only.
  private mutating func offer(_ prompts: [Prompt]) {
    var offered = replies.flatMap(\.options)
    clearOptions()
    offered += prompts.map { prompt in
      .init(title: prompt.display, candidate: wording.content.candidate(for: prompt))
    }
    var seen = served
    conversation.offered = offered.filter { option in
      option.candidate.map { isThere($0) && seen.insert($0).inserted } ?? false
    }
  }

  /// Whether there is something to say about the candidate, which this user may hear.
  private func isThere(_ candidate: Candidate) -> Bool {
    guard dispatcher.permits(candidate, to: user.role) else { return false }
    return wording.answer(to: candidate) != nil
      || candidate.kind == .intent && hasFlow(candidate.name)
  }

  private var replies: [Reply] {
    steps.compactMap { if case .say(let reply) = $0 { reply } else { nil } }
  }

  /// Does what was decided about an utterance.
  mutating func follow(_ understood: Turn.Understood) {
    self.understood = understood
    let reading = understood.reading
    // Whatever was offered before, the talk has moved on.
    if !understood.verdict.isAnswer { conversation.offered = [] }
    switch understood.verdict.decision {
    case .intent, .answer:
      guard let candidate = understood.verdict.candidate else { return }
      serve(candidate, heard: reading.text, naming: reading.entities)
    case .clarify(let candidates): ask(candidates, about: reading)
    case .none(let label):
      let own = label.flatMap { wording.answer(to: Candidate(.outside, $0)) }
      say(Reply(own?.text ?? wording.phrase(.unknown)))
    case .refused(let refusal):
      refuse(refusal, saying: refusal == .account ? .noAccess : .notAllowed)
    }
  }

  private mutating func ask(_ candidates: [Candidate], about reading: Reading) {
    let options = candidates.map {
      Conversation.Option(title: wording.title(of: $0), candidate: $0)
    }
    ask(options, asked: reading.text)
  }

  /// Asks which of a few is meant, with a way out.
  ///
  /// - Parameter asked: what the user wrote that led to the question; nil where nothing did.
  mutating func ask(_ options: [Conversation.Option], asked: String?) {
    let choices = options.filter { $0.candidate != nil }
    conversation.open = choices + [.init(title: wording.phrase(.noneOfThese), candidate: nil)]
    conversation.asked = asked
    say(Reply(wording.phrase(.whichOne), options: conversation.open, isQuestion: true))
  }

  /// What the turn comes to.
  var outcome: Turn.Outcome {
    Turn.Outcome(
      user: user.id,
      conversation: conversation,
      heard: reading.text,
      steps: steps,
      understood: understood,
      refused: refused
    )
  }
}
