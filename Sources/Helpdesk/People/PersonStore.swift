package import Foundation
internal import Ground
package import People
package import Storage

/// The people of a tenant, as the last sync left them, and what a sync has read so far.
///
/// All functions take part in the caller's transaction.
package enum PersonStore {
  /// What a sync finds out of somebody, beside their account and their id.
  static let facts = [
    "name", "signIn", "role", "municipality", "unit", "leader", "absence", "leaves", "groups",
    "facts",
  ]

  /// The layout of this store's tables; only ever added to.
  package static let layout = Layout(
    "person",
    Migration(
      """
      CREATE TABLE person (
        entra TEXT PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        signIn TEXT,
        role TEXT NOT NULL,
        municipality TEXT,
        unit TEXT,
        leader TEXT,
        absence TEXT,
        leaves INTEGER,
        groups INTEGER NOT NULL,
        facts TEXT NOT NULL
      ) STRICT
      """,
      // What has been read, and has not become anything yet.
      """
      CREATE TABLE personStaged (
        entra TEXT PRIMARY KEY,
        isRemoved INTEGER NOT NULL DEFAULT 0,
        isWhole INTEGER NOT NULL DEFAULT 1,
        isJudged INTEGER NOT NULL DEFAULT 0,
        isLed INTEGER NOT NULL DEFAULT 0,
        wish TEXT,
        name TEXT,
        signIn TEXT,
        role TEXT,
        municipality TEXT,
        unit TEXT,
        leader TEXT,
        absence TEXT,
        leaves INTEGER,
        groups INTEGER,
        facts TEXT
      ) STRICT
      """,
      """
      CREATE TABLE personReading (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        begun INTEGER NOT NULL,
        source TEXT NOT NULL,
        rules TEXT NOT NULL,
        isFull INTEGER NOT NULL,
        cursor TEXT,
        changes TEXT
      ) STRICT
      """,
      """
      CREATE TABLE personSync (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        finished INTEGER NOT NULL,
        source TEXT NOT NULL,
        rules TEXT NOT NULL,
        changes TEXT NOT NULL
      ) STRICT
      """,
      // Counts what others must notice: a sync, somebody erased.
      "CREATE TABLE personVersion (only INTEGER PRIMARY KEY CHECK (only = 1), number INTEGER NOT NULL) STRICT",
      "INSERT INTO personVersion (only, number) VALUES (1, 0)",
      // Whom no sync may bring back.
      "CREATE TABLE personErased (entra TEXT PRIMARY KEY, erased INTEGER NOT NULL) STRICT",
      // Whose id nobody else may get: what is kept under it is theirs.
      """
      CREATE TABLE personPast (
        id TEXT PRIMARY KEY, entra TEXT NOT NULL, gone INTEGER NOT NULL
      ) STRICT
      """,
      "CREATE INDEX personPastOfAccount ON personPast (entra)"
    )
  )

  /// A number that grows whenever anything of it changes; nil in a file in which there are no such tables yet.
  package static func version(in connection: Connection) throws(DatabaseError) -> Int? {
    let table = try connection.rows(
      "SELECT 1 FROM sqlite_schema WHERE name = 'personVersion'"
    ) { (row) in row.integer(0) }
    guard !table.isEmpty else { return nil }
    return try connection.rows("SELECT number FROM personVersion") { (row) in row.integer(0) }.first
  }

  static func noteChange(in connection: Connection) throws(DatabaseError) {
    try connection.run("UPDATE personVersion SET number = number + 1")
  }

  /// Everybody, for the directory; nobody in a file in which there are no such tables yet.
  package static func table(in connection: Connection) throws(DatabaseError) -> PeopleTable {
    guard try version(in: connection) != nil else { return PeopleTable() }
    var maker = PeopleTable.Maker(expecting: try count(in: connection))
    var (bytes, ends): ([UInt8], [Int]) = ([], [])
    let width = PeopleTable.Column.allCases.count
    _ = try connection.rows("SELECT \(columns) FROM person") { (row) in
      bytes.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
      for column in 0..<width {
        row.append(column, to: &bytes)
        ends.append(bytes.count)
      }
      maker.add(bytes, ends: ends)
    }
    return maker.table()
  }

  /// How many there are.
  package static func count(in connection: Connection) throws(DatabaseError) -> Int {
    try connection.rows("SELECT count(*) FROM person") { (row) in row.integer(0) }.first ?? 0
  }

  private static let columns =
    PeopleTable.Column.allCases.map { "\($0)" }.joined(separator: ", ")

  private static func person(_ row: borrowing Row) throws(DatabaseError) -> PeopleTable.Entry? {
    guard let entra = EntraID(row.text(7)) else { return nil }
    let user = User(
      id: row.text(0),
      name: row.text(1),
      // What a newer Rakel wrote is as good as nothing.
      role: Role(rawValue: row.text(3)) ?? .unknown,
      municipality: row.optionalText(4),
      signIn: row.optionalText(2),
      unit: row.optionalText(5),
      absence: row.optionalText(6).flatMap { Absence($0) }
    )
    return PeopleTable.Entry(
      entra: entra,
      user: user,
      leader: row.optionalText(8).flatMap { EntraID($0) }
    )
  }

  /// Somebody as the last sync left them, with what is kept of their account.
  package struct Kept: Sendable, Hashable {
    package let entry: PeopleTable.Entry
    package let account: Account
    package let groups: PersonRules.Memberships
  }

  /// Whoever has that account; nil where nobody has.
  package static func find(
    _ entra: EntraID,
    in connection: Connection
  ) throws(DatabaseError) -> Kept? {
    try connection.rows(
      "SELECT \(columns), facts, groups FROM person WHERE entra = ?",
      .text(entra.description)
    ) { (row) throws(DatabaseError) -> Kept? in
      guard let entry = try person(row) else { return nil }
      return Kept(
        entry: entry,
        account: Account(entra, kept: try row.json(9)),
        groups: PersonRules.Memberships(bitPattern: Int64(row.integer(10)))
      )
    }.first ?? nil
  }

  /// Who has which role, in numbers.
  package static func roles(in connection: Connection) throws(DatabaseError) -> [Role: Int] {
    let counts = try connection.rows("SELECT role, count(*) FROM person GROUP BY role") { (row) in
      (Role(rawValue: row.text(0)) ?? .unknown, row.integer(1))
    }
    return Dictionary(counts, uniquingKeysWith: +)
  }

  /// When the last sync was finished, and what it went by; nil where there was none.
  package static func lastSync(in connection: Connection) throws(DatabaseError) -> PersonSync? {
    try connection.rows("SELECT finished, source, rules, changes FROM personSync") { (row) in
      PersonSync(
        finished: row.date(0),
        source: row.text(1),
        rules: row.text(2),
        changes: row.text(3)
      )
    }.first
  }
}

/// A sync that was finished.
package struct PersonSync: Sendable, Hashable {
  package let finished: Date
  /// Whose people they are: tenant and application.
  package let source: String
  /// The digest of the rules.
  package let rules: String
  /// From where later changes are read.
  package let changes: String
}
