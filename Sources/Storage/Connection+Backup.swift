internal import CSQLite

extension Connection {
  /// Copies the database, as it is at one moment, over that of `copy`, and leaves the copy in one file.
  ///
  /// SQLite's online backup (https://sqlite.org/backup.html) in one step: others read and write meanwhile, and nothing that
  /// they do is in the copy by half.
  package func backup(to copy: Connection) throws(DatabaseError) {
    try copy.run("PRAGMA journal_mode = DELETE")
    guard let backup = unsafe sqlite3_backup_init(copy.handle, "main", handle, "main") else {
      throw copy.fault("")
    }
    let status = unsafe sqlite3_backup_step(backup, -1)
    _ = unsafe sqlite3_backup_finish(backup)
    guard status == SQLITE_DONE else {
      throw unsafe DatabaseError(code: status, message: String(cString: sqlite3_errstr(status)))
    }
    // The copy says of itself what the original does: that it has a log beside it.
    try copy.run("PRAGMA journal_mode = DELETE")
  }

  /// Puts what is in the log into the database, and leaves it in one file until it is opened again.
  ///
  /// - Throws: where another process has it open.
  package func foldLog() throws(DatabaseError) {
    try run("PRAGMA wal_checkpoint(TRUNCATE)")
    let mode = try rows("PRAGMA journal_mode = DELETE") { (row) in row.text(0) }
    guard mode == ["delete"] else { throw DatabaseError(code: SQLITE_BUSY, message: "in use") }
  }

  /// Puts what is in the log into the database and empties the log; false where somebody's reading keeps it from that.
  func emptyLog() throws(DatabaseError) -> Bool {
    // Most of it is done while others write; the rest holds them up, and gives way rather than wait.
    try run("PRAGMA wal_checkpoint(PASSIVE)")
    _ = unsafe sqlite3_busy_timeout(handle, 50)
    defer { _ = unsafe sqlite3_busy_timeout(handle, 5_000) }
    return try rows("PRAGMA wal_checkpoint(TRUNCATE)") { (row) in row.integer(0) } == [0]
  }

  /// Whether this is a database of Rakel's, of whatever version.
  package func hasLayouts() throws(DatabaseError) -> Bool {
    let table = try rows("SELECT 1 FROM sqlite_schema WHERE name = 'layout'") { (row) in true }
    let version = try rows("PRAGMA user_version") { (row) in row.integer(0) }
    return !table.isEmpty || version == [1]
  }
}
