internal import CSQLite

/// One open SQLite file, with its prepared statements; owned by one ``Database`` and used from its thread only.
@safe
package final class Connection {
  let handle: OpaquePointer
  /// What has been compiled, by how long its text is: that tells nearly all of them apart.
  private var statements: [[Statement]] = []

  /// Opens the file at `path`, making it where it is missing; `:memory:` for one that is nowhere.
  ///
  /// The journal is a write-ahead log, every commit reaches the disk (`synchronous=FULL`), and what is deleted is
  /// overwritten (`secure_delete=ON`, which was measured to cost nothing).
  package convenience init(path: String) throws(DatabaseError) {
    try self.init(opening: path)
    try run("PRAGMA journal_mode = WAL")
    try run("PRAGMA synchronous = FULL")
    try run("PRAGMA foreign_keys = ON")
    try run("PRAGMA secure_delete = ON")
    // A page that many commits have changed is copied into the database once, not every thousand pages of log.
    _ = try rows("PRAGMA wal_autocheckpoint = 8000") { (row) in row.integer(0) }
  }

  /// Opens the file at `path`, which is there, to read only: nothing is asked of it that needs a lock.
  convenience init(reading path: String) throws(DatabaseError) {
    try self.init(opening: path)
    try run("PRAGMA query_only = ON")
  }

  private init(opening path: String) throws(DatabaseError) {
    Self.configure
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    // A file in memory, of its own: SQLite's `:memory:` has every page in the cache, and looks through all of them in
    // nearly every commit.
    let isNowhere = path == ":memory:"
    let status =
      isNowhere
      ? unsafe sqlite3_open_v2("nowhere", &opened, flags, "memdb")
      : unsafe sqlite3_open_v2(path, &opened, flags, nil)
    guard status == SQLITE_OK, let opened = unsafe opened else {
      let message = unsafe String(cString: sqlite3_errstr(status))
      _ = unsafe sqlite3_close_v2(opened)
      throw DatabaseError(code: status, message: "\(message): \(path)")
    }
    unsafe handle = unsafe opened
    _ = unsafe sqlite3_busy_timeout(handle, 5_000)
    _ = unsafe sqlite3_extended_result_codes(handle, 1)
    if isNowhere {
      // Else a gibibyte.
      var most = Int64.max
      _ = unsafe sqlite3_file_control(handle, nil, SQLITE_FCNTL_SIZE_LIMIT, &most)
    }
    // In KiB where it is negative; what every message touches stays in memory.
    try run("PRAGMA cache_size = -8000")
  }

  /// What the library must be told once, before anything else.
  private static let configure: Void = {
    _ = rakel_do_not_count_memory()
    // With SQLite's 64 KiB most commits of a busy server wrote a file that nobody ever read.
    _ = rakel_keep_savepoints_in_memory(512 << 10)
  }()

  deinit {
    for statement in statements.joined() { _ = unsafe sqlite3_finalize(statement.handle) }
    _ = unsafe sqlite3_close_v2(handle)
  }

  /// Runs one statement for its effect and gives how many rows it changed.
  @discardableResult
  package func run(_ sql: String, _ values: SQLValue...) throws(DatabaseError) -> Int {
    try run(sql, values: values)
  }

  /// See ``run(_:_:)``.
  @discardableResult
  package func run(_ sql: String, values: [SQLValue]) throws(DatabaseError) -> Int {
    try step(sql, values) { (_) throws(DatabaseError) in }
    return unsafe Int(sqlite3_changes64(handle))
  }

  /// Runs one statement and gives what `read` makes of each row.
  package func rows<Value>(
    _ sql: String,
    _ values: SQLValue...,
    read: (borrowing Row) throws(DatabaseError) -> Value
  ) throws(DatabaseError) -> [Value] {
    try rows(sql, values: values, read: read)
  }

  /// See ``rows(_:_:read:)``.
  package func rows<Value>(
    _ sql: String,
    values: [SQLValue],
    read: (borrowing Row) throws(DatabaseError) -> Value
  ) throws(DatabaseError) -> [Value] {
    var found: [Value] = []
    try step(sql, values) { (row) throws(DatabaseError) in found.append(try read(row)) }
    return found
  }

  /// Runs `body` in one transaction: all of it is kept, or, where it throws, none.
  @discardableResult
  package func transaction<Value>(
    _ body: (Connection) throws(DatabaseError) -> Value
  ) throws(DatabaseError) -> Value {
    try begin()
    do {
      let value = try body(self)
      try commit()
      return value
    } catch {
      rollBack()
      throw error
    }
  }

  /// Begins a transaction that writes.
  func begin() throws(DatabaseError) { try run("BEGIN IMMEDIATE") }

  /// Keeps what has been written since ``begin()``; where that fails, none of it.
  func commit() throws(DatabaseError) {
    do { try run("COMMIT") } catch {
      rollBack()
      throw error
    }
  }

  /// Keeps nothing of what has been written since ``begin()``.
  func rollBack() { if isInTransaction { _ = try? run("ROLLBACK") } }

  /// Whether a transaction is open; a fault such as a full disk may have ended it.
  var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  /// Reads everything as it was at one moment.
  func snapshot<Value>(
    _ body: (Connection) throws(DatabaseError) -> Value
  ) throws(DatabaseError) -> Value {
    try run("BEGIN")
    defer { _ = try? run("COMMIT") }
    return try body(self)
  }

  /// Runs `body` so that, where it throws, what it did is undone and the transaction around it goes on.
  @discardableResult
  package func savepoint<Value>(
    _ body: (Connection) throws(DatabaseError) -> Value
  ) throws(DatabaseError) -> Value {
    try run("SAVEPOINT part")
    do {
      let value = try body(self)
      try run("RELEASE part")
      return value
    } catch {
      // A full disk may have ended the whole transaction, and then there is nothing to go back to.
      _ = try? run("ROLLBACK TO part")
      _ = try? run("RELEASE part")
      throw error
    }
  }

  /// Looks through the whole file for damage (`PRAGMA quick_check`); a second for some 200 MB.
  ///
  /// - Throws: what it found first, as damage.
  package func check() throws(DatabaseError) {
    let found = try rows("PRAGMA quick_check(1)") { (row) in row.text(0) }
    guard found == ["ok"] else {
      throw DatabaseError(code: SQLITE_CORRUPT, message: found.first ?? "nothing can be read")
    }
  }

  /// Whether the log is written into the database when the last connection to it is closed; it is, unless told otherwise.
  package func setLogIsKept(_ isKept: Bool) {
    _ = unsafe rakel_checkpoint_on_close(handle, isKept ? 0 : 1)
  }

  /// The row that was inserted last.
  package var lastRow: Int { unsafe Int(sqlite3_last_insert_rowid(handle)) }

  private func step(
    _ sql: String,
    _ values: [SQLValue],
    row: (borrowing Row) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    let statement = try unsafe prepared(sql)
    // What is not given is null, whatever was bound before.
    if unsafe values.count < Int(sqlite3_bind_parameter_count(statement)) {
      _ = unsafe sqlite3_clear_bindings(statement)
    }
    defer {
      _ = unsafe sqlite3_reset(statement)
      // The room of what was bound is used again; that of a long value is not held for the next one.
      if values.contains(where: \.isLong) { _ = unsafe sqlite3_clear_bindings(statement) }
    }
    for (index, value) in values.enumerated() {
      guard unsafe bind(value, to: Int32(index + 1), of: statement) == SQLITE_OK else {
        throw fault(sql)
      }
    }
    while true {
      switch unsafe sqlite3_step(statement) {
      case SQLITE_ROW: try row(unsafe Row(statement))
      case SQLITE_DONE: return
      default: throw fault(sql)
      }
    }
  }

  private func bind(_ value: SQLValue, to index: Int32, of statement: OpaquePointer) -> Int32 {
    switch value {
    case .null: unsafe sqlite3_bind_null(statement, index)
    case .integer(let integer): unsafe sqlite3_bind_int64(statement, index, Int64(integer))
    case .real(let real): unsafe sqlite3_bind_double(statement, index, real)
    case .text(var text):
      text.withUTF8 { (bytes) in
        unsafe rakel_bind_text(statement, index, bytes.baseAddress, Int32(bytes.count))
      }
    case .utf8(let bytes): unsafe rakel_bind_text(statement, index, bytes, Int32(bytes.count))
    case .blob(let bytes): unsafe rakel_bind_blob(statement, index, bytes, Int32(bytes.count))
    }
  }

  /// The statement for `sql`, compiled once; SQL is ours and constant, so the cache stays small.
  private func prepared(_ sql: String) throws(DatabaseError) -> OpaquePointer {
    let length = sql.utf8.count
    if length < statements.count, let known = statements[length].first(where: { $0.sql == sql }) {
      return unsafe known.handle
    }
    var compiled: OpaquePointer?
    let status = unsafe sqlite3_prepare_v3(
      handle,
      sql,
      -1,
      UInt32(SQLITE_PREPARE_PERSISTENT),
      &compiled,
      nil
    )
    guard status == SQLITE_OK, let compiled = unsafe compiled else { throw fault(sql) }
    while statements.count <= length { statements.append([]) }
    statements[length].append(unsafe Statement(sql: sql, handle: compiled))
    return unsafe compiled
  }

  func fault(_ sql: String) -> DatabaseError {
    unsafe DatabaseError(
      code: sqlite3_extended_errcode(handle),
      message: String(cString: sqlite3_errmsg(handle)),
      sql: sql
    )
  }
}

/// A statement's text and what was compiled from it.
@safe
private struct Statement {
  let sql: String
  let handle: OpaquePointer
}
