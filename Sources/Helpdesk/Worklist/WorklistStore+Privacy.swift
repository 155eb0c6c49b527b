package import Foundation
package import Ground
package import Storage

/// How long they are kept, and what there is of one person.
extension WorklistStore {
  /// Forgets, a stretch at a time, the items that are done or cancelled and have not changed since `time`, with their
  /// notes.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    guard let stretch = try connection.stretch(of: "workItem", after: row) else {
      return Sweep(removed: 0, next: nil)
    }
    let old = try connection.rows(
      """
      SELECT number FROM workItem
      WHERE number BETWEEN ? AND ? AND status IN ('done', 'cancelled') AND changed < ?
      ORDER BY number
      """,
      .integer(stretch.lowerBound),
      .integer(stretch.upperBound),
      .integer(time.milliseconds)
    ) { (row) in row.integer(0) }
    return try connection.sweep(old, outOf: ["workNote", "workItem"], upTo: stretch.upperBound)
  }

  /// The items about `user`, taken on or done by them, with their notes, oldest first.
  package static func export(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    let numbers = try connection.rows(
      """
      SELECT number FROM workItem WHERE user = ?1 OR claimedBy = ?1 OR doneBy = ?1
        OR number IN (SELECT number FROM workNote WHERE author = ?1)
      ORDER BY created, number
      """,
      .text(user)
    ) { (row) in row.integer(0) }
    var items: [JSON] = []
    for number in numbers {
      guard var object = try find(number, in: connection)?.json.object else { continue }
      object["notes"] = .array(try notes(on: number, in: connection).map(\.json))
      items.append(.object(object))
    }
    return items
  }

  /// Keeps the items about a person, about executions and about cases of theirs, without the person: the words and the
  /// machine go, and a pseudonym stands for them.
  ///
  /// What staff did on the items of others stays, under the pseudonym.
  ///
  /// - Parameters:
  ///   - executions: by name.
  ///   - cases: by number.
  /// - Returns: the numbers of the items.
  @discardableResult
  package static func anonymise(
    _ user: String,
    as pseudonym: String,
    executions: [String] = [],
    cases: [Int] = [],
    in connection: Connection
  ) throws(DatabaseError) -> [Int] {
    let numbers = try connection.rows(
      """
      UPDATE workItem SET user = CASE user WHEN ?1 THEN ?2 ELSE user END, title = ?3, details = ?3,
        device = NULL, facts = NULL, doneNote = CASE WHEN doneNote IS NULL THEN NULL ELSE ?3 END,
        key = 'removed:' || number
      WHERE user = ?1 OR execution IN (SELECT value FROM json_each(?4))
        OR caseNumber IN (SELECT value FROM json_each(?5)) RETURNING number
      """,
      .text(user),
      .text(pseudonym),
      .text(CaseStore.removed),
      .json(.array(executions.map(JSON.string))),
      .json(.array(cases.map(JSON.integer)))
    ) { (row) in row.integer(0) }
    for number in numbers {
      try connection.run(
        "UPDATE workNote SET text = ? WHERE number = ?",
        .text(CaseStore.removed),
        .integer(number)
      )
    }
    for (table, column) in [
      ("workItem", "claimedBy"), ("workItem", "doneBy"), ("workNote", "author"),
    ] {
      try connection.run(
        "UPDATE \(table) SET \(column) = ? WHERE \(column) = ?",
        .text(pseudonym),
        .text(user)
      )
    }
    return numbers.sorted()
  }
}
