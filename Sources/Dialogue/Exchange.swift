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
  private var replies: [Reply] = []
  private var understood: Turn.Understood?

  init(
    conversation: Conversation,
    user: User,
    scope: Reader.Scope,
    reading: Reading,
    content: Content,
    now: Date
  ) {
    self.conversation = conversation
    self.user = user
    self.scope = scope
    self.reading = reading
    self.now = now
    let language = conversation.language(after: reading)
    wording = Wording(
      content: content,
      language: language,
      municipality: reading.municipality ?? user.municipality
    )
    self.conversation.language = language.rawValue
  }

  /// The choices that were open before this message, which answers them or leaves them behind.
  mutating func takeOpen() -> [Conversation.Option] {
    defer { conversation.open = [] }
    return conversation.open
  }

  /// The choices that were offered before this message.
  mutating func takeOffered() -> [Conversation.Option] {
    defer { conversation.offered = [] }
    return conversation.offered
  }

  /// Says one of Rakel's own phrases.
  mutating func say(_ phrase: Phrase) { replies.append(Reply(wording.phrase(phrase))) }

  /// Forgets what the conversation was about.
  mutating func forget() {
    conversation.last = nil
    conversation.offered = []
  }

  /// Answers for a candidate, and remembers that the conversation is about it now.
  mutating func serve(_ candidate: Candidate, heard text: String) {
    guard let answer = wording.answer(to: candidate) else { return say(.unknown) }
    conversation.last = Conversation.Exchange(text: text, candidate: candidate)
    conversation.offered = answer.prompts.map { prompt in
      .init(title: prompt.display, candidate: wording.content.candidate(for: prompt))
    }
    replies.append(Reply(answer.text, options: conversation.offered))
  }

  /// Does what was decided about an utterance.
  mutating func follow(_ verdict: Verdict, of reading: Reading) {
    understood = Turn.Understood(reading: reading, verdict: verdict)
    switch verdict.decision {
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

  /// Asks which of a few is meant, with a way out.
  private mutating func ask(_ candidates: [Candidate], about reading: Reading) {
    let options = candidates.map {
      Conversation.Option(title: wording.title(of: $0), candidate: $0)
    }
    conversation.open = options + [.init(title: wording.phrase(.noneOfThese), candidate: nil)]
    conversation.asked = reading.text
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
