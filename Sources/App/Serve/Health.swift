internal import Foundation
internal import HTTP
internal import Telemetry

/// `/healthz`: whether the process lives.
struct Alive: Handler {
  func respond(to request: Request, from peer: Peer) async -> Response { .plain(.ok, "ok\n") }
}

/// `/readyz`: whether messages can be taken now; 503 while they cannot.
struct Ready: Handler {
  var isReady: @Sendable () async -> Bool

  func respond(to request: Request, from peer: Peer) async -> Response {
    await isReady() ? .plain(.ok, "ready\n") : .plain(.unavailable, "not ready\n")
  }
}

/// `/metrics` in the text of Prometheus, for those who may read it; to all others it is not there.
struct MetricsPage: Handler {
  var metrics: Metrics
  var readers: [AddressRange]

  func respond(to request: Request, from peer: Peer) async -> Response {
    guard let address = NetworkAddress(peer.address),
      readers.contains(where: { $0.contains(address) })
    else { return Response(.notFound) }
    ProcessFigures.collect(in: metrics)
    return .plain(.ok, PrometheusText.text(of: metrics), type: PrometheusText.contentType)
  }
}

extension Response {
  fileprivate static func plain(
    _ status: Status,
    _ text: String,
    type: String = "text/plain; charset=utf-8"
  ) -> Response {
    var headers = Headers()
    // No control characters, which is all that could be refused.
    try? headers.set(type, for: .contentType)
    return Response(status, headers: headers, body: Array(text.utf8))
  }
}
