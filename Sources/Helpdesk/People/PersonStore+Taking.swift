internal import Foundation
internal import Ground
internal import People
internal import Storage

/// How those who were read differ from those who are known, and how they take their place.
extension PersonStore {
  /// Which rows of `person` are to go.
  private static func gone(isFull: Bool) -> String {
    isFull
      ? "entra NOT IN (SELECT entra FROM personStaged WHERE isRemoved = 0)"
      : "entra IN (SELECT entra FROM personStaged WHERE isRemoved = 1)"
  }

  static func goneCount(isFull: Bool, in connection: Connection) throws(DatabaseError) -> Int {
    try connection.rows("SELECT count(*) FROM person WHERE \(gone(isFull: isFull))") { (row) in
      row.integer(0)
    }.first ?? 0
  }

  private static let known =
    "personStaged AS s JOIN person AS p USING (entra) WHERE s.isRemoved = 0"

  static func roleChanges(in connection: Connection) throws(DatabaseError) -> Int {
    try connection.rows("SELECT count(*) FROM \(known) AND p.role <> s.role") { (row) in
      row.integer(0)
    }.first ?? 0
  }

  /// Those whose role changes, and then those who are gone and new, in order of ids.
  static func samples(
    isFull: Bool,
    _ limit: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [PeopleChanges.Sample] {
    try connection.rows(
      """
      SELECT * FROM (
        SELECT 0 AS kind, p.id AS id, p.role, s.role FROM \(known) AND p.role <> s.role
        UNION ALL SELECT 1, id, role, NULL FROM person WHERE \(gone(isFull: isFull))
        UNION ALL SELECT 2, coalesce(wish, entra), NULL, role FROM personStaged
          WHERE isRemoved = 0 AND entra NOT IN (SELECT entra FROM person))
      ORDER BY kind, id LIMIT ?
      """,
      .integer(limit)
    ) { (row) in
      PeopleChanges.Sample(
        id: row.text(1),
        before: row.optionalText(2).flatMap(Role.init),
        after: row.optionalText(3).flatMap(Role.init)
      )
    }
  }

  static func removeGone(
    isFull: Bool,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    let gone = gone(isFull: isFull)
    try connection.run(
      "INSERT OR REPLACE INTO personPast (id, entra, gone) SELECT id, entra, ? FROM person WHERE \(gone)",
      .integer(now.milliseconds)
    )
    try connection.run("DELETE FROM person WHERE \(gone)")
  }

  /// Gives how many are others than they were.
  static func update(in connection: Connection) throws(DatabaseError) -> Int {
    let columns = facts.joined(separator: ", ")
    let set = facts.map { "\($0) = s.\($0)" }.joined(separator: ", ")
    let differ =
      "(\(facts.map { "s.\($0)" }.joined(separator: ", "))) IS NOT"
      + " (\(facts.map { "person.\($0)" }.joined(separator: ", ")))"
    return try connection.run(
      """
      UPDATE person SET \(set)
      FROM (SELECT entra, isRemoved, \(columns) FROM personStaged) AS s
      WHERE s.entra = person.entra AND s.isRemoved = 0 AND \(differ)
      """
    )
  }

  /// Gives how many are new; whose wished id is another's gets that of the account.
  static func insert(in connection: Connection) throws(DatabaseError) -> Int {
    let columns = facts.joined(separator: ", ")
    let strangers = try connection.rows(
      """
      SELECT entra, wish, (SELECT id FROM personPast AS o WHERE o.entra = n.entra ORDER BY gone DESC)
      FROM personStaged AS n
      WHERE isRemoved = 0 AND entra NOT IN (SELECT entra FROM person) ORDER BY entra
      """
    ) { (row) in (entra: row.text(0), wishes: [row.optionalText(2), row.optionalText(1)]) }
    for stranger in strangers {
      var id = stranger.entra
      for wish in stranger.wishes.compactMap(\.self) {
        if try isFree(wish, for: stranger.entra, in: connection) {
          id = wish
          break
        }
      }
      try connection.run(
        "INSERT INTO person (entra, id, \(columns)) SELECT entra, ?, \(columns) FROM personStaged WHERE entra = ?",
        .text(id),
        .text(stranger.entra)
      )
      // Who is back is not past any more.
      try connection.run("DELETE FROM personPast WHERE entra = ?", .text(stranger.entra))
    }
    return strangers.count
  }

  private static func isFree(
    _ id: String,
    for entra: String,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try connection.rows(
      """
      SELECT 1 FROM person WHERE id = ?1
      UNION ALL SELECT 1 FROM personPast WHERE id = ?1 AND entra <> ?2
      """,
      .text(id),
      .text(entra)
    ) { (row) in row.integer(0) }.isEmpty
  }

  static func note(_ sync: PersonSync, in connection: Connection) throws(DatabaseError) {
    try connection.run(
      "INSERT OR REPLACE INTO personSync (only, finished, source, rules, changes) VALUES (1, ?, ?, ?, ?)",
      .integer(sync.finished.milliseconds),
      .text(sync.source),
      .text(sync.rules),
      .text(sync.changes)
    )
  }
}
