internal import Foundation
internal import Ground
internal import Storage

/// How a simulated campaign went.
struct SimulationReport {
  private let facts: JSONObject

  /// - Parameter start: when it began.
  init(
    of simulation: Simulation,
    flow: String,
    users: Int,
    start: Date,
    took: Duration
  ) async throws {
    let end = simulation.clock.now()
    let day = Date(milliseconds: start.milliseconds / 86_400_000 * 86_400_000)
    facts = try await simulation.automation.database.read { (connection) throws(DatabaseError) in
      var facts = JSONObject()
      facts["flow"] = .string(flow)
      facts["users"] = .integer(users)
      facts["days"] = .double(Self.days(end.milliseconds - start.milliseconds))
      facts["runs"] = Self.object(try SimulationStore.endings(in: connection))
      facts["errors"] = Self.object(try SimulationStore.errors(in: connection))
      facts["daysUntilDone"] = Self.quantiles(try SimulationStore.durations(in: connection))
      let counts = try Self.counts(from: day, in: connection)
      facts["total"] = Self.object(
        counts.map { ($0.count.rawValue, $0.byDay.values.reduce(0, +)) }
      )
      facts["perDay"] = Self.perDay(counts, from: day)
      facts["states"] = Self.object(try SimulationStore.visits(in: connection))
      facts["seconds"] = .double((took / .milliseconds(1)).rounded() / 1_000)
      return facts
    }
  }

  /// One line of JSON.
  var json: String { JSON.object(facts).text }

  /// A few lines and a table of the days, for people.
  var lines: [String] {
    var lines = ["runs", "errors", "daysUntilDone", "total", "states"].compactMap { key in
      facts[key]?.object.map { members in
        "\(key): " + members.map { "\($0.key) \($0.value.text)" }.joined(separator: ", ")
      }
    }
    let columns = ["day"] + SimulationStore.Count.allCases.map(\.rawValue)
    lines.append(columns.joined(separator: "\t"))
    for day in facts["perDay"]?.array ?? [] {
      lines.append(columns.map { day[$0]?.string ?? day[$0]?.text ?? "0" }.joined(separator: "\t"))
    }
    return lines
  }

  private typealias Counts = [(count: SimulationStore.Count, byDay: [Int: Int])]

  private static func counts(
    from day: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Counts {
    var counts: Counts = []
    for count in SimulationStore.Count.allCases {
      counts.append((count, try SimulationStore.counts(of: count, from: day, in: connection)))
    }
    return counts
  }

  private static func perDay(_ counts: Counts, from first: Date) -> JSON {
    let days = Set(counts.flatMap(\.byDay.keys)).sorted()
    return .array(
      days.map { day in
        var line = JSONObject()
        let date = first.addingTimeInterval(Double(day) * 86_400)
        line["day"] = .string(String(date.formatted(.iso8601).prefix(10)))
        for (count, byDay) in counts { line[count.rawValue] = .integer(byDay[day] ?? 0) }
        return .object(line)
      }
    )
  }

  private static func object(_ counts: [(String, Int)]) -> JSON {
    var object = JSONObject()
    for (name, count) in counts { object[name] = .integer(count) }
    return .object(object)
  }

  private static func quantiles(_ durations: [Int]) -> JSON {
    guard let last = durations.last else { return .null }
    return [
      "median": .double(days(durations[durations.count / 2])),
      "p90": .double(days(durations[durations.count * 9 / 10])),
      "most": .double(days(last)),
    ]
  }

  private static func days(_ milliseconds: Int) -> Double {
    (Double(milliseconds) / 8_640_000).rounded() / 10
  }
}
