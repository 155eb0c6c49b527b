/// What one step of a sweep has done: a table is gone through a stretch at a time, so that nobody waits for long.
package struct Sweep: Sendable, Hashable {
  /// How many rows were deleted, those that belonged to them included.
  package var removed: Int
  /// The row after which the next step begins; nil where there is none.
  package var next: Int?

  package init(removed: Int, next: Int?) {
    self.removed = removed
    self.next = next
  }

  /// How many rows one step looks at, and about as many it deletes at most.
  package static let length = 500
}

extension Connection {
  /// Deletes, among the next ``Sweep/length`` rows of a table after `row`, those that a condition describes.
  ///
  /// It needs no index, whose upkeep everything that is written would pay for.
  ///
  /// - Parameters:
  ///   - condition: SQL of ours, with `?1` to `?n` for the values.
  package func sweep(
    _ table: StaticString,
    after row: Int,
    where condition: StaticString,
    _ values: SQLValue...
  ) throws(DatabaseError) -> Sweep {
    guard let stretch = try stretch(of: table, after: row) else {
      return Sweep(removed: 0, next: nil)
    }
    let bounds = [SQLValue.integer(stretch.lowerBound), .integer(stretch.upperBound)]
    let removed = try run(
      """
      DELETE FROM \(table)
      WHERE rowid BETWEEN ?\(values.count + 1) AND ?\(values.count + 2) AND (\(condition))
      """,
      values: values + bounds
    )
    return Sweep(removed: removed, next: stretch.upperBound)
  }

  /// Deletes rows by their `number`, with those of other tables that belong to them, until ``Sweep/length`` are gone.
  ///
  /// - Parameters:
  ///   - numbers: rising.
  ///   - tables: what refers to a row before the table of the row.
  ///   - last: the row after which the next step begins where all of them are gone.
  package func sweep(
    _ numbers: [Int],
    outOf tables: [StaticString],
    upTo last: Int
  ) throws(DatabaseError) -> Sweep {
    var sweep = Sweep(removed: 0, next: last)
    for number in numbers {
      for table in tables {
        sweep.removed += try run("DELETE FROM \(table) WHERE number = ?", .integer(number))
      }
      // One may have many notes.
      guard sweep.removed < Sweep.length else {
        sweep.next = number
        break
      }
    }
    return sweep
  }

  /// The next ``Sweep/length`` rows of a table after `row`, the first and the last; nil where there are none.
  package func stretch(
    of table: StaticString,
    after row: Int
  ) throws(DatabaseError) -> ClosedRange<Int>? {
    let bounds = try rows(
      """
      SELECT min(row), max(row) FROM (
        SELECT rowid AS row FROM \(table) WHERE rowid > ? ORDER BY rowid LIMIT \(Sweep.length))
      """,
      .integer(row)
    ) { (row) in (row.optionalInteger(0), row.optionalInteger(1)) }.first
    guard let bounds, let first = bounds.0, let last = bounds.1 else { return nil }
    return first...last
  }
}
