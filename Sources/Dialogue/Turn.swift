package import Foundation
internal import Norwegian
package import People
package import Understanding

/// The handling of one message: what was said and remembered in, what to say and remember out.
///
/// A pure function; the caller commits its outcome in one transaction.
package struct Turn: Sendable {
  let reader: Reader
  let dispatcher: Dispatcher
  let content: Content
  let words: Words
  let hasFlow: @Sendable (String) -> Bool

  /// - Parameter hasFlow: whether there is a flow that serves the intent of that name, in place of its reply.
  package init(
    reader: Reader,
    content: Content,
    hasFlow: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.reader = reader
    self.content = content
    self.hasFlow = hasFlow
    dispatcher = Dispatcher(settings: content.settings)
    words = Words(content)
  }

  /// What a turn leaves behind.
  package struct Outcome: Sendable {
    /// The id of the user whose turn it was.
    package var user: String
    /// What is remembered from now on.
    package var conversation: Conversation
    /// What the user said, secrets masked; the only form that may be stored.
    package var heard: String
    /// What is said and done, in order.
    package var steps: [Step]
    /// What was understood, for `/why`; nil where nothing needed to be.
    package var understood: Understood?
    /// Why something was refused; nil where nothing was.
    package var refused: Decision.Refusal?

    /// What is said back, in order.
    package var replies: [Reply] {
      steps.compactMap { if case .say(let reply) = $0 { reply } else { nil } }
    }

    /// What is asked of the flows, in order.
    package var commands: [FlowCommand] {
      steps.compactMap { if case .run(let command) = $0 { command } else { nil } }
    }
  }

  /// One thing that a turn does.
  package enum Step: Sendable, Hashable {
    case say(Reply)
    case run(FlowCommand)
  }

  /// Who says something, when, and what is known before it is read.
  struct Scene {
    var user: User
    var conversation: Conversation
    var pending: Pending
    var now: Date
  }

  /// How an utterance was understood.
  package struct Understood: Sendable {
    package var reading: Reading
    package var verdict: Verdict
  }

  /// Handles one message from `user`.
  ///
  /// - Parameters:
  ///   - isMasked: whether secrets were masked in the text before it came here.
  ///   - pending: what flows have to do with the user now.
  package func take(
    _ text: String,
    isMasked: Bool = false,
    from user: User,
    in conversation: Conversation,
    pending: Pending = Pending(),
    at now: Date
  ) -> Outcome {
    let heard = Heard(text)
    let scene = Scene(user: user, conversation: conversation, pending: pending, now: now)
    guard user.role.mayUseRakel else { return refuse(heard, scene) }
    var scope = Reader.Scope(
      municipality: user.municipality,
      previous: conversation.last?.candidate
    )
    var reading = reader.read(heard.text, in: scope, at: now)
    if let named = reading.municipality, named != scope.municipality {
      // Asked about somewhere else: what holds there counts, and nothing that holds only at home.
      let home = scope
      scope.municipality = named
      reading = reader.moved(reading, from: home, to: scope)
    }
    var exchange = Exchange(scene, scope: scope, reading: reading, turn: self)
    if heard.isCut { exchange.say(.tooLong) }
    if !heard.hasText {
      exchange.say(.unreadable)
    } else if isMasked || !reading.secrets.isEmpty {
      exchange.say(.masked)
      if reading.hasMoreThanSecrets { steer(&exchange) } else { exchange.putAgain() }
    } else {
      steer(&exchange)
    }
    return exchange.outcome
  }

  /// One polite refusal, which reveals nothing and remembers nothing.
  func refuse(_ heard: Heard, _ scene: Scene) -> Outcome {
    let reading = reader.read(heard.text, at: scene.now)
    let wording = Wording(
      content: content,
      language: scene.conversation.language(after: reading),
      municipality: nil
    )
    return Outcome(
      user: scene.user.id,
      conversation: scene.conversation,
      heard: reading.text,
      steps: [.say(Reply(wording.phrase(.noAccess)))],
      understood: nil,
      refused: .account
    )
  }
}
