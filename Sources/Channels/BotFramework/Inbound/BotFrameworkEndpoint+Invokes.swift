internal import Dialogue
internal import Ground
internal import HTTP
internal import Messaging
internal import People
internal import Storage
package import Telemetry

/// What is invoked: the one kind of activity whose answer is in the response always.
extension BotFrameworkEndpoint {
  /// What a channel may invoke here.
  private enum Invocation {
    case cardAction
    /// A thumb up or down under one of our messages.
    case feedback
    /// A dialogue of Teams' own, of which there are none here.
    case task
    /// A search or a form in the box where messages are written; none either.
    case composition
    case signIn
    case tokenExchange

    init?(_ name: String) {
      switch name {
      case "adaptiveCard/action": self = .cardAction
      case "message/submitAction": self = .feedback
      case "task/fetch", "task/submit", "composeExtension/fetchTask",
        "composeExtension/submitAction":
        self = .task
      case "signin/verifyState", "signin/failure": self = .signIn
      case "signin/tokenExchange": self = .tokenExchange
      case _ where name.hasPrefix("composeExtension/"): self = .composition
      default: return nil
      }
    }
  }

  func invoke(
    _ activity: Activity,
    from caller: Caller
  ) async throws(DatabaseError) -> Response {
    guard let invocation = activity.name.flatMap(Invocation.init) else {
      return Response(.notImplemented)
    }
    let user: User
    switch means.access.admit(caller, activity) {
    case .user(let known): user = known
    case .refused(let refusal):
      return try await refuse(refusal, invocation, activity)
    }
    switch invocation {
    case .cardAction:
      return Self.response(.ok, await answer(activity, of: user).json)
    case .feedback:
      means.metrics.add(to: Self.feedback, ["reaction": activity.reaction])
      return Self.response(.ok, [:])
    case .task: return Self.response(.ok, ["task": says(.notHere, activity)])
    case .composition:
      let words = JSON.string(means.words(.notHere, activity.locale))
      return Self.response(.ok, ["composeExtension": ["type": "message", "text": words]])
    case .signIn: return Self.response(.ok, [:])
    // Nobody signs in here, so that there is nothing to exchange a token for.
    case .tokenExchange: return Self.response(Status(412) ?? .badRequest, [:])
    }
  }

  /// How often users have said what they think of a message.
  package static let feedback = Metric.counter(
    "rakel_feedback_total",
    "Thumbs up and down under messages, by reaction."
  )

  private func says(_ phrase: Phrase, _ activity: Activity) -> JSON {
    ["type": "message", "value": .string(means.words(phrase, activity.locale))]
  }

  private func refuse(
    _ refusal: Refusal,
    _ invocation: Invocation,
    _ activity: Activity
  ) async throws(DatabaseError) -> Response {
    let text = words(for: refusal, activity)
    let isTold = try await means.refusals.turnAway(
      refusal,
      activity,
      saying: text,
      isWaiting: true
    )
    guard case .cardAction = invocation else {
      if case .tooMany = refusal { return Response(.tooManyRequests) }
      return Response(.forbidden)
    }
    let answer = isTold ? InvokeAnswer.message(text) : .fault(.forbidden)
    return Self.response(.ok, answer.json)
  }

  /// Answers a click on a card, whatever comes of it.
  private func answer(_ activity: Activity, of user: User) async -> InvokeAnswer {
    do throws(DatabaseError) { return try await handle(activity, of: user) } catch {
      means.log(.error, "invoke.failed", ["code": .integer(Int(error.code))])
      return .fault(.failed)
    }
  }

  private func handle(
    _ activity: Activity,
    of user: User
  ) async throws(DatabaseError) -> InvokeAnswer {
    guard let value = activity.value, let action = value["action"], action.object != nil,
      action["type"].map({ $0.string == "Action.Execute" }) ?? true
    else { return .fault(.badRequest) }
    let data = action["data"] ?? [:]
    let isRefresh =
      value["trigger"]?.string?.lowercased() == "automatic" || action["verb"]?.string == "refresh"
    if isRefresh { return try await shown(data, to: user) ?? .fault(.badRequest) }
    guard let content = Activity.content(of: data) else { return .fault(.badRequest) }
    let arrival = Arrival(
      content,
      from: user,
      at: Reference(of: activity, for: user.id),
      activityID: activity.id,
      locale: activity.locale
    )
    let conversed = try await means.reception.converse(arrival, within: means.patience, for: .one)
    // What was said the first time may be under way already; the card is as it is now.
    if conversed.isRepeated, let shown = try await shown(data, to: user) { return shown }
    let message = conversed.messages.first { $0.replaces != nil } ?? conversed.messages.first
    if let card = message?.card { return .card(card) }
    if let text = message?.text, !text.isEmpty { return .message(text) }
    if conversed.isComplete, let shown = try await shown(data, to: user) { return shown }
    return .message(means.words(.later, activity.locale))
  }

  /// A card as it is now: the question, or what came of it; nil where there is none for that user.
  private func shown(
    _ data: JSON,
    to user: User
  ) async throws(DatabaseError) -> InvokeAnswer? {
    guard let number = data[Question.key]?.int else { return nil }
    let message = try await means.database.read {
      (connection) throws(DatabaseError) -> OutgoingMessage? in
      guard let question = try QuestionStore.question(number, in: connection),
        question.user == user.id
      else { return nil }
      return try OutboxStore.latest(question.message, in: connection)
    }
    guard let message else { return nil }
    return message.card.map { .card($0) } ?? .message(message.text)
  }
}

extension Activity {
  /// The thumb of `message/submitAction`; what somebody wrote with it is not looked at.
  fileprivate var reaction: Word {
    let reaction = value?["actionValue"]?["reaction"]?.string ?? ""
    return Word(reaction, of: ["like", "dislike"], else: "other")
  }
}
