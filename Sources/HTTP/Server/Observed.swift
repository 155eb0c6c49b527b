package import Telemetry

/// A handler whose answers are counted, timed and told of under the name of its route.
package struct Observed: Handler {
  private let route: Word
  private let observation: Observation
  private let handler: any Handler

  package init(_ route: Word, by observation: Observation, _ handler: any Handler) {
    self.route = route
    self.observation = observation
    self.handler = handler
  }

  /// What the handler answers.
  ///
  /// It is told of once it is there.
  package func respond(to request: Request, from peer: Peer) async -> Response {
    let start = ContinuousClock.now
    let response = await handler.respond(to: request, from: peer)
    observation.note(response.status, of: route, took: start.duration(to: .now))
    return response
  }
}
