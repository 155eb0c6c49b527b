internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import WorkingTime

/// `rakel fleet stats`: how the fleet is made up, and what is odd about it.
struct FleetStatsCommand: Command {
  static let name = "stats"
  static let usage =
    "--as USER [--by \(FleetDivision.allCases.map(\.rawValue).joined(separator: "|"))]"
    + " [\(Arguments.fleetFilterUsage)] [--csv|--json]"
  static let summary = "counts devices by kind, and those that are out of the ordinary"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let answer = try await answer(arguments, at: SystemTime().now())
    return answer.print(as: "rakel fleet stats")
  }

  /// Does what the command line says and gives what to print.
  static func answer(_ arguments: consuming Arguments, at now: Date) async throws -> Answer {
    let place = try StaffPlace(&arguments, at: now, making: false)
    let filter = try arguments.fleetFilter(at: now)
    let (isJSON, isCSV) = (arguments.flag("json"), arguments.flag("csv"))
    var division: FleetDivision?
    if let word = try arguments.option("by") {
      division = FleetDivision(rawValue: word)
      guard division != nil else {
        let all = FleetDivision.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError("--by needs one of \(all)")
      }
    }
    try arguments.finish()
    if let refusal = try await place.refusal(of: "fleet.stats") { return refusal }
    let answer: Answer
    if let division {
      answer = try await counted(by: division, filter, isCSV, at: place)
    } else {
      answer = try await odd(filter, at: place)
    }
    return isJSON ? answer.forMachines : answer
  }

  private static func counted(
    by division: FleetDivision,
    _ filter: FleetFilter,
    _ isCSV: Bool,
    at place: StaffPlace
  ) async throws -> Answer {
    let today = OsloClock.reading(place.now).day
    let counts = try await place.database.read { (connection) throws(DatabaseError) in
      try FleetStore.counts(by: division, filter, on: today, in: connection)
    }
    let heading = [division == .age ? "years" : division.rawValue, "devices"]
    let rows = counts.map { [$0.name ?? "not known", "\($0.count)"] }
    let json = counts.map { item -> JSON in
      ["name": .text(item.name), "devices": .integer(item.count)]
    }
    if isCSV { return Answer(lines: ([heading] + rows).map(CSVText.line), json: .array(json)) }
    return Answer(
      lines: rows.isEmpty ? ["no devices"] : AlignedTable(heading: heading, rows: rows).lines,
      json: .array(json)
    )
  }

  private static func odd(_ filter: FleetFilter, at place: StaffPlace) async throws -> Answer {
    let seen = place.now.addingTimeInterval(-90 * 86_400).milliseconds
    let today = OsloClock.reading(place.now).day
    let (oddities, users) = try await place.database.read { (connection) throws(DatabaseError) in
      (
        try FleetStore.oddities(filter, seen: seen, in: connection),
        try FleetStore.users(filter, in: connection)
      )
    }
    let known = users.map { (user: place.directory.user(signIn: $0.signIn), count: $0.count) }
    func devices(_ isMeant: (User?) -> Bool) -> Int {
      known.filter { isMeant($0.user) }.reduce(0) { $0 + $1.count }
    }
    let facts: [(name: String, key: String, count: Int)] = [
      ("devices", "devices", oddities.devices),
      ("of unknown age", "unknownAge", oddities.unknownAge),
      ("not in touch for 90 days, or never", "notSeen", oddities.notSeen),
      ("without a user", "withoutUser", oddities.withoutUser),
      ("shared", "shared", oddities.shared), ("private", "personal", oddities.personal),
      ("whose user the directory does not know", "userUnknown", devices { $0 == nil }),
      ("whose user has left", "userLeft", devices { $0?.absence == .left }),
      (
        "whose user is on leave", "userAway",
        devices { user in
          user.map { $0.absence != .left && $0.absence?.holds(on: today) == true } ?? false
        }
      ),
      ("users with several", "usersWithSeveral", users.count { $0.count > 1 }),
    ]
    var json = JSONObject()
    for fact in facts { json[fact.key] = .integer(fact.count) }
    let width = facts.map { "\($0.count)".count }.max() ?? 0
    return Answer(
      lines: facts.map { fact in
        let count = "\(fact.count)"
        return String(repeating: " ", count: width - count.count) + count + "  " + fact.name
      },
      json: .object(json)
    )
  }
}
