internal import Foundation
internal import Storage

extension Row {
  /// The column as a whole number, nil for null.
  borrowing func optionalInteger(_ index: Int) -> Int? {
    if case .integer(let value) = self[index] { value } else { nil }
  }

  /// The column as a moment, from milliseconds since 1970.
  borrowing func date(_ index: Int) -> Date { Date(milliseconds: integer(index)) }

  /// The column as a moment, nil for null.
  borrowing func optionalDate(_ index: Int) -> Date? {
    optionalInteger(index).map(Date.init(milliseconds:))
  }

  /// The column as one of a few words.
  borrowing func word<Word: RawRepresentable<String>>(
    _ index: Int,
    of type: Word.Type = Word.self
  ) throws(DatabaseError) -> Word {
    guard let word = Word(rawValue: text(index)) else {
      // SQLITE_CORRUPT: whatever stands there, no Rakel wrote it.
      throw DatabaseError(code: 11, message: "a stored \(type) is none that Rakel knows")
    }
    return word
  }
}

extension Date {
  /// Whole milliseconds since 1970, as tables keep them.
  var milliseconds: Int { Int((timeIntervalSince1970 * 1000).rounded()) }

  init(milliseconds: Int) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
