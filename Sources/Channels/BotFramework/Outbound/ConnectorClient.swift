package import Ground
package import HTTP
package import Messaging
package import Telemetry

/// Speaks to the connectors of channels: the one place that sends activities, and the bot's token with them.
///
/// "Bot Connector REST API" (bot-docs). It tries again once with a fresh token (401), and once where Teams sends it to
/// another host (403 `InvalidBotApiHost`); all else is told to the caller.
package struct ConnectorClient: Sendable {
  /// What an activity is to its conversation.
  package enum Way: Sendable, Hashable {
    case new
    /// An answer to the activity of that id.
    case reply(to: String)
    /// In the place of the activity of that id.
    case update(String)
  }

  private let transport: any Transport
  private let token: OwnToken?
  private let hosts: ServiceHosts
  /// Which sendings are worth trying again.
  let rules: RetryRules
  private let otherServiceURL: String?
  private let time: any TimeSource
  private let metrics: Metrics

  /// How long the connectors take to answer.
  package static let seconds = Metric.histogram(
    "rakel_connector_seconds",
    "Time until a connector has answered a sending, by outcome."
  )

  /// - Parameters:
  ///   - token: Nil for a bot without one, which only the Emulator knows.
  ///   - otherServiceURL: See ``OutboundCloud/otherServiceURL``.
  package init(
    transport: any Transport,
    token: OwnToken?,
    hosts: ServiceHosts,
    rules: RetryRules = RetryRules(),
    otherServiceURL: String? = OutboundCloud.worldwide.otherServiceURL,
    time: any TimeSource,
    metrics: Metrics = Metrics()
  ) {
    self.transport = transport
    self.token = token
    self.hosts = hosts
    self.rules = rules
    self.otherServiceURL = otherServiceURL
    self.time = time
    self.metrics = metrics
  }

  /// Sends an activity to the conversation of the reference.
  package func send(
    _ activity: JSON,
    _ way: Way = .new,
    at reference: Reference
  ) async -> SendingOutcome {
    let (method, path) = Self.place(way, in: reference.conversationID)
    let outcome = await exchange(method, path, at: reference.serviceURL, activity)
    guard case .update = way,
      outcome == .refused(.conversationGone) || outcome == .refused(.rejected)
    else { return outcome }
    return .irreplaceable
  }

  /// Opens a conversation with the user of a reference alone; the outcome's id is the conversation's.
  package func openConversation(with reference: Reference) async -> SendingOutcome {
    var request = JSONObject()
    request["bot"] = ["id": .string(reference.botID)]
    request["members"] = [["id": .string(reference.channelUserID)]]
    request["isGroup"] = false
    if let tenant = reference.tenantID {
      request["tenantId"] = .string(tenant)
      request["channelData"] = ["tenant": ["id": .string(tenant)]]
    }
    return await exchange(
      .post,
      ["conversations"],
      at: reference.serviceURL,
      .object(request)
    )
  }

  private static func place(_ way: Way, in conversation: String) -> (Method, [String]) {
    let path = ["conversations", conversation, "activities"]
    return switch way {
    case .new: (.post, path)
    case .reply(let id): (.post, path + [id])
    case .update(let id): (.put, path + [id])
    }
  }

  private func exchange(
    _ method: Method,
    _ path: [String],
    at serviceURL: String,
    _ body: JSON
  ) async -> SendingOutcome {
    let begun = ContinuousClock.now
    let outcome: SendingOutcome
    do throws(Refusal) {
      let body = body.utf8
      var request = try request(method, path, at: serviceURL, body)
      var response = try await authorised(request)
      if let other = otherServiceURL, response.status == .forbidden,
        String(decoding: response.body.prefix(4_096), as: UTF8.self).contains("InvalidBotApiHost")
      {
        request = try self.request(method, path, at: other, body)
        response = try await authorised(request)
      }
      outcome = read(response)
    } catch {
      outcome = error.outcome
    }
    metrics.observe(begun.duration(to: .now), in: Self.seconds, ["outcome": outcome.word])
    return outcome
  }

  /// A sending that has come to its end before there was a response.
  private struct Refusal: Error { var outcome: SendingOutcome }

  /// The request, without its token.
  private func request(
    _ method: Method,
    _ path: [String],
    at serviceURL: String,
    _ body: [UInt8]
  ) throws(Refusal) -> Request {
    guard let base = hosts.address(of: serviceURL) else {
      throw Refusal(outcome: .refused(.untrustedHost))
    }
    // What is empty, or leads up, is no segment of its own.
    guard path.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
      throw Refusal(outcome: .refused(.unusableID))
    }
    var target = base.target
    while target.hasSuffix("/") { target.removeLast() }
    target += "/v3"
    for segment in path {
      target += "/"
      target += segment.percentEncoded
    }
    guard let address = WebAddress(base.origin, target: target) else {
      throw Refusal(outcome: .refused(.unusableID))
    }
    var request = Request(method, address, body: body)
    try add("application/json", for: .contentType, to: &request)
    return request
  }

  /// Sends with the bot's token; after 401 once more with a fresh one.
  private func authorised(_ request: Request) async throws(Refusal) -> Response {
    guard let token else { return try await sent(request) }
    let first = try await orHeld { () async throws(TokenOutage) in try await token.token() }
    let response = try await sent(request, with: first)
    guard response.status == .unauthorised else {
      token.noteAccepted()
      return response
    }
    let second = try await orHeld { () async throws(TokenOutage) in
      try await token.replacement(for: first)
    }
    guard let second else { return response }
    let answer = try await sent(request, with: second)
    if answer.status != .unauthorised { token.noteAccepted() }
    return answer
  }

  private func orHeld<Value>(
    _ body: () async throws(TokenOutage) -> Value
  ) async throws(Refusal) -> Value {
    do throws(TokenOutage) { return try await body() } catch {
      throw Refusal(outcome: .held(until: error.until))
    }
  }

  private func sent(_ request: Request, with token: Secret? = nil) async throws(Refusal) -> Response
  {
    var request = request
    if let token { try add("Bearer \(token.reveal())", for: .authorisation, to: &request) }
    let limits = Limits(connecting: .seconds(5), total: .seconds(15), bodyBytes: 256 << 10)
    do throws(TransportError) {
      return try await transport.send(request, limits: limits)
    } catch {
      throw Refusal(outcome: rules.outcome(of: error, now: time.now()))
    }
  }

  private func read(_ response: Response) -> SendingOutcome {
    switch response.status.code {
    case 200...299:
      // No id is fine, and so is no JSON.
      let id = (try? JSON(parsing: response.body, maximumDepth: 32))?["id"]?.string
      return .delivered(id: id.flatMap { (1...512).contains($0.utf8.count) ? $0 : nil })
    case 401: return .refused(.unauthorised)
    case 403: return .refused(GivenUp.forbidding(response.body) ?? .forbidden)
    case 404: return .refused(.conversationGone)
    case 413: return .tooLarge
    default: return rules.outcome(of: response, now: time.now())
    }
  }

  private func add(
    _ value: String,
    for name: HeaderName,
    to request: inout Request
  ) throws(Refusal) {
    do throws(HeaderFault) { try request.headers.set(value, for: name) } catch {
      throw Refusal(outcome: .refused(.rejected))
    }
  }
}

extension SendingOutcome {
  /// For metrics and logs.
  var word: Word {
    switch self {
    case .delivered: "delivered"
    case .retry: "retry"
    case .held: "held"
    case .tooLarge: "too-large"
    case .irreplaceable: "irreplaceable"
    case .refused: "refused"
    }
  }
}
