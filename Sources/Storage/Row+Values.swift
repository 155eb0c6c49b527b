package import Foundation
package import Ground

/// What tables keep in columns of other types: JSON as text, words, and moments as milliseconds since 1970 (UTC).
extension Row {
  /// The column as JSON; nil for null.
  package borrowing func optionalJSON(_ index: Int) throws(DatabaseError) -> JSON? {
    guard !isNull(index) else { return nil }
    do throws(JSONError) { return try JSON(parsing: blob(index)) } catch {
      throw Self.unreadable("JSON: \(error)")
    }
  }

  /// The column as JSON; `.null` for null.
  package borrowing func json(_ index: Int) throws(DatabaseError) -> JSON {
    try optionalJSON(index) ?? .null
  }

  /// The column as one of an enumeration's words.
  package borrowing func word<Word: RawRepresentable<String>>(
    _ index: Int,
    of type: Word.Type = Word.self
  ) throws(DatabaseError) -> Word {
    guard let word = Word(rawValue: text(index)) else { throw Self.unreadable("\(type)") }
    return word
  }

  /// The column as a moment.
  package borrowing func date(_ index: Int) -> Date { Date(milliseconds: integer(index)) }

  /// The column as a moment, nil for null.
  package borrowing func optionalDate(_ index: Int) -> Date? {
    optionalInteger(index).map(Date.init(milliseconds:))
  }

  /// Whatever stands there, no Rakel of this layout wrote it.
  ///
  /// It is the fault of one row, not of the file.
  private static func unreadable(_ what: String) -> DatabaseError {
    DatabaseError(code: 1, message: "a stored value cannot be read as \(what)")
  }
}

extension Date {
  /// So many milliseconds after 1970 began.
  package init(milliseconds: Int) {
    self.init(timeIntervalSince1970: Double(milliseconds) / 1_000)
  }

  /// Milliseconds since 1970 began, as tables keep moments.
  package var milliseconds: Int { Int((timeIntervalSince1970 * 1_000).rounded()) }
}
