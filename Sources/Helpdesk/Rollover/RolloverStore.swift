package import Foundation
internal import Ground
package import Storage

/// The exchanges that go on, and what has happened in each.
///
/// A machine is in one exchange at a time, which is a constraint of the table.
///
/// All functions take part in the caller's transaction.
package enum RolloverStore {
  /// The layout of this store's tables; only ever added to.
  package static let layout = Layout(
    "rollover",
    Migration(
      """
      CREATE TABLE rolloverRun (
        execution TEXT PRIMARY KEY,
        campaign INTEGER NOT NULL,
        serial TEXT NOT NULL,
        user TEXT NOT NULL,
        registered TEXT,
        begun INTEGER NOT NULL,
        last TEXT,
        ended INTEGER
      ) STRICT
      """,
      "CREATE UNIQUE INDEX rolloverRunOfDevice ON rolloverRun (serial) WHERE ended IS NULL",
      "CREATE INDEX rolloverRunOfUser ON rolloverRun (user)",
      "CREATE INDEX rolloverRunOfCampaign ON rolloverRun (campaign, serial) WHERE ended IS NULL",
      """
      CREATE TABLE rolloverStep (
        id INTEGER PRIMARY KEY,
        campaign INTEGER NOT NULL,
        serial TEXT NOT NULL,
        execution TEXT NOT NULL,
        user TEXT,
        step TEXT NOT NULL,
        detail TEXT,
        time INTEGER NOT NULL,
        key TEXT NOT NULL UNIQUE
      ) STRICT
      """,
      "CREATE INDEX rolloverStepOfCampaign ON rolloverStep (campaign, serial)",
      "CREATE INDEX rolloverStepOfUser ON rolloverStep (user) WHERE user IS NOT NULL"
    ),
    Migration("ALTER TABLE rolloverRun ADD COLUMN standing TEXT")
  )

  // MARK: Runs

  /// Writes down that an exchange has begun, once per execution; false where the machine is in another.
  package static func begin(
    _ run: RolloverRun,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try connection.run(
      """
      INSERT INTO rolloverRun (execution, campaign, serial, user, registered, begun)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """,
      .text(run.execution),
      .integer(run.campaign),
      .text(run.serial),
      .text(run.user),
      SQLValue(run.registered),
      .integer(run.begun.milliseconds)
    )
    let active = try self.run(ofDevice: run.serial, in: connection)
    return active?.execution == run.execution
  }

  /// Writes down that an exchange has ended; the machine may be in another from now on.
  package static func end(
    _ execution: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "UPDATE rolloverRun SET ended = ? WHERE execution = ? AND ended IS NULL",
      .integer(time.milliseconds),
      .text(execution)
    )
  }

  /// Keeps what an exchange knows of how it stands, so that nobody is told of it twice.
  package static func setStanding(
    _ standing: String,
    of execution: String,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "UPDATE rolloverRun SET standing = ?1 WHERE execution = ?2 AND standing IS NOT ?1",
      .text(standing),
      .text(execution)
    )
  }

  /// The exchange that an execution takes on; nil where it is none.
  package static func run(
    _ execution: String,
    in connection: Connection
  ) throws(DatabaseError) -> RolloverRun? {
    try connection.rows(
      "SELECT \(runColumns) FROM rolloverRun WHERE execution = ?",
      .text(execution),
      read: run
    ).first
  }

  /// The exchange that a machine is in; nil where it is in none.
  package static func run(
    ofDevice serial: String,
    in connection: Connection
  ) throws(DatabaseError) -> RolloverRun? {
    try connection.rows(
      "SELECT \(runColumns) FROM rolloverRun WHERE serial = ? AND ended IS NULL",
      .text(serial),
      read: run
    ).first
  }

  /// The exchanges that go on for somebody, the oldest first.
  package static func runs(
    ofUser user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [RolloverRun] {
    try connection.rows(
      """
      SELECT \(runColumns) FROM rolloverRun WHERE user = ? AND ended IS NULL ORDER BY begun, serial
      """,
      .text(user),
      read: run
    )
  }

  /// The exchanges of a campaign that go on, by serial number; at most so many of those after `serial`.
  package static func runs(
    campaign: Int,
    after serial: String = "",
    limit: Int = 1_000,
    in connection: Connection
  ) throws(DatabaseError) -> [RolloverRun] {
    try connection.rows(
      """
      SELECT \(runColumns) FROM rolloverRun
      WHERE campaign = ? AND serial > ? AND ended IS NULL ORDER BY serial LIMIT ?
      """,
      .integer(campaign),
      .text(serial),
      .integer(limit),
      read: run
    )
  }

  // MARK: Steps

  /// Writes down what has happened, once per key; false where the key had been there before.
  @discardableResult
  package static func step(
    _ step: RolloverStep,
    key: String,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    let added = try connection.run(
      """
      INSERT INTO rolloverStep (campaign, serial, execution, user, step, detail, time, key)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
      """,
      .integer(step.campaign),
      .text(step.serial),
      .text(step.execution),
      SQLValue(step.user),
      .text(step.kind.rawValue),
      SQLValue(step.detail),
      .integer(step.time.milliseconds),
      .text(key)
    )
    guard added > 0 else { return false }
    try connection.run(
      "UPDATE rolloverRun SET last = ? WHERE execution = ?",
      .text(step.kind.rawValue),
      .text(step.execution)
    )
    return true
  }

  /// What has happened in a campaign, in order.
  package static func steps(
    campaign: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [RolloverStep] {
    try connection.rows(
      "SELECT \(stepColumns) FROM rolloverStep WHERE campaign = ? ORDER BY id",
      .integer(campaign),
      read: step
    )
  }

  /// What has happened with a machine in a campaign, in order.
  package static func steps(
    campaign: Int,
    serial: String,
    in connection: Connection
  ) throws(DatabaseError) -> [RolloverStep] {
    try connection.rows(
      "SELECT \(stepColumns) FROM rolloverStep WHERE campaign = ? AND serial = ? ORDER BY id",
      .integer(campaign),
      .text(serial),
      read: step
    )
  }

  static let runColumns =
    "execution, campaign, serial, user, registered, begun, last, ended, standing"

  static func run(_ row: borrowing Row) throws(DatabaseError) -> RolloverRun {
    RolloverRun(
      execution: row.text(0),
      campaign: row.integer(1),
      serial: row.text(2),
      user: row.text(3),
      registered: row.optionalText(4),
      begun: row.date(5),
      last: row.optionalText(6) == nil ? nil : try row.word(6),
      ended: row.optionalDate(7),
      standing: row.optionalText(8)
    )
  }

  static let stepColumns = "campaign, serial, execution, user, step, detail, time"

  static func step(_ row: borrowing Row) throws(DatabaseError) -> RolloverStep {
    RolloverStep(
      try row.word(4),
      campaign: row.integer(0),
      serial: row.text(1),
      execution: row.text(2),
      user: row.optionalText(3),
      detail: row.optionalText(5),
      at: row.date(6)
    )
  }
}
