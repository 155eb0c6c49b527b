internal import Storage
internal import WorkingTime

/// What an import has read so far, in tables of the connection's own: nothing of it is in the file, and nobody else
/// sees it.
extension FleetStore {
  /// Makes the tables, or empties them.
  static func beginStaging(in connection: Connection) throws(DatabaseError) {
    for table in ["incoming", "incomingTerm"] {
      try connection.run("DROP TABLE IF EXISTS temp.\(table)")
    }
    try connection.run(
      """
      CREATE TEMP TABLE incoming (
        serial TEXT NOT NULL, file INTEGER NOT NULL, line INTEGER NOT NULL,
        isHeld INTEGER NOT NULL, \(FleetFact.columns())
      )
      """
    )
    try connection.run(
      "CREATE TEMP TABLE incomingTerm (kind TEXT, term TEXT, PRIMARY KEY (kind, term))"
    )
  }

  /// Puts a report aside whose facts have been judged.
  static func stage(
    _ report: DeviceReport,
    file: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      insertion,
      .text(report.serial),
      .integer(file),
      .integer(report.line),
      0,
      SQLValue(report.name),
      SQLValue(report.assetTag),
      SQLValue(report.manufacturer),
      SQLValue(report.model),
      SQLValue(report.purchased?.number),
      SQLValue(report.warrantyEnds?.number),
      SQLValue(report.endOfLife?.number),
      SQLValue(report.municipality),
      SQLValue(report.unit),
      SQLValue(report.user),
      SQLValue(report.ownership?.rawValue),
      SQLValue(report.isShared.map { $0 ? 1 : 0 }),
      SQLValue(report.readiness?.rawValue),
      report.health.bootSeconds.map(SQLValue.real) ?? .null,
      SQLValue(report.health.blueScreens),
      report.health.freeGigabytes.map(SQLValue.real) ?? .null,
      SQLValue(report.lastSeen?.milliseconds)
    )
  }

  private static let insertion = """
    INSERT INTO temp.incoming VALUES (?, ?, ?, ?\(FleetFact.allCases.map { _ in ", ?" }.joined()))
    """

  /// Says that the source has a device, of which a row could not be used.
  static func hold(_ serial: String, in connection: Connection) throws(DatabaseError) {
    try connection.run(
      "INSERT INTO temp.incoming (serial, file, line, isHeld) VALUES (?, 0, 0, 1)",
      .text(serial)
    )
  }

  static func stageTerm(
    _ term: String,
    kind: String,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "INSERT OR IGNORE INTO temp.incomingTerm VALUES (?, ?)",
      .text(kind),
      .text(term)
    )
  }

  /// Leaves of each serial number that is there more than once the row last in touch, or else the last row.
  ///
  /// - Returns: the first `limit` rows that were left out, and how many there were.
  static func dropDuplicates(
    showing limit: Int,
    in connection: Connection
  ) throws(DatabaseError) -> (shown: [FleetDuplicate], count: Int) {
    try connection.run("CREATE INDEX temp.incomingSerial ON incoming (serial)")
    try connection.run("DROP TABLE IF EXISTS temp.duplicate")
    try connection.run(
      """
      CREATE TEMP TABLE duplicate AS
      SELECT id, serial, file, line, keptFile, keptLine FROM (
        SELECT incoming.rowid AS id, serial, file, line, row_number() OVER newest AS place,
          first_value(file) OVER newest AS keptFile, first_value(line) OVER newest AS keptLine
        FROM incoming WHERE isHeld = 0 AND serial IN (
          SELECT serial FROM incoming WHERE isHeld = 0 GROUP BY serial HAVING count(*) > 1
        )
        WINDOW newest AS (
          PARTITION BY serial ORDER BY lastSeen DESC NULLS LAST, incoming.rowid DESC
        )
      ) WHERE place > 1
      """
    )
    try connection.run("DELETE FROM temp.incoming WHERE rowid IN (SELECT id FROM duplicate)")
    let shown = try connection.rows(
      "SELECT serial, file, line, keptFile, keptLine FROM duplicate ORDER BY id LIMIT ?",
      .integer(limit)
    ) { (row) in
      FleetDuplicate(
        serial: row.text(0),
        file: row.integer(1),
        line: row.integer(2),
        keptFile: row.integer(3),
        keptLine: row.integer(4)
      )
    }
    let count = try connection.rows("SELECT count(*) FROM duplicate") { (row) in row.integer(0) }
    return (shown, count.first ?? 0)
  }
}
