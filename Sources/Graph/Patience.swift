package import Ground
package import HTTP

/// How often and how long a client tries, and how much of an answer it takes.
package struct Patience: Sendable, Hashable {
  /// The waits where Microsoft names none.
  package var backoff: Backoff
  /// How many failures in a row are one too many; being throttled counts as none.
  package var failures: Int
  /// How long one request may take with all its tries and waits.
  package var total: Duration
  /// How many requests run at the same time.
  package var atOnce: Int
  /// What one exchange may cost.
  package var exchange: Limits
  /// How many pages a list may have.
  package var pages: Int

  package init(
    backoff: Backoff = Backoff(first: .seconds(1), rate: 2, most: .seconds(60), jitter: .full),
    failures: Int = 8,
    total: Duration = .seconds(900),
    atOnce: Int = 4,
    exchange: Limits = Limits(
      connecting: .seconds(10),
      total: .seconds(120),
      bodyBytes: 16 << 20
    ),
    pages: Int = 100_000
  ) {
    self.backoff = backoff
    self.failures = failures
    self.total = total
    self.atOnce = atOnce
    self.exchange = exchange
    self.pages = pages
  }
}
