internal import Channels
internal import Dialogue
internal import Flows
internal import Foundation
internal import Ground
internal import HTTP
internal import Helpdesk
internal import Storage
internal import Synchronization
internal import Telemetry

/// From the first request to the last.
extension Serving {
  /// Serves until `signals` say to stop; then runs to its end what has begun.
  ///
  /// - Parameter isListening: told of the port once requests are taken.
  func run(_ signals: Signals, isListening: (Int) -> Void) async throws {
    let observation = Observation(log: log, metrics: metrics)
    let readiness = Readiness()
    // Before anybody can write: what came in before the last stop is answered first.
    try await reception.recover()
    let server = try Server(
      configuration.server.settings,
      handler: Router(try routes(readiness, observation), observation: observation),
      observation: observation
    )
    let posting = Task { await postman.run() }
    let working = Task { [automation, postman, log] in
      await automation.worker.run(
        onRound: { postman.notifyAll() },
        onOutage: { log(.error, "flows.outage", ["code": .integer(Int($0.code))]) }
      )
    }
    let keeping = Task { await keepHouse() }
    let meeting = Task { await keepPeople() }
    let watching = Task { await watchContent(signals.reloads) }
    readiness.isReady = true
    log(.info, "server.ready", ["port": .integer(server.port)])
    isListening(server.port)
    await signals.untilStop()
    log(.info, "server.stopping")
    readiness.isReady = false
    watching.cancel()
    keeping.cancel()
    meeting.cancel()
    await server.stop(within: .seconds(configuration.server.stopSeconds))
    await reception.drain()
    working.cancel()
    await working.value
    posting.cancel()
    // A connector that hangs has no more time than the turns had; what it did not answer is sent again after the start.
    let cut = Task { [configuration, transport] in
      guard (try? await Task.sleep(for: .seconds(configuration.server.stopSeconds))) != nil else {
        return
      }
      await transport.stop()
    }
    await posting.value
    cut.cancel()
    await transport.stop()
    log(.info, "server.stopped")
  }

  private func routes(_ readiness: Readiness, _ observation: Observation) throws -> [Route] {
    func observed(_ name: Word, _ handler: any Handler) -> any Handler {
      Observed(name, by: observation, handler)
    }
    let database = database
    var routes = [
      Route(.get, "/healthz", observed("healthz", Alive())),
      Route(
        .get,
        "/readyz",
        observed(
          "readyz",
          Ready {
            guard readiness.isReady else { return false }
            let answer = try? await database.read { (connection) throws(DatabaseError) in
              try connection.rows("SELECT 1") { (row) in row.integer(0) }
            }
            return answer == [1]
          }
        )
      ),
      Route(
        .get,
        "/metrics",
        observed(
          "metrics",
          MetricsPage(
            metrics: metrics,
            readers: configuration.server.metricsFrom.compactMap { AddressRange($0) }
          )
        )
      ),
    ]
    if let messages = try messages() {
      routes.append(Route(.post, "/api/messages", observed("messages", messages)))
    }
    if let webhook = try webhook() {
      routes.append(Route(.post, "/api/webhook", observed("webhook", webhook)))
    }
    return routes
  }

  /// The words of a phrase, out of the content that is in force then.
  private var words: @Sendable (_ phrase: Phrase, _ locale: String?) -> String {
    { [state] phrase, locale in state.turn.text(of: phrase, locale: locale) }
  }

  func messages() throws -> BotFrameworkEndpoint? {
    let bot = configuration.bot
    let proof: BotFrameworkEndpoint.Proof
    if let check = try bot.tokenCheck(transport, clock) {
      proof = .token(check)
    } else if bot.emulator.isEnabled {
      proof = .loopback
    } else {
      return nil
    }
    return BotFrameworkEndpoint(
      BotFrameworkEndpoint.Means(
        proof: proof,
        access: access,
        refusals: refusals,
        reception: reception,
        database: database,
        words: words,
        time: clock,
        log: log,
        metrics: metrics
      )
    )
  }

  func webhook() throws -> WebhookEndpoint? {
    guard let keys = try configuration.webhookSecrets(), let check = WebhookCheck(keys) else {
      return nil
    }
    return WebhookEndpoint(
      WebhookEndpoint.Means(
        check: check,
        access: access,
        refusals: refusals,
        reception: reception,
        database: database,
        words: words,
        log: log,
        metrics: metrics
      )
    )
  }
}

/// Whether messages are taken now.
private final class Readiness: Sendable {
  private let state = Mutex(false)

  var isReady: Bool {
    get { state.withLock(\.self) }
    set { state.withLock { $0 = newValue } }
  }
}
