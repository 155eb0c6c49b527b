/// Answers requests.
///
/// What wraps a handler to do something before or after it is a handler, too.
package protocol Handler: Sendable {
  /// The answer; the task is cancelled when nobody waits for it any more, or when it has taken too long.
  func respond(to request: Request, from peer: Peer) async -> Response
}
