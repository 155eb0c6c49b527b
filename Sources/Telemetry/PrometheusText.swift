/// The numbers as Prometheus reads them: its text format, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
package enum PrometheusText {
  /// What the answer of `/metrics` says it is.
  package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// All of them; what is collected on demand is collected first.
  package static func text(of metrics: Metrics) -> String {
    metrics.collect()
    var text = ""
    for (metric, series) in metrics.all {
      text += "# HELP \(metric.name) \(escaped(metric.help, quotes: false))\n"
      text += "# TYPE \(metric.name) \(word(for: metric.kind))\n"
      let ordered = series.map { (labels: pairs($0.key), series: $0.value) }
        .sorted { $0.labels.joined(separator: ",") < $1.labels.joined(separator: ",") }
      for (labels, series) in ordered {
        switch metric.kind {
        case .counter, .gauge: text += line(metric.name, labels, series.value)
        case .histogram(let bounds): text += histogram(metric.name, labels, series, bounds)
        }
      }
    }
    return text
  }

  private static func histogram(
    _ name: String,
    _ labels: [String],
    _ series: Metrics.Series,
    _ bounds: [Double]
  ) -> String {
    var text = ""
    var count = 0
    for (bound, bucket) in zip(bounds + [.infinity], series.buckets) {
      count += bucket
      text += line("\(name)_bucket", labels + ["le=\"\(number(bound))\""], Double(count))
    }
    return text + line("\(name)_sum", labels, series.value)
      + line("\(name)_count", labels, Double(count))
  }

  private static func line(_ name: String, _ labels: [String], _ value: Double) -> String {
    let braces = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
    return "\(name)\(braces) \(number(value))\n"
  }

  private static func pairs(_ labels: [Metrics.Label]) -> [String] {
    labels.map { "\($0.name)=\"\(escaped($0.value.description, quotes: true))\"" }
  }

  private static func word(for kind: Metric.Kind) -> String {
    switch kind {
    case .counter: "counter"
    case .gauge: "gauge"
    case .histogram: "histogram"
    }
  }

  private static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return Int(exactly: value).map { String($0) } ?? "\(value)"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    let text = text.replacing("\\", with: #"\\"#).replacing("\n", with: #"\n"#)
    return quotes ? text.replacing("\"", with: #"\""#) : text
  }
}
