package import HTTP
internal import Synchronization

/// A transport that reaches nobody: it answers as it is told, and keeps what it was asked.
package final class FakeTransport: Transport {
  /// What comes of one request.
  package typealias Answer = Result<Response, TransportError>

  private let answer: @Sendable (Request) -> Answer
  private let kept = Mutex<[Request]>([])

  /// Gives every request the answer that the function gives it.
  package init(_ answer: @escaping @Sendable (Request) -> Answer) { self.answer = answer }

  /// Gives the answers in their order, and beyond the last `unconnected`.
  package convenience init(_ answers: [Answer]) {
    let rest = Mutex(answers[...])
    self.init { _ in rest.withLock { $0.popFirst() } ?? .failure(.unconnected) }
  }

  /// Every request there was, first sent first.
  package var requests: [Request] { kept.withLock { $0 } }

  /// Keeps the request and gives its answer.
  package func send(
    _ request: Request,
    limits: Limits
  ) async throws(TransportError) -> Response {
    kept.withLock { $0.append(request) }
    return try answer(request).get()
  }
}
