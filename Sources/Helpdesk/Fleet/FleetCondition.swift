internal import Foundation
internal import Ground
internal import Storage
internal import WorkingTime

/// One test of a filter as SQL makes it.
struct FleetCondition {
  /// Never null: what is not known fits not.
  var sql: String
  /// What is bound, in the order of the marks.
  var values: [SQLValue] = []
}

extension FleetFilter {
  /// All tests that matter to this filter, in one.
  func condition(in connection: Connection) throws(DatabaseError) -> FleetCondition {
    var all: [FleetCondition] = []
    func add(_ condition: FleetCondition?) { if let condition { all.append(condition) } }
    add(place)
    add(isGone.map { FleetCondition(sql: "isGone = \($0 ? 1 : 0)") })
    add(stage)
    add(
      isPersonal.map { FleetCondition(sql: "ownership \($0 ? "=" : "<>") 'personal'") }
    )
    add(isShared.map { FleetCondition(sql: "isShared = \($0 ? 1 : 0)") })
    add(hasUser.map { FleetCondition(sql: "user IS \($0 ? "NOT " : "")NULL") })
    add(user.map { FleetCondition(sql: "user IS ?", values: [.text($0.lowercased())]) })
    add(try Self.fits("unit", units, in: connection))
    add(try Self.fits("model", models, in: connection))
    add(seenSince.map { Self.compared("lastSeen", ">=", .integer($0.milliseconds)) })
    add(
      notSeenSince.map {
        FleetCondition(sql: "coalesce(lastSeen < ?, 1)", values: [.integer($0.milliseconds)])
      }
    )
    // Said of itself, so that the index in order of purchase serves.
    if grounds.needsAge { add(FleetCondition(sql: "purchased IS NOT NULL")) }
    add(grounds.condition)
    return FleetCondition(
      sql: all.isEmpty ? "1" : all.map { "(\($0.sql))" }.joined(separator: " AND "),
      values: all.flatMap(\.values)
    )
  }

  private var place: FleetCondition? {
    guard
      var place = Self.isOne("municipality", of: municipalities.map(\.municipalityKey))
    else { return nil }
    if takesUnknownPlace { place.sql = "municipality IS NULL OR \(place.sql)" }
    return place
  }

  /// Written out, for an index of part of the table serves only what can be seen to be in that part.
  private var stage: FleetCondition? {
    if stages.isEmpty { return nil }
    let words = stages.map { "'\($0.rawValue)'" }.sorted()
    return FleetCondition(
      sql: words.count == 1 ? "stage = \(words[0])" : "stage IN (\(words.joined(separator: ", ")))"
    )
  }

  private static func isOne(_ column: String, of words: [String]) -> FleetCondition? {
    if words.isEmpty { return nil }
    if words.count == 1 { return FleetCondition(sql: "\(column) IS ?", values: [.text(words[0])]) }
    // Never null: what is not there is none of them.
    return FleetCondition(
      sql: "coalesce(\(column) IN (SELECT value FROM json_each(?)), 0)",
      values: [list(words)]
    )
  }

  /// The names that are known are few; the patterns are tried on them and not on every device.
  private static func fits(
    _ column: String,
    _ globs: [Glob],
    in connection: Connection
  ) throws(DatabaseError) -> FleetCondition? {
    if globs.isEmpty { return nil }
    let terms = try FleetStore.terms(column, in: connection)
      .filter { term in globs.contains { $0.matches(term) } }
    return FleetCondition(
      sql: "coalesce(\(column) IN (SELECT value FROM json_each(?)), 0)",
      values: [list(terms)]
    )
  }

  fileprivate static func list(_ words: [String]) -> SQLValue {
    .json(.array(words.sorted().map(JSON.string)))
  }

  fileprivate static func compared(
    _ column: String,
    _ comparison: String,
    _ value: SQLValue
  ) -> FleetCondition {
    FleetCondition(sql: "coalesce(\(column) \(comparison) ?, 0)", values: [value])
  }
}

extension FleetFilter.Grounds {
  /// Whether a device of unknown age cannot hold, whatever else is known of it.
  var needsAge: Bool {
    purchasedBefore != nil && !takesUnknownAge
      && (!isAnyEnough || endOfLife == nil && readiness.isEmpty)
  }

  private var endOfLife: FleetCondition? {
    if endOfLifeFrom == nil && endOfLifeBefore == nil { return nil }
    return FleetCondition(
      sql: "coalesce(endOfLife >= ? AND endOfLife < ?, 0)",
      values: [
        .integer(endOfLifeFrom?.number ?? -10_000_000),
        .integer(endOfLifeBefore?.number ?? 10_000_000),
      ]
    )
  }

  fileprivate var condition: FleetCondition? {
    let age = purchasedBefore.map { day in
      var age = FleetFilter.compared("purchased", "<", .integer(day.number))
      if takesUnknownAge { age.sql = "(purchased IS NULL OR \(age.sql))" }
      return age
    }
    let ready =
      readiness.isEmpty
      ? nil
      : FleetCondition(
        sql: "readiness IN (SELECT value FROM json_each(?))",
        values: [FleetFilter.list(readiness.map(\.rawValue))]
      )
    let all = [age, endOfLife, ready].compactMap(\.self)
    if all.isEmpty { return nil }
    return FleetCondition(
      sql: all.map(\.sql).joined(separator: isAnyEnough ? " OR " : " AND "),
      values: all.flatMap(\.values)
    )
  }
}
