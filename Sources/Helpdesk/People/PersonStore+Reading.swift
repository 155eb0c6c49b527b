package import Foundation
package import Ground
package import People
package import Storage

/// What a sync reads, page by page: it is on disk before the next page is asked for, and is nobody's yet.
extension PersonStore {
  /// The sync that is under way, or broke off; nil where there is none.
  package static func reading(in connection: Connection) throws(DatabaseError) -> PersonReading? {
    try connection.rows(
      "SELECT begun, source, rules, isFull, cursor, changes FROM personReading"
    ) { (row) in
      PersonReading(
        begun: row.date(0),
        source: row.text(1),
        rules: row.text(2),
        isFull: row.integer(3) != 0,
        cursor: row.optionalText(4),
        changes: row.optionalText(5)
      )
    }.first
  }

  /// Begins anew, and lets go of what was read before.
  package static func begin(
    _ reading: PersonReading,
    in connection: Connection
  ) throws(DatabaseError) {
    try forgetReading(in: connection)
    try connection.run(
      "INSERT INTO personReading (only, begun, source, rules, isFull, cursor) VALUES (1, ?, ?, ?, ?, ?)",
      .integer(reading.begun.milliseconds),
      .text(reading.source),
      .text(reading.rules),
      .integer(reading.isFull ? 1 : 0),
      SQLValue(reading.cursor)
    )
  }

  /// Goes on with what was read before, which is to be judged anew: groups may have changed.
  package static func goOn(in connection: Connection) throws(DatabaseError) {
    try connection.run("UPDATE personStaged SET isJudged = 0, isLed = leader IS NOT NULL")
  }

  /// Lets go of what was read.
  package static func forgetReading(in connection: Connection) throws(DatabaseError) {
    try connection.run("DELETE FROM personStaged")
    try connection.run("DELETE FROM personReading")
  }

  /// Takes a page, and notes where the next one is.
  ///
  /// - Parameter words: what is kept of accounts.
  package static func stage(
    _ changes: [AccountChange],
    keeping words: [AccountWord],
    _ reading: PersonReading,
    in connection: Connection
  ) throws(DatabaseError) {
    for change in changes {
      guard try !isErased(change.entra, in: connection) else { continue }
      switch change {
      case .removed(let entra): try stageRemoval(of: entra, in: connection)
      case .said(let entra, let item):
        let base = try base(of: entra, isFull: reading.isFull, in: connection)
        var account = base?.account ?? Account(entra)
        account.take(item, keeping: words)
        // Of changes only what is new may be said: a stranger has to be asked for.
        try stage(account, isWhole: base?.isWhole ?? reading.isFull, in: connection)
      }
    }
    try connection.run(
      "UPDATE personReading SET cursor = ?, changes = ?",
      SQLValue(reading.cursor),
      SQLValue(reading.changes)
    )
  }

  /// Those of whom not everything is known, in no order.
  package static func incomplete(
    _ limit: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [EntraID] {
    try connection.rows(
      "SELECT entra FROM personStaged WHERE isWhole = 0 AND isRemoved = 0 LIMIT ?",
      .integer(limit)
    ) { (row) in EntraID(row.text(0)) }.compactMap(\.self)
  }

  /// Takes an account that was asked for by itself; nil for one that is not there any more.
  package static func complete(
    _ entra: EntraID,
    _ item: JSON?,
    keeping words: [AccountWord],
    in connection: Connection
  ) throws(DatabaseError) {
    guard let item else { return try stageRemoval(of: entra, in: connection) }
    var account = Account(entra)
    account.take(item, keeping: words)
    try stage(account, isWhole: true, in: connection)
  }

  /// Puts those among the changed whom the tenant said nothing of, and who are others all the same: by the groups they
  /// are in, or because their last day has come.
  package static func stageUnsaid(
    _ memberships: [EntraID: PersonRules.Memberships],
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    let others = try connection.rows(
      """
      SELECT entra, groups, leaves <= ? AND absence IS NOT 'left' FROM person
      WHERE entra NOT IN (SELECT entra FROM personStaged)
      """,
      .integer(now.milliseconds)
    ) { (row) -> EntraID? in
      guard let entra = EntraID(row.text(0)) else { return nil }
      let groups = PersonRules.Memberships(bitPattern: Int64(row.integer(1)))
      return groups != memberships[entra] ?? 0 || row.integer(2) != 0 ? entra : nil
    }
    for entra in others.compactMap(\.self) {
      try connection.run(
        """
        INSERT INTO personStaged (entra, isLed, leader, facts)
        SELECT entra, role IN ('employee', 'leader', 'itstaff') AND absence IS NOT 'left', leader, facts
        FROM person WHERE entra = ?
        """,
        .text(entra.description)
      )
    }
  }

  /// What is known of an account so far, and whether it is all; nil for a stranger.
  private static func base(
    of entra: EntraID,
    isFull: Bool,
    in connection: Connection
  ) throws(DatabaseError) -> (account: Account, isWhole: Bool)? {
    func kept(
      _ sql: String
    ) throws(DatabaseError) -> (isRemoved: Bool, isWhole: Bool, facts: JSON)? {
      try connection.rows(sql, .text(entra.description)) { (row) throws(DatabaseError) in
        (row.integer(0) != 0, row.integer(1) != 0, try row.json(2))
      }.first
    }
    if let staged = try kept("SELECT isRemoved, isWhole, facts FROM personStaged WHERE entra = ?") {
      return staged.isRemoved ? nil : (Account(entra, kept: staged.facts), staged.isWhole)
    }
    // Whoever reads everybody wants nothing from before.
    guard !isFull, let known = try kept("SELECT 0, 1, facts FROM person WHERE entra = ?") else {
      return nil
    }
    return (Account(entra, kept: known.facts), true)
  }

  private static func stage(
    _ account: Account,
    isWhole: Bool,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "INSERT OR REPLACE INTO personStaged (entra, isWhole, facts) VALUES (?, ?, ?)",
      .text(account.entra.description),
      .integer(isWhole ? 1 : 0),
      .json(account.json)
    )
  }

  private static func stageRemoval(
    of entra: EntraID,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "INSERT OR REPLACE INTO personStaged (entra, isRemoved) VALUES (?, 1)",
      .text(entra.description)
    )
  }

  private static func isErased(
    _ entra: EntraID,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try connection.rows(
      "SELECT 1 FROM personErased WHERE entra = ?",
      .text(entra.description)
    ) { (row) in row.integer(0) }.first != nil
  }
}
