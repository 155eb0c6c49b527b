internal import Foundation
internal import Ground
internal import Storage

extension Row {
  /// The column as JSON, which this module wrote.
  borrowing func json(_ index: Int) throws(DatabaseError) -> JSON {
    do throws(JSONError) { return try JSON(parsing: blob(index)) } catch {
      // SQLITE_CORRUPT: whatever stands there, no Rakel wrote it.
      throw DatabaseError(code: 11, message: "stored JSON cannot be read: \(error)")
    }
  }

  /// The column as a whole number, nil for null.
  borrowing func optionalInteger(_ index: Int) -> Int? {
    if case .integer(let value) = self[index] { value } else { nil }
  }

  /// The column as a moment, from milliseconds since 1970.
  borrowing func date(_ index: Int) -> Date {
    Date(timeIntervalSince1970: Double(integer(index)) / 1000)
  }
}

extension Date {
  /// Whole milliseconds since 1970, as tables keep them.
  var milliseconds: Int { Int((timeIntervalSince1970 * 1000).rounded()) }
}
