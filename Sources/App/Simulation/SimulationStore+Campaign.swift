internal import Foundation
internal import Helpdesk
internal import Storage
internal import WorkingTime

extension SimulationStore {
  /// An item of the worklist: when it is to be done, and when it was.
  struct Work: Sendable {
    let kind: String
    let due: Day?
    let done: Day?
  }

  /// All items.
  static func work(in connection: Connection) throws(DatabaseError) -> [Work] {
    try connection.rows("SELECT kind, due, CASE status WHEN 'done' THEN changed END FROM workItem")
    {
      (row) in
      Work(
        kind: row.text(0).isEmpty ? "other" : row.text(0),
        due: row.optionalDate(1).map { OsloClock.reading($0).day },
        done: row.optionalDate(2).map { OsloClock.reading($0).day }
      )
    }
  }

  /// How many there were on each day of the wall's calendar.
  static func days(of count: Count, in connection: Connection) throws(DatabaseError) -> [Day: Int] {
    let moments = try connection.rows("SELECT moment FROM (\(count.moments))") { (row) in
      OsloClock.reading(row.date(0)).day
    }
    return Dictionary(moments.map { ($0, 1) }, uniquingKeysWith: +)
  }

  /// How many members were started on each day.
  static func notices(in connection: Connection) throws(DatabaseError) -> [Day: Int] {
    let moments = try connection.rows(
      "SELECT started FROM campaignMember WHERE started IS NOT NULL"
    ) { (row) in OsloClock.reading(row.date(0)).day }
    return Dictionary(moments.map { ($0, 1) }, uniquingKeysWith: +)
  }

  /// How many times are taken at each place on each day.
  static func taken(in connection: Connection) throws(DatabaseError) -> [String: [Day: Int]] {
    let rows = try connection.rows("SELECT place, start FROM reservation") { (row) in
      (row.text(0), OsloClock.reading(row.date(1)).day)
    }
    var taken: [String: [Day: Int]] = [:]
    for (place, day) in rows { taken[place, default: [:]][day, default: 0] += 1 }
    return taken
  }

  /// Where runs have failed and why, and how many did.
  static func failures(in connection: Connection) throws(DatabaseError) -> [(String, Int)] {
    try connection.rows(
      """
      SELECT flow || ', ' || state || ': ' || error || ' ' || substr(ifnull(cause, ''), 1, 200) AS why,
        count(*)
      FROM execution WHERE kind = 'run' AND error IS NOT NULL GROUP BY why ORDER BY why
      """
    ) { (row) in (row.text(0), row.integer(1)) }
  }
}
