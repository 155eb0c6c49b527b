internal import Foundation
internal import Ground

/// How long one subject took, run again and again for about a second.
struct Timing {
  let name: String
  /// Microseconds of one operation: the middle of all runs, and what nineteen in twenty stay under.
  let median: Double
  let p95: Double
  let count: Int

  init(of subject: Subject) {
    name = subject.name
    let clock = ContinuousClock()
    subject.run()  // Fills caches; not counted.
    var times: [Double] = []
    let start = clock.now
    while times.count < 20 || (clock.now - start < .seconds(1) && times.count < 10_000) {
      let time = clock.measure { subject.run() }
      times.append(time / .microseconds(1) / Double(subject.operations))
    }
    times.sort()
    median = times[times.count / 2]
    p95 = times[times.count * 95 / 100]
    count = times.count
  }

  func json(against before: Double?) -> JSON {
    var object = JSONObject()
    object["subject"] = .string(name)
    object["microseconds"] = .double(Self.rounded(median))
    object["p95"] = .double(Self.rounded(p95))
    object["runs"] = .integer(count)
    if let before { object["againstBaseline"] = .double(Self.rounded(median / before)) }
    return .object(object)
  }

  static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}

/// The medians that were committed, in microseconds.
struct Baseline {
  /// Slower than this many times the baseline is a finding.
  ///
  /// Machines differ and are shared: half as slow again is
  /// noise on some of them, so record a baseline of your own before you compare closely.
  static let tolerance = 1.5

  var medians: [String: Double] = [:]

  init(medians: [String: Double]) { self.medians = medians }

  init(_ file: URL) {
    guard let data = try? Data(contentsOf: file), let json = try? JSON(parsing: [UInt8](data))
    else { return }
    for (name, value) in json.object ?? JSONObject() { medians[name] = value.double }
  }

  func write(to file: URL) throws {
    var object = JSONObject()
    for name in medians.keys.sorted() {
      object[name] = medians[name].map { .double(Timing.rounded($0)) }
    }
    try Data((JSON.object(object).prettyText + "\n").utf8).write(to: file)
  }
}
