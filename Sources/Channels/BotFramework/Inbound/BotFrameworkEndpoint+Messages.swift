internal import Dialogue
internal import Ground
internal import Messaging
internal import People
internal import Storage

/// What users say, and what of it is answered in the response.
extension BotFrameworkEndpoint {
  /// Takes a message; gives the activities to answer with, where the channel waits for them.
  func take(
    _ activity: Activity,
    from caller: Caller
  ) async throws(DatabaseError) -> [JSON] {
    // Other people's talk is none of our business, and who answers bots talks for ever.
    guard activity.isForUs, !activity.isFromBot else { return [] }
    switch means.access.admit(caller, activity) {
    case .user(let user):
      let arrival = Arrival(
        activity.content,
        from: user,
        at: Reference(of: activity, for: user.id),
        activityID: activity.id,
        locale: activity.locale
      )
      return try await bring(arrival, of: activity)
    case .refused(let refusal):
      let text = words(for: refusal, activity)
      let isTold = try await means.refusals.turnAway(
        refusal,
        activity,
        saying: text,
        isWaiting: activity.expectsReplies
      )
      guard isTold, activity.expectsReplies else { return [] }
      return Self.activities(
        [OutgoingMessage(text)],
        to: Reference(of: activity, for: ""),
        activity
      )
    }
  }

  /// Hands over what has arrived; gives what was said to it, where the channel waits for that.
  func bring(
    _ arrival: Arrival,
    of activity: Activity
  ) async throws(DatabaseError) -> [JSON] {
    guard activity.expectsReplies else {
      _ = try await means.reception.take(arrival)
      return []
    }
    let conversed = try await means.reception.converse(arrival, within: means.patience)
    return Self.activities(conversed.messages, to: arrival.reference, activity)
  }

  func words(for refusal: Refusal, _ activity: Activity) -> String {
    Self.words(for: refusal, activity, means.words)
  }

  /// What somebody is told who is refused; who has no access may be anybody, and is told so in two languages.
  static func words(
    for refusal: Refusal,
    _ activity: Activity,
    _ words: (_ phrase: Phrase, _ locale: String?) -> String
  ) -> String {
    if case .tooMany = refusal { return words(.tooMany, activity.locale) }
    return ["nb", "en"].map { words(.noAccess, $0) }.joined(separator: "\n\n")
  }

  private static func activities(
    _ messages: [OutgoingMessage],
    to reference: Reference,
    _ activity: Activity
  ) -> [JSON] {
    var previous: String?
    return messages.flatMap { message -> [JSON] in
      defer { previous = message.text }
      // What takes a card's place only says again what was said before it, and there is no card here to replace.
      if message.replaces != nil, message.text == previous { return [] }
      return OutgoingActivity(message, to: reference, replyTo: activity.id).parts()
    }
  }
}
