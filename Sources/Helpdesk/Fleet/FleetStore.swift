package import Foundation
package import Storage
internal import WorkingTime

/// The fleet inventory.
///
/// All functions take part in the caller's transaction.
package enum FleetStore {
  /// The layout of this store's table; only ever added to.
  package static let layout = Layout(
    "fleet",
    Migration(
      """
      CREATE TABLE device (
        serial TEXT PRIMARY KEY,
        name TEXT,
        assetTag TEXT,
        manufacturer TEXT,
        model TEXT,
        purchased INTEGER,
        warrantyEnds INTEGER,
        endOfLife INTEGER,
        municipality TEXT,
        unit TEXT,
        user TEXT,
        ownership TEXT NOT NULL,
        isShared INTEGER NOT NULL,
        readiness TEXT NOT NULL,
        bootSeconds REAL,
        blueScreens INTEGER,
        freeGigabytes REAL,
        lastSeen INTEGER,
        stage TEXT NOT NULL,
        isGone INTEGER NOT NULL DEFAULT 0,
        changed INTEGER NOT NULL
      ) STRICT
      """,
      "CREATE INDEX deviceOfUser ON device (user) WHERE user IS NOT NULL"
    ),
    Migration(
      // What each source said last, so that what one stops to tell takes nothing from another.
      """
      CREATE TABLE deviceReport (
        serial TEXT NOT NULL,
        source TEXT NOT NULL,
        name TEXT,
        assetTag TEXT,
        manufacturer TEXT,
        model TEXT,
        purchased INTEGER,
        warrantyEnds INTEGER,
        endOfLife INTEGER,
        municipality TEXT,
        unit TEXT,
        user TEXT,
        ownership TEXT,
        isShared INTEGER,
        readiness TEXT,
        bootSeconds REAL,
        blueScreens INTEGER,
        freeGigabytes REAL,
        lastSeen INTEGER,
        isGone INTEGER NOT NULL,
        import INTEGER NOT NULL,
        PRIMARY KEY (serial, source)
      ) STRICT, WITHOUT ROWID
      """,
      "CREATE TABLE fleetSource (name TEXT PRIMARY KEY, kind TEXT NOT NULL) STRICT",
      """
      CREATE TABLE fleetImport (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source TEXT NOT NULL,
        time INTEGER NOT NULL,
        user TEXT,
        rows INTEGER NOT NULL,
        isComplete INTEGER NOT NULL
      ) STRICT
      """,
      // Every unit and model there ever was: patterns are tried on these few, not on a million devices.
      """
      CREATE TABLE fleetTerm (kind TEXT NOT NULL, term TEXT NOT NULL, PRIMARY KEY (kind, term))
      STRICT, WITHOUT ROWID
      """,
      """
      CREATE INDEX deviceInUse ON device (municipality, purchased, serial)
      WHERE stage = 'inUse' AND isGone = 0
      """
    )
  )

  /// The indexes as the last step leaves them, which an import of most devices drops and makes again.
  static let indexes = [
    (
      name: "deviceOfUser", sql: "CREATE INDEX deviceOfUser ON device (user) WHERE user IS NOT NULL"
    ),
    (
      name: "deviceInUse",
      sql: """
      CREATE INDEX deviceInUse ON device (municipality, purchased, serial)
      WHERE stage = 'inUse' AND isGone = 0
      """
    ),
  ]

  /// The columns that ``device(_:)`` reads, in its order.
  ///
  /// Days are stored as their ``WorkingTime/Day/number``.
  package static let columns = """
    serial, name, assetTag, manufacturer, model, purchased, warrantyEnds, endOfLife, municipality,
    unit, user, ownership, isShared, readiness, bootSeconds, blueScreens, freeGigabytes, lastSeen,
    stage
    """

  /// The device of that serial number, also where sources no longer know it; nil where there never was one.
  package static func find(
    _ serial: String,
    in connection: Connection
  ) throws(DatabaseError) -> Device? {
    try connection.rows(
      "SELECT \(columns) FROM device WHERE serial = ?",
      .text(serial),
      read: device
    ).first
  }

  /// Whether no source knows the device any longer, or there never was one.
  package static func isGone(
    _ serial: String,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try connection.rows("SELECT isGone FROM device WHERE serial = ?", .text(serial)) { (row) in
      row.integer(0) != 0
    }.first ?? true
  }

  /// The devices of whoever signs in with that name, in order of their serial numbers.
  package static func devices(
    ofUser signIn: String,
    in connection: Connection
  ) throws(DatabaseError) -> [Device] {
    try connection.rows(
      "SELECT \(columns) FROM device WHERE user = ? AND isGone = 0 ORDER BY serial",
      .text(signIn),
      read: device
    )
  }

  /// Puts a device into the inventory as it is, though no source tells of it.
  package static func add(
    _ device: Device,
    isGone: Bool = false,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO device (\(columns), isGone, changed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      .text(device.serial),
      SQLValue(device.name),
      SQLValue(device.assetTag),
      SQLValue(device.manufacturer),
      SQLValue(device.model),
      SQLValue(device.purchased?.number),
      SQLValue(device.warrantyEnds?.number),
      SQLValue(device.endOfLife?.number),
      SQLValue(device.municipality),
      SQLValue(device.unit),
      SQLValue(device.user),
      .text(device.ownership.rawValue),
      .integer(device.isShared ? 1 : 0),
      .text(device.readiness.rawValue),
      device.health.bootSeconds.map(SQLValue.real) ?? .null,
      SQLValue(device.health.blueScreens),
      device.health.freeGigabytes.map(SQLValue.real) ?? .null,
      SQLValue(device.lastSeen?.milliseconds),
      .text(device.stage.rawValue),
      .integer(isGone ? 1 : 0),
      .integer(time.milliseconds)
    )
  }

  /// Takes a device on to that stage.
  ///
  /// - Returns: ``Change/missing`` where there is no such device.
  @discardableResult
  package static func move(
    _ serial: String,
    to stage: Device.Stage,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Change {
    let changed = try connection.run(
      "UPDATE device SET stage = ?, changed = ? WHERE serial = ?",
      .text(stage.rawValue),
      .integer(time.milliseconds),
      .text(serial)
    )
    return changed > 0 ? .made : .missing
  }

  /// A row of ``columns``.
  package static func device(_ row: borrowing Row) throws(DatabaseError) -> Device {
    var device = Device(serial: row.text(0))
    device.name = row.optionalText(1)
    device.assetTag = row.optionalText(2)
    device.manufacturer = row.optionalText(3)
    device.model = row.optionalText(4)
    device.purchased = row.optionalInteger(5).map(Day.init(number:))
    device.warrantyEnds = row.optionalInteger(6).map(Day.init(number:))
    device.endOfLife = row.optionalInteger(7).map(Day.init(number:))
    device.municipality = row.optionalText(8)
    device.unit = row.optionalText(9)
    device.user = row.optionalText(10)
    device.ownership = try row.word(11)
    device.isShared = row.integer(12) != 0
    device.readiness = try row.word(13)
    device.health = Device.Health(
      bootSeconds: row.optionalReal(14),
      blueScreens: row.optionalInteger(15),
      freeGigabytes: row.optionalReal(16)
    )
    device.lastSeen = row.optionalDate(17)
    device.stage = try row.word(18)
    return device
  }
}
