internal import Foundation
package import Storage

/// How what was staged gets into the inventory: the source's last words first, then what all sources make of them.
extension FleetStore {
  /// The sources that ever told something, in the order in which they are asked.
  package static func sources(in connection: Connection) throws(DatabaseError) -> [FleetSource] {
    try connection.rows("SELECT name, kind FROM fleetSource ORDER BY name") {
      (row) throws(DatabaseError) in FleetSource(row.text(0), try row.word(1))
    }
  }

  /// Notes an import, by whose number the reports are known that it changes.
  static func noteImport(
    _ source: FleetSource,
    rows: Int,
    isComplete: Bool,
    at time: Date,
    by user: String?,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.run(
      """
      INSERT INTO fleetSource (name, kind) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET kind = excluded.kind
      """,
      .text(source.name),
      .text(source.kind.rawValue)
    )
    try connection.run(
      "INSERT INTO fleetImport (source, time, user, rows, isComplete) VALUES (?, ?, ?, ?, ?)",
      .text(source.name),
      .integer(time.milliseconds),
      SQLValue(user),
      .integer(rows),
      .integer(isComplete ? 1 : 0)
    )
    return connection.lastRow
  }

  /// Of the devices that a source knew: how many there are, and how many are not among what was staged.
  static func missing(
    from source: String,
    in connection: Connection
  ) throws(DatabaseError) -> FleetChanges.Refusal {
    try connection.rows(
      """
      SELECT count(*), coalesce(sum(serial NOT IN (SELECT serial FROM incoming)), 0)
      FROM deviceReport WHERE source = ? AND isGone = 0
      """,
      .text(source)
    ) { (row) in FleetChanges.Refusal(missing: row.integer(1), known: row.integer(0)) }.first
      ?? FleetChanges.Refusal(missing: 0, known: 0)
  }

  /// Takes what was staged for the source's last words, and gives how many of them are new or others than before.
  static func report(
    from source: String,
    import number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    let count = try connection.run(reporting, .text(source), .integer(number))
    try connection.run("INSERT OR IGNORE INTO fleetTerm SELECT kind, term FROM incomingTerm")
    return count
  }

  private static let reporting = """
    INSERT INTO deviceReport (serial, source, \(FleetFact.columns()), isGone, import)
    SELECT serial, ?1, \(FleetFact.columns()), 0, ?2 FROM incoming WHERE isHeld = 0 ORDER BY serial
    ON CONFLICT (serial, source) DO UPDATE SET
      \(FleetFact.allCases.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")),
      isGone = 0, import = excluded.import
    WHERE deviceReport.isGone
      OR (\(FleetFact.columns("deviceReport."))) IS NOT (\(FleetFact.columns("excluded.")))
    """

  /// Takes what was not staged for gone from the source; nobody else's word on it changes.
  static func forget(
    from source: String,
    import number: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      UPDATE deviceReport SET isGone = 1, import = ?2
      WHERE source = ?1 AND isGone = 0 AND serial NOT IN (SELECT serial FROM incoming)
      """,
      .text(source),
      .integer(number)
    )
  }

  /// Makes the devices that an import touches what all their sources say, and gives how many that changes.
  ///
  /// How far a device is on its way out is not the sources' to say.
  static func join(
    import number: Int,
    from source: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    let sources = try sources(in: connection)
    return try connection.run(
      joining(sources.map(\.kind)),
      values: [.text(source), .integer(number), .integer(time.milliseconds)]
        + sources.map { .text($0.name) }
    )
  }

  /// - Parameter kinds: those of all sources, whose names are bound from the fourth value on.
  private static func joining(_ kinds: [FleetSource.Kind]) -> String {
    let rows = kinds.enumerated().map { (alias: "s\($0.offset)", kind: $0.element) }
    let joins = rows.indices.map { index in
      """
      LEFT JOIN deviceReport s\(index) ON s\(index).serial = t.serial
        AND s\(index).source = ?\(index + 4) AND s\(index).isGone = 0
      """
    }
    let isKnown = rows.map { "\($0.alias).serial IS NOT NULL" }.joined(separator: " OR ")
    return """
      INSERT INTO device (serial, \(FleetFact.columns()), stage, isGone, changed)
      SELECT t.serial, \(FleetFact.allCases.map { $0.value(from: rows) }.joined(separator: ", ")),
        'inUse', 0, ?3
      FROM deviceReport t \(joins.joined(separator: " "))
      WHERE t.source = ?1 AND t.import = ?2 AND (\(isKnown))
      ON CONFLICT (serial) DO UPDATE SET
        \(FleetFact.allCases.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")),
        isGone = 0, changed = excluded.changed
      WHERE device.isGone
        OR (\(FleetFact.columns("device."))) IS NOT (\(FleetFact.columns("excluded.")))
      """
  }

  /// Marks the devices that no source knows any longer; what is known of them stays.
  static func markGone(
    import number: Int,
    from source: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.run(
      """
      UPDATE device SET isGone = 1, changed = ?3
      WHERE isGone = 0 AND serial IN (
        SELECT serial FROM deviceReport WHERE source = ?1 AND import = ?2 AND isGone = 1
      ) AND NOT EXISTS (
        SELECT 1 FROM deviceReport other WHERE other.serial = device.serial AND other.isGone = 0
      )
      """,
      .text(source),
      .integer(number),
      .integer(time.milliseconds)
    )
  }

  /// Drops the indexes of devices that imports change.
  static func dropIndexes(in connection: Connection) throws(DatabaseError) {
    for index in indexes { try connection.run("DROP INDEX \(index.name)") }
  }

  /// Makes them again.
  static func makeIndexes(in connection: Connection) throws(DatabaseError) {
    for index in indexes { try connection.run(index.sql) }
  }

  /// How many devices sources know.
  static func knownCount(in connection: Connection) throws(DatabaseError) -> Int {
    try connection.rows("SELECT count(*) FROM device WHERE isGone = 0") { (row) in row.integer(0) }
      .first ?? 0
  }

  /// The first serial numbers that an import touches.
  static func touched(
    import number: Int,
    isGone: Bool,
    limit: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [String] {
    try connection.rows(
      "SELECT serial FROM deviceReport WHERE import = ? AND isGone = ? ORDER BY serial LIMIT ?",
      .integer(number),
      .integer(isGone ? 1 : 0),
      .integer(limit)
    ) { (row) in row.text(0) }
  }
}
