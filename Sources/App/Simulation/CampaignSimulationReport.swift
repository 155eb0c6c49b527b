internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// How a simulated campaign went: what was sent, and what technicians had to do, by day.
struct CampaignSimulationReport {
  private let facts: JSONObject
  private let kinds: [String]
  private let loads: [PlaceLoad]

  init(
    of simulation: CampaignSimulation,
    plan: CampaignPlan,
    tenant: SimulatedTenant?,
    words: CampaignWords,
    hours: BusinessHours,
    took: Duration
  ) async throws {
    let end = simulation.simulation.clock.now()
    let first = OsloClock.reading(simulation.start).day
    let database = simulation.simulation.automation.database
    (facts, kinds, loads) = try await database.read { (connection) throws(DatabaseError) in
      let counts = try CampaignStore.counts(1, in: connection)
      let work = try SimulationStore.work(in: connection)
      let messages = try SimulationStore.days(of: .messages, in: connection)
      let notices = try SimulationStore.notices(in: connection)
      let kinds = Set(work.map(\.kind)).sorted()
      var facts = JSONObject()
      facts[plan.terms.kind.noun(2)] = .integer(plan.count)
      facts["from"] = .string(first.text)
      facts["to"] = .string(OsloClock.reading(end).day.text)
      facts["status"] = .string(try CampaignStore.find(1, in: connection)?.status.rawValue ?? "")
      facts["waiting"] = .integer(counts.waiting)
      facts["underWay"] = .integer(counts.started)
      facts["outcomes"] = Self.object(
        counts.byOutcome.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
          .map { (words[outcome: $0.key]["en"], $0.value) }
      )
      facts["messages"] = .integer(messages.values.reduce(0, +))
      if let tenant { Self.tell(of: tenant, simulation.simulation.questions, work, &facts) }
      facts["errors"] = Self.object(try SimulationStore.failures(in: connection))
      facts["states"] = Self.object(try SimulationStore.visits(in: connection))
      let taken = try SimulationStore.taken(in: connection)
      var loads: [PlaceLoad] = []
      if case .rollover(let plan) = plan {
        loads = plan.policy.choices.places.compactMap { place in
          PlaceLoad(of: place, taken: taken[place.id] ?? [:], hours: hours)
        }
        facts["places"] = Self.places(loads)
      }
      facts["perDay"] = Self.perDay(messages, notices, work, kinds)
      facts["seconds"] = .double((took / .milliseconds(1)).rounded() / 1_000)
      return (facts, kinds, loads)
    }
  }

  /// One line of JSON.
  var json: JSON { .object(facts) }

  /// A few lines and a table of the days, for people.
  var lines: [String] {
    let keys = [
      "devices", "accounts", "from", "to", "status", "waiting", "underWay", "messages", "outcomes",
      "questions", "decisions", "freed", "kronerPerMonth", "freedByMonth", "items", "errors",
      "states",
    ]
    var lines = keys.compactMap { key -> String? in
      guard let value = facts[key] else { return nil }
      guard let members = value.object else { return "\(key): \(value.string ?? value.text)" }
      guard members.count > 0 else { return nil }
      return "\(key): " + members.map { "\($0.key) \($0.value.text)" }.joined(separator: ", ")
    }
    lines += loads.map { "times at \($0.title), at most: \($0.text)" }
    let columns = ["day", "notices", "messages"] + kinds.flatMap { ["\($0) due", "\($0) done"] }
    let rows = (facts["perDay"]?.array ?? []).map { day in
      columns.map { day[$0]?.string ?? day[$0]?.text ?? "0" }
    }
    return lines + AlignedTable(heading: columns, rows: rows).lines
  }

  /// What was asked, decided and freed.
  private static func tell(
    of tenant: SimulatedTenant,
    _ questions: [String: Int],
    _ work: [SimulationStore.Work],
    _ facts: inout JSONObject
  ) {
    func sorted(_ counts: [String: Int]) -> JSON {
      object(counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
    let freed = tenant.freed
    facts["questions"] = sorted(questions)
    facts["decisions"] = sorted(tenant.decisions)
    facts["freed"] = .integer(freed.count)
    facts["kronerPerMonth"] = .integer((freed.reduce(0) { $0 + ($1.øre ?? 0) } + 50) / 100)
    facts["freedByMonth"] = sorted(
      Dictionary(freed.map { (String($0.day.text.prefix(7)), 1) }, uniquingKeysWith: +)
    )
    facts["items"] = sorted(Dictionary(work.map { ($0.kind, 1) }, uniquingKeysWith: +))
  }

  private static func object(_ counts: [(String, Int)]) -> JSON {
    var object = JSONObject()
    for (name, count) in counts { object[name] = .integer(count) }
    return .object(object)
  }

  private static func places(_ loads: [PlaceLoad]) -> JSON {
    var object = JSONObject()
    for load in loads { object[load.title] = load.json }
    return .object(object)
  }

  private static func perDay(
    _ messages: [Day: Int],
    _ notices: [Day: Int],
    _ work: [SimulationStore.Work],
    _ kinds: [String]
  ) -> JSON {
    var (due, done): ([Day: [String: Int]], [Day: [String: Int]]) = ([:], [:])
    for item in work {
      if let day = item.due { due[day, default: [:]][item.kind, default: 0] += 1 }
      if let day = item.done { done[day, default: [:]][item.kind, default: 0] += 1 }
    }
    let days = Set(messages.keys).union(notices.keys).union(due.keys).union(done.keys).sorted()
    return .array(
      days.map { day in
        var line = JSONObject()
        line["day"] = .string(day.text)
        line["notices"] = .integer(notices[day] ?? 0)
        line["messages"] = .integer(messages[day] ?? 0)
        for kind in kinds {
          line["\(kind) due"] = .integer(due[day]?[kind] ?? 0)
          line["\(kind) done"] = .integer(done[day]?[kind] ?? 0)
        }
        return .object(line)
      }
    )
  }
}
