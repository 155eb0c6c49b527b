import Telemetry
import Testing

@Suite struct MetricsTests {
  private static let seen = Metric.counter("test_seen_total", "How many were seen.")
  private static let waited = Metric.histogram(
    "test_seconds",
    "How long it took.",
    bounds: [0.1, 1]
  )

  @Test func `a counter counts each combination of labels by itself`() {
    let metrics = Metrics()
    metrics.add(to: Self.seen, ["kind": "one"])
    metrics.add(2, to: Self.seen, ["kind": "two"])
    metrics.add(to: Self.seen, ["kind": "one"])
    #expect(metrics.value(of: Self.seen, ["kind": "one"]) == 2)
    #expect(metrics.value(of: Self.seen, ["kind": "two"]) == 2)
    #expect(metrics.value(of: Self.seen, ["kind": "three"]) == 0)
  }

  @Test func `a histogram sums the seconds of what it is told`() {
    let metrics = Metrics()
    metrics.observe(.milliseconds(50), in: Self.waited)
    metrics.observe(2, in: Self.waited)
    #expect(metrics.value(of: Self.waited) == 2.05)
  }
}
