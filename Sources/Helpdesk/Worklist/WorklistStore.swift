internal import Foundation
internal import Ground
package import Storage

/// The worklist of the IT staff.
///
/// All functions take part in the caller's transaction.
package enum WorklistStore {
  /// The layout of this store's tables; only ever added to.
  package static let layout = Layout(
    "worklist",
    Migration(
      """
      CREATE TABLE workItem (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        kind TEXT NOT NULL,
        details TEXT NOT NULL,
        municipality TEXT,
        device TEXT,
        user TEXT,
        due INTEGER,
        caseNumber INTEGER,
        flow TEXT,
        execution TEXT,
        token TEXT,
        status TEXT NOT NULL,
        claimedBy TEXT,
        doneBy TEXT,
        doneNote TEXT,
        created INTEGER NOT NULL,
        changed INTEGER NOT NULL
      ) STRICT
      """,
      "CREATE INDEX workItemByStatus ON workItem (status, number)",
      "CREATE INDEX workItemOfExecution ON workItem (execution) WHERE execution IS NOT NULL",
      "CREATE INDEX workItemThatAnswers ON workItem (token) WHERE token IS NOT NULL",
      """
      CREATE TABLE workNote (
        id INTEGER PRIMARY KEY,
        number INTEGER NOT NULL REFERENCES workItem (number),
        author TEXT NOT NULL,
        time INTEGER NOT NULL,
        text TEXT NOT NULL
      ) STRICT
      """,
      "CREATE INDEX noteOfWorkItem ON workNote (number, id)"
    ),
    Migration(
      "CREATE INDEX workItemOfCase ON workItem (caseNumber) WHERE caseNumber IS NOT NULL"
    ),
    // What the technicians' day and the measuring of their work need.
    Migration(
      "ALTER TABLE workItem ADD COLUMN place TEXT",
      "ALTER TABLE workItem ADD COLUMN facts TEXT",
      "ALTER TABLE workItem ADD COLUMN claimed INTEGER",
      "ALTER TABLE workItem ADD COLUMN done INTEGER"
    )
  )

  /// The item of that number; nil where there is none.
  package static func find(
    _ number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> WorkItem? {
    try connection.rows(
      "SELECT \(columns) FROM workItem WHERE number = ?",
      .integer(number),
      read: read
    ).first
  }

  /// The items that a filter lets through: those due first, first, then the oldest.
  package static func items(
    _ filter: WorklistFilter,
    in connection: Connection
  ) throws(DatabaseError) -> [WorkItem] {
    try connection.rows(
      """
      SELECT \(columns) FROM workItem
      WHERE (?1 IS NULL OR municipality = ?1)
        AND (?2 IS NULL OR flow = ?2)
        AND (?3 IS NULL OR kind = ?3)
        AND (?4 IS NULL OR created <= ?4)
        AND status IN (SELECT value FROM json_each(?5))
        AND (?7 IS NULL OR place IN (SELECT value FROM json_each(?7)))
        AND (?11 IS NULL OR substr(place, 1, length(?11)) = ?11)
        AND (?8 IS NULL OR claimedBy = ?8)
        AND (?9 IS NULL OR due >= ?9) AND (?10 IS NULL OR due < ?10)
      ORDER BY due IS NULL, due, number LIMIT ?6
      """,
      SQLValue(filter.municipality?.municipalityKey),
      SQLValue(filter.flow),
      SQLValue(filter.kind),
      SQLValue(filter.createdBefore?.milliseconds),
      .json(.array(filter.statuses.map { .string($0.rawValue) })),
      .integer(filter.limit),
      SQLValue(
        filter.places.isEmpty ? nil : JSON.array(filter.places.sorted().map(JSON.string)).text
      ),
      SQLValue(filter.claimedBy),
      SQLValue(filter.dueFrom?.milliseconds),
      SQLValue(filter.dueBefore?.milliseconds),
      SQLValue(filter.place),
      read: read
    )
  }

  /// The notes on an item, the oldest first.
  package static func notes(
    on number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [Note] {
    try connection.rows(
      "SELECT author, time, text FROM workNote WHERE number = ? ORDER BY id",
      .integer(number)
    ) { (row) in Note(by: row.text(0), at: row.date(1), row.text(2)) }
  }

  /// The columns that ``read(_:)`` reads, in its order.
  static let columns = """
    number, title, kind, details, municipality, device, user, due, place, facts, caseNumber, flow,
    execution, token, status, claimedBy, claimed, doneBy, doneNote, done, created, changed
    """

  static func read(_ row: borrowing Row) throws(DatabaseError) -> WorkItem {
    WorkItem(
      number: row.integer(0),
      order: WorkOrder(
        title: row.text(1),
        kind: row.text(2),
        details: row.text(3),
        municipality: row.optionalText(4),
        device: row.optionalText(5),
        user: row.optionalText(6),
        due: row.optionalDate(7),
        place: row.optionalText(8),
        facts: (try row.json(9).array ?? []).compactMap(WorkOrder.Fact.init),
        caseNumber: row.optionalInteger(10),
        flow: row.optionalText(11),
        execution: row.optionalText(12),
        token: row.optionalText(13)
      ),
      status: try row.word(14),
      claimedBy: row.optionalText(15),
      claimed: row.optionalDate(16),
      doneBy: row.optionalText(17),
      doneNote: row.optionalText(18),
      done: row.optionalDate(19),
      created: row.date(20),
      changed: row.date(21)
    )
  }
}
