/// A call to SQLite failed.
///
/// The values of the statement are not kept: they may be somebody's words.
package struct DatabaseError: Error, Sendable, Hashable, CustomStringConvertible {
  /// SQLite's extended result code (https://sqlite.org/rescode.html).
  package var code: Int32
  /// SQLite's own words.
  package var message: String
  /// The statement, without its values; empty where there was none.
  package var sql: String

  package init(code: Int32, message: String, sql: String = "") {
    self.code = code
    self.message = message
    self.sql = sql
  }

  package var description: String {
    let statement = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return "SQLite error \(code): \(message)" + (statement.isEmpty ? "" : " in «\(statement)»")
  }

  /// Whether the file is no database or a damaged one (SQLITE_CORRUPT, SQLITE_NOTADB).
  package var isDamage: Bool { code & 0xFF == 11 || code & 0xFF == 26 }

  /// Whether nothing can be written for now, whatever it is: a full disk, a lock, no memory, a failing device, damage
  /// (SQLITE_BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB).
  package var isOutage: Bool { [5, 6, 7, 8, 9, 10, 11, 13, 14, 26].contains(code & 0xFF) }
}
