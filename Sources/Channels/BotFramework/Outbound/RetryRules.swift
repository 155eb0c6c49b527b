internal import Foundation
package import Ground
internal import HTTP

/// Which sendings are tried again, and when: by default as Teams' table has it ("Status code responses", msteams-docs).
package struct RetryRules: Sendable, Hashable {
  /// Whether 412, 502, 503 and 504 are tried again, and what got no answer.
  ///
  /// The channel may have delivered the message before the fault, and the user then has it twice; without it, not at all.
  package var retriesChannelFaults: Bool
  /// Whether 500 is tried again, which Teams advises against.
  package var retriesInternalErrors: Bool
  /// How long to wait where the channel does not say; drawn up to a fifth shorter or longer.
  package var backoff: Backoff

  package init(
    retriesChannelFaults: Bool = true,
    retriesInternalErrors: Bool = false,
    backoff: Backoff = Backoff(first: .seconds(2), most: .seconds(20), jitter: .none)
  ) {
    self.retriesChannelFaults = retriesChannelFaults
    self.retriesInternalErrors = retriesInternalErrors
    self.backoff = backoff
  }

  /// How long to wait after so many failures in a row.
  func wait(after failures: Int, drawing generator: inout SeededGenerator) -> Duration {
    backoff.wait(after: failures, drawing: &generator) * (0.8 + 0.4 * generator.uniform())
  }

  /// What a response that is no success means, other than 401, 403, 404 and 413.
  func outcome(of response: Response, now: Date) -> SendingOutcome {
    switch response.status.code {
    case 429:
      let wait = response.headers[.retryAfter].flatMap { RetryAfter.wait($0, now: now) }
      return .retry(.throttled, after: wait)
    case 412, 502, 503, 504:
      return retriesChannelFaults ? .retry(.channel, after: nil) : .refused(.channelFault)
    case 500:
      return retriesInternalErrors ? .retry(.channel, after: nil) : .refused(.channelFault)
    case 505...599: return .refused(.channelFault)
    default: return .refused(.rejected)
    }
  }

  /// What it means that there is no response.
  func outcome(of error: TransportError, now: Date) -> SendingOutcome {
    switch error {
    case .unresolved, .unconnected, .untrusted: .retry(.unconnected, after: nil)
    case .timedOut, .broken, .tooLarge:
      retriesChannelFaults ? .retry(.unanswered, after: nil) : .refused(.channelFault)
    case .cancelled: .held(until: now.addingTimeInterval(1))
    }
  }
}
