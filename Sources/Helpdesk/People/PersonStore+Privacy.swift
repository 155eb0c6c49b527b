package import Foundation
package import Ground
package import People
package import Storage

/// What somebody may see of it, and have deleted.
extension PersonStore {
  /// What the directory of the tenant has of the account.
  package static func export(
    of entra: EntraID,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    let account = SQLValue.text(entra.description)
    let rows = try connection.rows(
      """
      SELECT id, name, signIn, role, municipality, unit, leader, absence, facts
      FROM person WHERE entra = ?
      """,
      account
    ) { (row) throws(DatabaseError) -> JSON in
      [
        "account": .string(entra.description), "id": .string(row.text(0)),
        "name": .string(row.text(1)), "signIn": .text(row.optionalText(2)),
        "role": .string(row.text(3)), "municipality": .text(row.optionalText(4)),
        "unit": .text(row.optionalText(5)), "leader": .text(row.optionalText(6)),
        "absence": .text(row.optionalText(7)), "read": try row.json(8),
      ]
    }
    let past = try connection.rows(
      "SELECT id, gone FROM personPast WHERE entra = ? ORDER BY gone",
      account
    ) { (row) -> JSON in ["id": .string(row.text(0)), "gone": .moment(row.date(1))] }
    let erased = try connection.rows(
      "SELECT erased FROM personErased WHERE entra = ?",
      account
    ) { (row) -> JSON in
      ["account": .string(entra.description), "erased": .moment(row.date(0))]
    }
    return rows + past + erased
  }

  /// Lets go of somebody, and notes that no sync brings them back.
  package static func erase(
    _ entra: EntraID,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    let account = SQLValue.text(entra.description)
    for table in ["person", "personStaged", "personPast"] {
      try connection.run("DELETE FROM \(table) WHERE entra = ?", account)
    }
    try connection.run("UPDATE person SET leader = NULL WHERE leader = ?", account)
    try connection.run(
      "INSERT OR IGNORE INTO personErased (entra, erased) VALUES (?, ?)",
      account,
      .integer(now.milliseconds)
    )
    try noteChange(in: connection)
  }

  /// Lets go of the ids of those who have been gone since before `time`, a stretch at a time.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    try connection.sweep("personPast", after: row, where: "gone < ?", .integer(time.milliseconds))
  }
}
