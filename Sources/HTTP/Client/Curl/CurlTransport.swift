internal import Synchronization

/// HTTP by libcurl: HTTP/1.1, HTTP/2 over TLS, connections kept and used again.
///
/// All of it runs on one thread of its own, so that nothing here holds a thread of the cooperative pool. Certificates
/// are always checked. Nothing is taken from the environment, proxies included.
package final class CurlTransport: Transport {
  /// How a transport behaves, for all of its requests.
  package struct Options: Sendable, Hashable {
    /// The proxy for everything, as `http://host:port`; nil for none.
    package var proxy: String?
    /// The file (PEM) of the authorities to trust; nil for those of the system.
    package var authorities: String?
    /// How many requests run at once to one origin; others wait for their turn.
    package var requestsPerOrigin: Int
    /// What is sent as `User-Agent` where a request says nothing.
    package var userAgent: String

    package init(
      proxy: String? = nil,
      authorities: String? = nil,
      requestsPerOrigin: Int = 16,
      userAgent: String = "Rakel"
    ) {
      self.proxy = proxy
      self.authorities = authorities
      self.requestsPerOrigin = max(1, requestsPerOrigin)
      self.userAgent = userAgent
    }
  }

  private let loop: CurlLoop
  private let numbers = Atomic<Int>(0)

  /// Starts the thread.
  package init(_ options: Options = Options()) { loop = CurlLoop(options) }

  deinit { loop.stop() }

  /// Sends a request; see ``Transport/send(_:limits:)``.
  ///
  /// Cancelling the task ends the exchange at once.
  package func send(
    _ request: Request,
    limits: Limits
  ) async throws(TransportError) -> Response {
    let number = numbers.add(1, ordering: .relaxed).newValue
    let loop = loop
    // Once it has been added, some of it may have been sent.
    guard !Task.isCancelled else { throw .cancelled }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        loop.add(
          Exchange(number: number, request: request, limits: limits, continuation: continuation)
        )
        // A cancellation from just before the exchange was added was for a number that nobody knew.
        if Task.isCancelled { loop.cancel(number) }
      }
    } onCancel: {
      loop.cancel(number)
    }
    return try result.get()
  }

  /// Ends every exchange as cancelled and closes the connections; returns when that is done.
  ///
  /// What is sent afterwards is cancelled at once.
  package func stop() async {
    let loop = loop
    await withCheckedContinuation { continuation in
      loop.stop { continuation.resume() }
    }
  }
}

/// A request on its way, and who waits for its response.
struct Exchange: Sendable {
  let number: Int
  let request: Request
  let limits: Limits
  let continuation: CheckedContinuation<Result<Response, TransportError>, Never>
}
