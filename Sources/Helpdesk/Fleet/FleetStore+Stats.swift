package import Storage
package import WorkingTime

/// By what the fleet is counted.
package enum FleetDivision: String, Sendable, Hashable, CaseIterable {
  case age, model, municipality, unit, readiness, health, stage
}

/// What of the fleet is out of the ordinary.
package struct FleetOddities: Sendable, Hashable {
  package var devices = 0
  package var shared = 0
  package var personal = 0
  package var withoutUser = 0
  package var unknownAge = 0
  package var notSeen = 0
}

extension FleetStore {
  /// How many devices of a filter there are of each kind, the most first; by age in whole years, the youngest first.
  ///
  /// - Returns: nil as the name where it is not known.
  package static func counts(
    by division: FleetDivision,
    _ filter: FleetFilter,
    on today: Day,
    in connection: Connection
  ) throws(DatabaseError) -> [(name: String?, count: Int)] {
    let condition = try filter.condition(in: connection)
    let groups = try connection.rows(
      """
      SELECT \(division.sql) AS word, count(*) FROM device WHERE \(condition.sql)
      GROUP BY word ORDER BY count(*) DESC, word
      """,
      values: condition.values
    ) { (row) in (name: row.optionalText(0), count: row.integer(1)) }
    return division == .age ? years(groups, on: today) : groups
  }

  /// Days of purchase as ages in whole years.
  private static func years(
    _ groups: [(name: String?, count: Int)],
    on today: Day
  ) -> [(name: String?, count: Int)] {
    var counts: [Int?: Int] = [:]
    for (name, count) in groups {
      var device = Device(serial: "")
      device.purchased = name.flatMap { Int($0) }.map(Day.init(number:))
      counts[device.months(on: today).map { $0 / 12 }, default: 0] += count
    }
    return counts.sorted { ($0.key ?? .max) < ($1.key ?? .max) }.map { years, count in
      (years.map(String.init), count)
    }
  }

  /// What is out of the ordinary among the devices of a filter.
  ///
  /// - Parameter seen: the moment, in milliseconds, after which whatever is in use was in touch.
  package static func oddities(
    _ filter: FleetFilter,
    seen: Int,
    in connection: Connection
  ) throws(DatabaseError) -> FleetOddities {
    let condition = try filter.condition(in: connection)
    return try connection.rows(
      """
      SELECT count(*), total(isShared), total(ownership = 'personal'), total(user IS NULL),
        total(purchased IS NULL), total(coalesce(lastSeen < ?, 1))
      FROM device WHERE \(condition.sql)
      """,
      values: [.integer(seen)] + condition.values
    ) { (row) in
      FleetOddities(
        devices: row.integer(0),
        shared: row.integer(1),
        personal: row.integer(2),
        withoutUser: row.integer(3),
        unknownAge: row.integer(4),
        notSeen: row.integer(5)
      )
    }.first ?? FleetOddities()
  }

  /// Who uses devices of a filter, and how many, in order of their sign-in names.
  package static func users(
    _ filter: FleetFilter,
    in connection: Connection
  ) throws(DatabaseError) -> [(signIn: String, count: Int)] {
    let condition = try filter.condition(in: connection)
    return try connection.rows(
      """
      SELECT user, count(*) FROM device WHERE user IS NOT NULL AND (\(condition.sql))
      GROUP BY user ORDER BY user
      """,
      values: condition.values
    ) { (row) in (signIn: row.text(0), count: row.integer(1)) }
  }

  /// Puts the devices of a filter that will have to be renewed into a plan.
  package static func plan(
    _ plan: FleetPlan,
    _ filter: FleetFilter,
    in connection: Connection
  ) throws(DatabaseError) -> FleetPlan {
    var plan = plan
    let condition = try filter.condition(in: connection)
    _ = try connection.rows(
      """
      SELECT municipality, model, purchased, endOfLife, count(*) FROM device
      WHERE stage IN ('inUse', 'offered') AND ownership <> 'personal' AND (\(condition.sql))
      GROUP BY municipality, model, purchased, endOfLife
      """,
      values: condition.values
    ) { (row) in
      plan.add(
        row.integer(4),
        model: row.optionalText(1),
        municipality: row.optionalText(0),
        purchased: row.optionalInteger(2).map(Day.init(number:)),
        endOfLife: row.optionalInteger(3).map(Day.init(number:))
      )
    }
    return plan
  }
}

extension FleetDivision {
  fileprivate var sql: String {
    switch self {
    case .age: "CAST(purchased AS TEXT)"
    case .model, .municipality, .unit, .readiness, .stage: rawValue
    case .health:
      """
      CASE WHEN bootSeconds > 60 OR blueScreens >= 3 OR freeGigabytes < 10 THEN 'poor'
        WHEN coalesce(bootSeconds, blueScreens, freeGigabytes) IS NULL THEN NULL ELSE 'good' END
      """
    }
  }
}
