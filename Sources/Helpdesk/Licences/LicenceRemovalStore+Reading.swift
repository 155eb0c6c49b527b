package import Foundation
package import Ground
package import Storage
package import WorkingTime

extension LicenceRemovalStore {
  /// What a task has written down, oldest first.
  package static func rows(
    key: String,
    in connection: Connection
  ) throws(DatabaseError) -> [LicenceRemoval] {
    try select("key = ?", .text(key), in: connection)
  }

  /// What was taken from somebody, by their id in Entra, oldest first.
  package static func rows(
    user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [LicenceRemoval] {
    try select("user = ?", .text(user), in: connection)
  }

  /// What was taken from somebody, by their id in the directory, oldest first.
  package static func rows(
    person: String,
    in connection: Connection
  ) throws(DatabaseError) -> [LicenceRemoval] {
    try select("person = ?", .text(person), in: connection)
  }

  /// What was taken in a campaign, oldest first.
  package static func rows(
    campaign: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [LicenceRemoval] {
    try select("campaign = ?", .integer(campaign), in: connection)
  }

  /// The next rows after a number, of all or of one campaign, in order.
  package static func rows(
    after number: Int,
    campaign: Int? = nil,
    limit: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [LicenceRemoval] {
    try connection.rows(
      """
      SELECT \(columns) FROM licenceRemoval
      WHERE number > ?1 AND (?2 IS NULL OR campaign = ?2) ORDER BY number LIMIT ?3
      """,
      .integer(number),
      SQLValue(campaign),
      .integer(limit),
      read: removal
    )
  }

  /// How many licences were written down to be taken on a day, in all campaigns; not those that came to nothing.
  package static func planned(
    on day: Day,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.rows(
      """
      SELECT count(*) FROM licenceRemoval WHERE day = ? AND status NOT IN ('cancelled', 'failed')
      """,
      .integer(day.number)
    ) { (row) in row.integer(0) }.first ?? 0
  }

  /// What was freed in a month in a municipality, and not given back.
  package struct Total: Sendable, Hashable {
    /// Such as `2026-11`, by the clock in Oslo.
    package var month: String
    /// In lower case; nil for none.
    package var municipality: String?
    package var licences: Int
    /// Øre a month, of those that have a price.
    package var øre: Int
  }

  /// What was freed from one moment up to and not with another, by month and municipality; nil for no bound.
  ///
  /// - Parameter campaign: only what was freed in that one.
  package static func totals(
    from start: Date? = nil,
    to end: Date? = nil,
    campaign: Int? = nil,
    in connection: Connection
  ) throws(DatabaseError) -> [Total] {
    let freed = try connection.rows(
      """
      SELECT ended, municipality, øre FROM licenceRemoval
      WHERE status IN ('done', 'undoing') AND (?1 IS NULL OR ended >= ?1)
        AND (?2 IS NULL OR ended < ?2) AND (?3 IS NULL OR campaign = ?3)
      """,
      SQLValue(start?.milliseconds),
      SQLValue(end?.milliseconds),
      SQLValue(campaign)
    ) { (row) in (time: row.date(0), municipality: row.optionalText(1), øre: row.optionalInteger(2))
    }
    struct Place: Hashable {
      var month: String
      var municipality: String?
    }
    var totals: [Place: Total] = [:]
    for row in freed {
      let month = String(OsloClock.reading(row.time).day.text.prefix(7))
      let place = Place(month: month, municipality: row.municipality)
      let none = Total(month: month, municipality: row.municipality, licences: 0, øre: 0)
      totals[place, default: none].licences += 1
      totals[place, default: none].øre += row.øre ?? 0
    }
    return totals.values.sorted {
      ($0.month, $0.municipality ?? "") < ($1.month, $1.municipality ?? "")
    }
  }

  private static func select(
    _ condition: StaticString,
    _ value: SQLValue,
    in connection: Connection
  ) throws(DatabaseError) -> [LicenceRemoval] {
    try connection.rows(
      "SELECT \(columns) FROM licenceRemoval WHERE \(condition) ORDER BY number",
      value,
      read: removal
    )
  }

  private static let columns: StaticString = """
    number, key, user, person, municipality, product, sku, disabledPlans, groupId, groupName,
    given, øre, decision, decidedBy, campaign, execution, status, because, planned, sent, ended,
    undone, undoneBy
    """

  private static func removal(_ row: borrowing Row) throws(DatabaseError) -> LicenceRemoval {
    let way = row.optionalText(8).map {
      LicenceRemoval.Way.group(id: $0, name: row.optionalText(9) ?? $0)
    }
    var removal = LicenceRemoval(
      key: row.text(1),
      user: row.text(2),
      product: row.text(5),
      sku: row.text(6),
      disabledPlans: (try row.json(7).array ?? []).compactMap(\.string),
      way: way ?? .direct,
      decision: try row.word(12),
      planned: row.date(18)
    )
    removal.number = row.integer(0)
    removal.person = row.optionalText(3)
    removal.municipality = row.optionalText(4)
    removal.given = row.optionalDate(10)
    removal.øre = row.optionalInteger(11)
    removal.decidedBy = row.optionalText(13)
    removal.campaign = row.optionalInteger(14)
    removal.execution = row.optionalText(15)
    removal.status = try row.word(16)
    removal.because = row.optionalText(17)
    removal.sent = row.optionalDate(19)
    removal.ended = row.optionalDate(20)
    removal.undone = row.optionalDate(21)
    removal.undoneBy = row.optionalText(22)
    return removal
  }
}

/// How long they are kept, and what there is of one person.
extension LicenceRemovalStore {
  /// Lets go, a stretch at a time, of what ended before `time`.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    try connection.sweep(
      "licenceRemoval",
      after: row,
      where: "status NOT IN ('planned', 'undoing') AND coalesce(undone, ended, planned) < ?1",
      .integer(time.milliseconds)
    )
  }

  /// What was taken from `person`, or by their decision, oldest first.
  package static func export(
    of person: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try connection.rows(
      """
      SELECT \(columns) FROM licenceRemoval WHERE person = ?1 OR decidedBy = ?1 OR undoneBy = ?1
      ORDER BY number
      """,
      .text(person),
      read: removal
    ).map(\.json)
  }

  /// Keeps what was taken without the person, so that what was saved still counts; nothing of it can be undone.
  package static func anonymise(
    _ person: String,
    as pseudonym: String,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      UPDATE licenceRemoval SET person = ?2, user = ?2, execution = NULL,
        because = CASE status WHEN 'planned' THEN 'erased' ELSE because END,
        status = CASE status WHEN 'planned' THEN 'cancelled' ELSE status END
      WHERE person = ?1
      """,
      .text(person),
      .text(pseudonym)
    )
    for column in ["decidedBy", "undoneBy"] {
      try connection.run(
        "UPDATE licenceRemoval SET \(column) = ?2 WHERE \(column) = ?1",
        .text(person),
        .text(pseudonym)
      )
    }
  }
}
