package import Dialogue
internal import Ground
package import HTTP
internal import Messaging
internal import People
package import Storage
package import Telemetry

/// Answers Teams' outgoing webhook (`POST /api/webhook`): all that is said stands in the response, within five seconds.
///
/// "Create an outgoing webhook" (msteams-docs). A team's key vouches for the team and for who in it has written. The
/// webhook has no other way back: what takes longer is sent where the user can be reached alone.
package struct WebhookEndpoint: Handler {
  private let means: Means

  /// What it works with.
  package struct Means: Sendable {
    package var check: WebhookCheck
    package var access: Access
    package var refusals: Refusals
    package var reception: any Receiving
    /// With the tables of the references.
    package var database: Database
    /// The words of a phrase for a client of that language (BCP 47).
    package var words: @Sendable (_ phrase: Phrase, _ locale: String?) -> String
    package var log: Log
    package var metrics: Metrics
    /// How long a turn may take; Teams waits five seconds, some of which the way there and back takes.
    package var patience: Duration
    /// How much longer than a turn all of it may take.
    package var grace: Duration

    package init(
      check: WebhookCheck,
      access: Access,
      refusals: Refusals,
      reception: any Receiving,
      database: Database,
      words: @escaping @Sendable (_ phrase: Phrase, _ locale: String?) -> String,
      log: Log,
      metrics: Metrics,
      patience: Duration = .milliseconds(3_500),
      grace: Duration = .milliseconds(700)
    ) {
      self.check = check
      self.access = access
      self.refusals = refusals
      self.reception = reception
      self.database = database
      self.words = words
      self.log = log
      self.metrics = metrics
      self.patience = patience
      self.grace = grace
    }
  }

  package init(_ means: Means) { self.means = means }

  /// See ``Handler/respond(to:from:)``.
  package func respond(to request: Request, from peer: Peer) async -> Response {
    // Before anything in the body is looked at: the code is over its bytes.
    do throws(TokenRefusal) {
      _ = try means.check.team(of: request.headers, body: request.body)
    } catch {
      means.metrics.add(to: Self.refused, ["reason": error.reason.word])
      means.log(.warning, "webhook.refused", ["reason": .word(error.reason.word)])
      return Response(.unauthorised)
    }
    let activity: Activity
    do throws(ActivityFault) { activity = try Activity(parsing: request.body) } catch {
      return Response(.badRequest)
    }
    // Teams sends nothing else; whatever it may add one day is no question to us.
    guard activity.kind == .message, !activity.isFromBot else { return Response(.ok) }
    let promise = Promise<String>()
    // What waits for the database must not make Teams wait, too.
    Task { promise.fulfil(await text(for: activity)) }
    let said = await promise.value(within: means.patience + means.grace)
    return Self.response(said ?? means.words(.failed, activity.locale))
  }

  private func text(for activity: Activity) async -> String {
    do throws(DatabaseError) { return try await answer(activity) } catch {
      means.log(.error, "webhook.failed", ["code": .integer(Int(error.code))])
      return means.words(.failed, activity.locale)
    }
  }

  private func answer(_ activity: Activity) async throws(DatabaseError) -> String {
    let user: User
    switch means.access.admit(.channel(id: activity.channelID), activity) {
    case .user(let known): user = known
    case .refused(let refusal):
      let words = BotFrameworkEndpoint.words(for: refusal, activity, means.words)
      let isTold = try await means.refusals.turnAway(
        refusal,
        activity,
        saying: words,
        isWaiting: true
      )
      return isTold ? words : ""
    }
    var reference = Reference(of: activity, for: user.id)
    // The bot itself may not be in that team at all.
    reference.key = "webhook:\(reference.key)"
    var arrival = Arrival(
      activity.content,
      from: user,
      at: reference,
      activityID: activity.id,
      locale: activity.locale
    )
    arrival.isLasting = false
    let conversed = try await means.reception.converse(arrival, within: means.patience)
    guard conversed.isComplete else {
      means.metrics.add(to: Self.late)
      return means.words(try await isReachable(user) ? .later : .failed, activity.locale)
    }
    return Self.text(of: conversed.messages)
  }

  private func isReachable(_ user: User) async throws(DatabaseError) -> Bool {
    try await means.database.read { (connection) throws(DatabaseError) in
      let reference = try ReferenceStore.personal(of: user.id, in: connection)
      return reference.map { $0.blocked == nil } ?? false
    }
  }

  /// All that is said in one text: cards cannot be answered there, so their words stand for them.
  private static func text(of messages: [OutgoingMessage]) -> String {
    var paragraphs: [String] = []
    for message in messages where message.replaces == nil {
      let options = message.options.enumerated().map { "\($0 + 1). \($1)" }
      paragraphs.append(([message.text] + options).joined(separator: "\n"))
    }
    return paragraphs.joined(separator: "\n\n")
  }

  private static func response(_ text: String) -> Response {
    guard !text.isEmpty else { return Response(.ok) }
    return BotFrameworkEndpoint.response(.ok, ["type": "message", "text": .string(text)])
  }
}

extension WebhookEndpoint {
  /// How many requests were signed by no key of ours.
  package static let refused = Metric.counter(
    "rakel_webhook_refused_total",
    "Requests to the outgoing webhook whose code was not believed, by reason."
  )
  /// How many answers came too late.
  package static let late = Metric.counter(
    "rakel_webhook_late_total",
    "Requests to the outgoing webhook that were answered with a promise."
  )
}
