package import Telemetry

/// Where requests are counted and told of.
package struct Observation: Sendable {
  private let log: Log
  private let metrics: Metrics

  package init(log: Log = .none, metrics: Metrics = Metrics()) {
    self.log = log
    self.metrics = metrics
  }

  func note(_ status: Status, of route: Word, took duration: Duration) {
    metrics.add(to: .requests, ["route": route, "status": Self.word(status)])
    metrics.observe(duration, in: .requestSeconds, ["route": route])
    log(
      status.code < 400 ? .debug : status.code < 500 ? .info : .warning,
      "http.request",
      [
        "route": .word(route), "status": .integer(status.code),
        "seconds": .seconds(duration / .seconds(1)),
      ]
    )
  }

  func note(_ fault: RequestFault) {
    metrics.add(to: .refusedRequests, ["reason": Word(fault)])
    log(.info, "http.refused", ["reason": .word(Word(fault))])
  }

  /// A connection that was closed before it had sent a whole request, or one too many.
  func note(closed reason: Word) {
    metrics.add(to: .closedConnections, ["reason": reason])
    log(.debug, "http.closed", ["reason": .word(reason)])
  }

  private static func word(_ status: Status) -> Word {
    switch status.code {
    case 200: "200"
    case 201: "201"
    case 202: "202"
    case 204: "204"
    case 400: "400"
    case 401: "401"
    case 403: "403"
    case 404: "404"
    case 405: "405"
    case 413: "413"
    case 415: "415"
    case 429: "429"
    case 500: "500"
    case 503: "503"
    default: "other"
    }
  }
}

extension Metric {
  /// Requests that a handler has answered; labels `route` and `status`.
  package static let requests = counter(
    "rakel_http_requests_total",
    "Requests answered, by route and status."
  )
  /// How long handlers take; label `route`.
  package static let requestSeconds = histogram(
    "rakel_http_request_seconds",
    "Seconds from a whole request to its answer, by route."
  )
  /// What no handler has seen; label `reason`, a ``RequestFault``.
  package static let refusedRequests = counter(
    "rakel_http_refused_total",
    "Requests refused before anybody looked at what they want, by reason."
  )
  /// Connections that clients have not closed themselves; label `reason`.
  package static let closedConnections = counter(
    "rakel_http_closed_total",
    "Connections closed on clients, by reason."
  )
}
