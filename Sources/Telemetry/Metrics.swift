internal import Synchronization

/// The numbers of one process, as `/metrics` gives them.
///
/// Labels are words of ours (``Word``), so their number is bounded and nothing of a user gets into one.
package final class Metrics: Sendable {
  private let state = Mutex(State())

  private struct State {
    var series: [Metric: [[Label]: Series]] = [:]
    /// In the order of their first use, which is the order of the text.
    var order: [Metric] = []
    var collectors: [@Sendable (Metrics) -> Void] = []
  }

  /// A label of a series: its name and its value.
  package struct Label: Sendable, Hashable {
    package let name: Word
    package let value: Word
  }

  /// What one combination of labels has come to.
  struct Series: Sendable {
    /// The count of a counter, the value of a gauge, the sum of a histogram.
    var value = 0.0
    /// How many observations lie at or below each bound and above the one before; the last is for all above.
    var buckets: [Int] = []
  }

  package init() {}

  /// Adds to a counter or a gauge.
  package func add(
    _ amount: Double = 1,
    to metric: Metric,
    _ labels: KeyValuePairs<StaticString, Word> = [:]
  ) {
    change(metric, labels) { $0.value += amount }
  }

  /// Sets a gauge.
  package func set(
    _ metric: Metric,
    to value: Double,
    _ labels: KeyValuePairs<StaticString, Word> = [:]
  ) {
    change(metric, labels) { $0.value = value }
  }

  /// Notes one measurement in a histogram; a duration in seconds.
  package func observe(
    _ value: Double,
    in metric: Metric,
    _ labels: KeyValuePairs<StaticString, Word> = [:]
  ) {
    guard case .histogram(let bounds) = metric.kind else { return }
    change(metric, labels) { series in
      if series.buckets.isEmpty {
        series.buckets = Array(repeating: 0, count: bounds.count + 1)
      }
      series.value += value
      series.buckets[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
    }
  }

  /// Notes how long something took.
  package func observe(
    _ duration: Duration,
    in metric: Metric,
    _ labels: KeyValuePairs<StaticString, Word> = [:]
  ) {
    observe(duration / .seconds(1), in: metric, labels)
  }

  /// The value of a counter or gauge, the sum of a histogram; 0 before the first.
  package func value(
    of metric: Metric,
    _ labels: KeyValuePairs<StaticString, Word> = [:]
  ) -> Double {
    let labels = Self.labels(labels)
    return state.withLock { $0.series[metric]?[labels]?.value ?? 0 }
  }

  /// Has `collector` set what it knows whenever the metrics are read: for what is looked up, and not counted.
  package func collect(by collector: @escaping @Sendable (Metrics) -> Void) {
    state.withLock { $0.collectors.append(collector) }
  }

  /// Runs the collectors.
  func collect() {
    for collector in state.withLock({ $0.collectors }) { collector(self) }
  }

  /// Every series, metrics in the order of their first use.
  var all: [(metric: Metric, series: [[Label]: Series])] {
    state.withLock { state in
      state.order.map { (metric: $0, series: state.series[$0] ?? [:]) }
    }
  }

  private func change(
    _ metric: Metric,
    _ labels: KeyValuePairs<StaticString, Word>,
    by body: (inout Series) -> Void
  ) {
    let labels = Self.labels(labels)
    state.withLock { state in
      body(&state.series[metric, default: [:]][labels, default: Series()])
      if state.series.count > state.order.count { state.order.append(metric) }
    }
  }

  private static func labels(_ pairs: KeyValuePairs<StaticString, Word>) -> [Label] {
    let labels = pairs.map { Label(name: Word($0.key), value: $0.value) }
    // In whatever order they are written, they are the same series.
    return labels.count < 2 ? labels : labels.sorted { $0.name.description < $1.name.description }
  }
}
