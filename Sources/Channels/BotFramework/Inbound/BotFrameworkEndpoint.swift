package import Dialogue
package import Ground
package import HTTP
package import Storage
package import Telemetry

/// Takes what channels of the Bot Framework tell the bot (`POST /api/messages`).
///
/// The order of the checks: content type, JSON, token, and only then what the activity says. A token vouches for fields of
/// the body, so the body must be read before it; nothing in it is believed, told or logged until the token is.
package struct BotFrameworkEndpoint: Handler {
  let means: Means

  /// What it works with.
  package struct Means: Sendable {
    package var proof: Proof
    package var access: Access
    package var refusals: Refusals
    package var reception: any Receiving
    /// With the tables of the outbox, the references, the questions and the refusals.
    package var database: Database
    /// The words of a phrase for a client of that language (BCP 47).
    package var words: @Sendable (_ phrase: Phrase, _ locale: String?) -> String
    package var time: any TimeSource
    package var log: Log
    package var metrics: Metrics
    /// How long a request may wait for its answer; Teams waits ten to fifteen seconds.
    package var patience: Duration

    package init(
      proof: Proof,
      access: Access,
      refusals: Refusals,
      reception: any Receiving,
      database: Database,
      words: @escaping @Sendable (_ phrase: Phrase, _ locale: String?) -> String,
      time: any TimeSource,
      log: Log,
      metrics: Metrics,
      patience: Duration = .seconds(8)
    ) {
      self.proof = proof
      self.access = access
      self.refusals = refusals
      self.reception = reception
      self.database = database
      self.words = words
      self.time = time
      self.log = log
      self.metrics = metrics
      self.patience = patience
    }
  }

  /// How callers prove who they are.
  package enum Proof: Sendable {
    case token(TokenCheck)
    /// Not at all: a bot without an id, for the Emulator on this machine, which then sends no token.
    case loopback
  }

  package init(_ means: Means) { self.means = means }

  /// See ``Handler/respond(to:from:)``.
  package func respond(to request: Request, from peer: Peer) async -> Response {
    guard request.method == .post else {
      return Self.response(.methodNotAllowed, "POST", for: .allow)
    }
    guard request.headers[.contentType].flatMap(MediaType.init)?.isJSON == true else {
      return reject(.unsupportedMediaType, "type")
    }
    let json: JSON
    do throws(ActivityFault) { json = try Activity.json(parsing: request.body) } catch {
      return reject(.badRequest, Word(error))
    }
    let caller: Caller
    do throws(TokenRefusal) {
      caller = try await self.caller(of: request, for: json, from: peer)
    } catch {
      means.metrics.add(to: Self.unauthorised, ["reason": error.reason.word])
      means.log(.warning, "token.refused", ["reason": .word(error.reason.word)])
      return Self.unauthorisedResponse
    }
    let activity: Activity
    do throws(ActivityFault) { activity = try Activity(json) } catch {
      return reject(.badRequest, Word(error))
    }
    means.metrics.add(to: Self.activities, ["type": Word(activity.kind)])
    do throws(DatabaseError) { return try await answer(activity, from: caller) } catch {
      means.log(.error, "activity.failed", ["code": .integer(Int(error.code))])
      return Response(.unavailable)
    }
  }

  private func answer(
    _ activity: Activity,
    from caller: Caller
  ) async throws(DatabaseError) -> Response {
    let said: [JSON]
    switch activity.kind {
    case .invoke: return try await invoke(activity, from: caller)
    case .message: said = try await take(activity, from: caller)
    case .conversationUpdate: said = try await greet(activity, from: caller)
    case .installationUpdate: said = try await install(activity, from: caller)
    case .messageReaction, .messageUpdate, .messageDelete, .typing, .event, .endOfConversation,
      .other:
      said = []
    }
    return activity.expectsReplies
      ? Self.response(.ok, ["activities": .array(said)]) : Response(.ok)
  }

  private func caller(
    of request: Request,
    for activity: JSON,
    from peer: Peer
  ) async throws(TokenRefusal) -> Caller {
    switch means.proof {
    case .token(let check):
      return try await check.caller(of: request.headers, for: ActivityAddress(of: activity))
    case .loopback:
      guard peer.address == "::1" || peer.address.hasPrefix("127.") else {
        throw TokenRefusal(.missing)
      }
      return .emulator
    }
  }

  private func reject(_ status: Status, _ reason: Word) -> Response {
    means.metrics.add(to: Self.rejected, ["reason": reason])
    return Response(status)
  }
}

extension BotFrameworkEndpoint {
  /// How many activities came, by type.
  package static let activities = Metric.counter(
    "rakel_activities_total",
    "Activities that channels of the Bot Framework have told, by type."
  )
  /// How many requests proved nothing.
  package static let unauthorised = Metric.counter(
    "rakel_tokens_refused_total",
    "Requests whose token was not believed, by reason."
  )
  /// How many bodies could not be read.
  package static let rejected = Metric.counter(
    "rakel_activities_rejected_total",
    "Requests that were no activity, by reason."
  )

  /// The same whatever the reason (RFC 9110 §15.5.2 asks for the field).
  private static let unauthorisedResponse: Response = {
    guard let name = HeaderName("www-authenticate") else { return Response(.unauthorised) }
    return response(.unauthorised, "Bearer", for: name)
  }()

  /// A response with a body in JSON.
  static func response(_ status: Status, _ body: JSON) -> Response {
    var response = response(status, "application/json; charset=utf-8", for: .contentType)
    response.body = body.utf8
    return response
  }

  private static func response(
    _ status: Status,
    _ value: String,
    for name: HeaderName
  ) -> Response {
    var headers = Headers()
    // Only a control character could be refused, and there is none.
    try? headers.set(value, for: name)
    return Response(status, headers: headers)
  }
}

extension TokenRefusal.Reason {
  /// The reason as a label of metrics and in logs.
  var word: Word {
    switch self {
    case .token(let fault): Word(fault)
    default: Word(label, of: Self.labels, else: "other")
    }
  }

  private static let labels: [StaticString] = [
    "missing", "credentials", "issuer", "audience", "endless", "expired", "early", "serviceURL",
    "endorsement", "version", "application", "tenant", "caller", "unknownKey", "keyIssuer",
    "keysUnavailable", "code",
  ]
}
