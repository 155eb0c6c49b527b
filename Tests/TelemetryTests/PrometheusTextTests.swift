import Ground
import Telemetry
import TestKit
import Testing

@Suite struct PrometheusTextTests {
  @Test func `writes each metric with its help, its kind and its series in order`() {
    let metrics = Metrics()
    let seen = Metric.counter("test_seen_total", "How many were \\ seen\nat all.")
    metrics.add(to: seen, ["kind": "two", "answer": "no"])
    metrics.add(2, to: seen, ["answer": "a \"quoted\\\n\" one", "kind": "one"])
    metrics.set(.gauge("test_depth", "How many wait."), to: 0.5)
    #expect(
      PrometheusText.text(of: metrics) == #"""
        # HELP test_seen_total How many were \\ seen\nat all.
        # TYPE test_seen_total counter
        test_seen_total{answer="a \"quoted\\\n\" one",kind="one"} 2
        test_seen_total{answer="no",kind="two"} 1
        # HELP test_depth How many wait.
        # TYPE test_depth gauge
        test_depth 0.5

        """#
    )
  }

  @Test func `writes a histogram cumulatively`() {
    let metrics = Metrics()
    let waited = Metric.histogram("test_seconds", "How long it took.", bounds: [0.1, 1])
    for seconds in [0.05, 0.1, 0.5, 7] { metrics.observe(seconds, in: waited, ["to": "x"]) }
    #expect(
      PrometheusText.text(of: metrics) == #"""
        # HELP test_seconds How long it took.
        # TYPE test_seconds histogram
        test_seconds_bucket{to="x",le="0.1"} 2
        test_seconds_bucket{to="x",le="1"} 3
        test_seconds_bucket{to="x",le="+Inf"} 4
        test_seconds_sum{to="x"} 7.65
        test_seconds_count{to="x"} 4

        """#
    )
  }

  @Test func `takes the order of labels for nothing`() {
    let metrics = Metrics()
    let seen = Metric.counter("test_seen_total", "How many were seen.")
    metrics.add(to: seen, ["a": "1", "b": "2"])
    metrics.add(to: seen, ["b": "2", "a": "1"])
    #expect(PrometheusText.text(of: metrics).contains(#"test_seen_total{a="1",b="2"} 2"#))
  }

  @Test func `asks the collectors before it writes`() throws {
    let metrics = Metrics()
    let depth = Metric.gauge("test_depth", "How many wait.")
    metrics.collect(by: { $0.add(to: depth) })
    _ = PrometheusText.text(of: metrics)
    #expect(try Exposition(strict: PrometheusText.text(of: metrics)).values["test_depth"] == 2)
  }

  @Test func `tells what the process takes of the machine, once for each reading`() throws {
    let metrics = Metrics()
    for _ in 0..<3 { ProcessFigures.collect(in: metrics) }
    let samples = try Exposition(strict: PrometheusText.text(of: metrics))
    #expect(samples.values["process_resident_memory_bytes"].map { $0 > 1_000_000 } == true)
    #expect(samples.values["process_cpu_seconds_total"].map { $0 > 0 } == true)
    #expect(samples.values["process_open_fds"].map { $0 > 2 } == true)
    // Some time this century.
    #expect(samples.values["process_start_time_seconds"].map { $0 > 1_700_000_000 } == true)
  }

  @Test(arguments: 0..<20)
  func `is read by a strict reader, whatever there is`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let metrics = Metrics()
    let words: [StaticString] = ["a", "b c", "\"", "\\", "\n", "æ", ",", "}", "le"]
    let numbers = [0, 1, 0.1, 1e21, .infinity, .nan, 2.5e-300]
    for _ in 0..<40 {
      let value = numbers[random.below(numbers.count)]
      let word = Word(words[random.below(words.count)])
      metrics.set(.gauge("test_gauge", "\\ and \n"), to: value, ["x": word, "a_1": word])
      metrics.observe(value, in: .histogram("test_seconds", "?"), ["y": word])
      metrics.add(to: .counter("test_total", ""))
    }
    let samples = try Exposition(strict: PrometheusText.text(of: metrics))
    #expect(samples.values["test_total"] == 40)
  }
}
