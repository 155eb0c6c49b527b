internal import CSQLite

/// One row of a result, valid only while the closure that got it runs.
@safe
package struct Row: ~Copyable {
  private let statement: OpaquePointer

  init(_ statement: OpaquePointer) { unsafe self.statement = unsafe statement }

  /// The value in the column at `index`, from 0.
  package subscript(index: Int) -> SQLValue {
    let column = Int32(index)
    switch unsafe sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(integer(index))
    case SQLITE_FLOAT: return .real(real(index))
    case SQLITE_TEXT: return .text(text(index))
    case SQLITE_BLOB: return .blob(blob(index))
    default: return .null
    }
  }

  /// The column as a whole number; 0 for null (`sqlite3_column_int64`).
  package func integer(_ index: Int) -> Int {
    unsafe Int(sqlite3_column_int64(statement, Int32(index)))
  }

  /// The column as a whole number, nil for null.
  package func optionalInteger(_ index: Int) -> Int? {
    isNull(index) ? nil : integer(index)
  }

  /// The column as a floating-point number; 0 for null.
  package func real(_ index: Int) -> Double {
    unsafe sqlite3_column_double(statement, Int32(index))
  }

  /// The column as a floating-point number, nil for null.
  package func optionalReal(_ index: Int) -> Double? {
    isNull(index) ? nil : real(index)
  }

  /// The column as text; empty for null.
  package func text(_ index: Int) -> String {
    unsafe String(decoding: bytes(index), as: UTF8.self)
  }

  /// The column as text, nil for null.
  package func optionalText(_ index: Int) -> String? {
    isNull(index) ? nil : text(index)
  }

  /// The column's bytes; empty for null.
  package func blob(_ index: Int) -> [UInt8] { unsafe Array(bytes(index)) }

  /// Appends the column's bytes, none for null: where many rows are read, without a value for each column.
  package func append(_ index: Int, to all: inout [UInt8]) {
    unsafe all.append(contentsOf: bytes(index))
  }

  /// Whether the column is null.
  package func isNull(_ index: Int) -> Bool {
    unsafe sqlite3_column_type(statement, Int32(index)) == SQLITE_NULL
  }

  /// The column's bytes where SQLite keeps them: until the statement goes on.
  private func bytes(_ index: Int) -> UnsafeRawBufferPointer {
    let column = Int32(index)
    // Asked for before how many they are, as a value that has to be converted first is so by this.
    let start = unsafe sqlite3_column_blob(statement, column)
    let count = unsafe Int(sqlite3_column_bytes(statement, column))
    return unsafe UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
  }
}
