internal import Authoring
internal import Foundation
internal import Norwegian
internal import Understanding

/// A turn in the making: what is known of the message, and what has been said so far.
struct Exchange: Sendable {
  private(set) var conversation: Conversation
  let user: User
  let scope: Reader.Scope
  let reading: Reading
  let now: Date
  let wording: Wording
  let dispatcher: Dispatcher
  private var replies: [Reply] = []
  private var served: Set<Candidate> = []
  private var understood: Turn.Understood?

  init(
    conversation: Conversation,
    user: User,
    scope: Reader.Scope,
    reading: Reading,
    dispatcher: Dispatcher,
    content: Content,
    now: Date
  ) {
    self.conversation = conversation
    self.user = user
    self.scope = scope
    self.reading = reading
    self.dispatcher = dispatcher
    self.now = now
    let language = conversation.language(after: reading)
    wording = Wording(
      content: content,
      language: language,
      municipality: scope.municipality
    )
    self.conversation.language = language.rawValue
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

  /// What was offered is left.
  mutating func leaveOffered() { conversation.offered = [] }

  /// Says one of Rakel's own phrases.
  mutating func say(_ phrase: Phrase) { replies.append(Reply(wording.phrase(phrase))) }

  /// Forgets what the conversation was about.
  mutating func forget() {
    conversation.last = nil
    conversation.offered = []
  }

  /// Answers for a candidate, and remembers that the conversation is about it now.
  mutating func serve(_ candidate: Candidate, heard text: String) {
    // What was kept as a choice may be out of bounds by now.
    guard dispatcher.permits(candidate, to: user.role) else { return say(.notAllowed) }
    guard let answer = wording.answer(to: candidate) else { return say(.unknown) }
    conversation.last = Conversation.Exchange(text: text, candidate: candidate)
    served.insert(candidate)
    offer(answer.prompts)
    replies.append(Reply(answer.text, options: conversation.offered))
  }

  /// Offers what an answer leads to, behind what this turn offers already: a number means one thing only.
  private mutating func offer(_ prompts: [Prompt]) {
    var offered = replies.flatMap(\.options)
    for index in replies.indices { replies[index].options = [] }
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
    dispatcher.permits(candidate, to: user.role) && wording.answer(to: candidate) != nil
  }

  /// Does what was decided about an utterance.
  mutating func follow(_ understood: Turn.Understood) {
    self.understood = understood
    let reading = understood.reading
    // Whatever was offered before, the talk has moved on.
    if !understood.verdict.isAnswer { conversation.offered = [] }
    switch understood.verdict.decision {
    case .intent(let name): serve(Candidate(.intent, name), heard: reading.text)
    case .answer(let id): serve(Candidate(.answer, id), heard: reading.text)
    case .clarify(let candidates): ask(candidates, about: reading)
    case .none(let label):
      let own = label.flatMap { wording.answer(to: Candidate(.outside, $0)) }
      replies.append(Reply(own?.text ?? wording.phrase(.unknown)))
    case .refused(.role): say(.notAllowed)
    case .refused(.account): say(.noAccess)
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
    replies.append(
      Reply(wording.phrase(.whichOne), options: conversation.open, isQuestion: true)
    )
  }

  /// What the turn comes to.
  var outcome: Turn.Outcome {
    Turn.Outcome(
      conversation: conversation,
      heard: reading.text,
      replies: replies,
      understood: understood
    )
  }
}
