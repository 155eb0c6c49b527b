internal import Foundation
package import Ground
package import Storage
internal import WorkingTime

extension FleetStore {
  /// The devices that a filter means, in order; at most `limit` after the first `offset`.
  package static func candidates(
    _ filter: FleetFilter,
    by order: FleetFilter.Order = .age,
    isReversed: Bool = false,
    limit: Int = .max,
    in connection: Connection
  ) throws(DatabaseError) -> [Device] {
    var found: [Device] = []
    try each(filter, by: order, isReversed: isReversed, limit: limit, in: connection) {
      found.append($0)
    }
    return found
  }

  /// Hands out the devices that a filter means, one at a time and in order, so that a million need no memory.
  package static func each(
    _ filter: FleetFilter,
    by order: FleetFilter.Order = .age,
    isReversed: Bool = false,
    limit: Int = .max,
    in connection: Connection,
    _ body: (Device) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    let condition = try filter.condition(in: connection)
    _ = try connection.rows(
      """
      SELECT \(columns) FROM device WHERE \(condition.sql)
      ORDER BY \(order.sql(isReversed: isReversed, filter)) LIMIT ?
      """,
      values: condition.values + [.integer(limit)]
    ) { (row) throws(DatabaseError) in try body(device(row)) }
  }

  /// The units, or models, that any source ever named, in order.
  package static func terms(
    _ kind: String,
    in connection: Connection
  ) throws(DatabaseError) -> [String] {
    try connection.rows("SELECT term FROM fleetTerm WHERE kind = ? ORDER BY term", .text(kind)) {
      (row) in row.text(0)
    }
  }

  /// The devices that a word of the staff means: a serial number, a tag, or a name.
  package static func named(
    _ word: String,
    in connection: Connection
  ) throws(DatabaseError) -> [Device] {
    if let device = try find(word.uppercased(), in: connection) { return [device] }
    return try connection.rows(
      """
      SELECT \(columns) FROM device
      WHERE name = ?1 COLLATE NOCASE OR assetTag = ?1 COLLATE NOCASE
      ORDER BY isGone, serial LIMIT 20
      """,
      .text(word),
      read: device
    )
  }
}

extension FleetFilter.Order {
  fileprivate func sql(isReversed: Bool, _ filter: FleetFilter) -> String {
    let down = isReversed ? " DESC" : ""
    return switch self {
    // Plainly, so that the index has them in order.
    case .age where filter.grounds.needsAge: "purchased\(down), serial"
    case .age: "purchased IS NULL, purchased\(down), serial"
    case .serial: "serial\(down)"
    case .name: "name IS NULL, name\(down), serial"
    case .model: "model IS NULL, model\(down), serial"
    case .municipality: "municipality IS NULL, municipality\(down), serial"
    case .unit: "unit IS NULL, unit\(down), serial"
    case .user: "user IS NULL, user\(down), serial"
    case .seen: "lastSeen IS NOT NULL, lastSeen\(down), serial"
    }
  }
}

extension FleetStore {
  /// What each source said last of a device, by the names of the facts; what it did not say is left out.
  package static func reports(
    of serial: String,
    in connection: Connection
  ) throws(DatabaseError) -> [(source: FleetSource, isGone: Bool, facts: JSONObject)] {
    try connection.rows(
      """
      SELECT source, kind, isGone, \(FleetFact.columns("deviceReport.")) FROM deviceReport
      JOIN fleetSource ON fleetSource.name = source WHERE serial = ? ORDER BY source
      """,
      .text(serial)
    ) { (row) throws(DatabaseError) in
      var facts = JSONObject()
      for (index, fact) in FleetFact.allCases.enumerated() {
        switch row[index + 3] {
        case .null, .utf8, .blob: break
        case .integer(let number): facts[fact.rawValue] = fact.json(number)
        case .real(let number): facts[fact.rawValue] = .double(number)
        case .text(let text): facts[fact.rawValue] = .string(text)
        }
      }
      return (FleetSource(row.text(0), try row.word(1)), row.integer(2) != 0, facts)
    }
  }
}

extension FleetFact {
  /// A stored number as people read it.
  fileprivate func json(_ number: Int) -> JSON {
    switch self {
    case .purchased, .warrantyEnds, .endOfLife: .string(Day(number: number).text)
    case .lastSeen: .string(Date(milliseconds: number).rfc3339)
    case .isShared: .bool(number != 0)
    default: .integer(number)
    }
  }
}
