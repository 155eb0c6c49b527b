package import Foundation
internal import Norwegian
package import Understanding

/// The handling of one message: what was said and remembered in, what to say and remember out.
///
/// A pure function; the caller commits its outcome in one transaction.
package struct Turn: Sendable {
  let reader: Reader
  let dispatcher: Dispatcher
  let content: Content
  let words: Words

  package init(reader: Reader, content: Content) {
    self.reader = reader
    self.content = content
    dispatcher = Dispatcher(settings: content.settings)
    words = Words(content)
  }

  /// What a turn leaves behind.
  package struct Outcome: Sendable {
    /// What is remembered from now on.
    package var conversation: Conversation
    /// What the user said, secrets masked; the only form that may be stored.
    package var heard: String
    /// What is said back, in order.
    package var replies: [Reply]
    /// What was understood, for `/why`; nil where nothing needed to be.
    package var understood: Understood?
  }

  /// How an utterance was understood.
  package struct Understood: Sendable {
    package var reading: Reading
    package var verdict: Verdict
  }

  /// Handles one message from `user`.
  package func take(
    _ text: String,
    from user: User,
    in conversation: Conversation,
    at now: Date
  ) -> Outcome {
    let heard = Heard(text)
    guard user.role.mayUseRakel else { return refuse(heard, conversation, now) }
    var scope = Reader.Scope(
      municipality: user.municipality,
      previous: conversation.last?.candidate
    )
    var reading = reader.read(heard.text, in: scope, at: now)
    if let named = reading.municipality, named != scope.municipality {
      // Asked about somewhere else: what holds there counts, and nothing that holds only at home.
      scope.municipality = named
      reading = reader.read(heard.text, in: scope, at: now)
    }
    var exchange = Exchange(
      conversation: conversation,
      user: user,
      scope: scope,
      reading: reading,
      dispatcher: dispatcher,
      content: content,
      now: now
    )
    if heard.isCut { exchange.say(.tooLong) }
    if !heard.hasText {
      exchange.say(.unreadable)
    } else if !reading.secrets.isEmpty {
      exchange.say(.masked)
      if reading.hasMoreThanSecrets { steer(&exchange) }
    } else {
      steer(&exchange)
    }
    return exchange.outcome
  }

  /// One polite refusal, which reveals nothing and remembers nothing.
  private func refuse(_ heard: Heard, _ conversation: Conversation, _ now: Date) -> Outcome {
    let reading = reader.read(heard.text, at: now)
    let wording = Wording(
      content: content,
      language: conversation.language(after: reading),
      municipality: nil
    )
    return Outcome(
      conversation: conversation,
      heard: reading.text,
      replies: [Reply(wording.phrase(.noAccess))],
      understood: nil
    )
  }
}
