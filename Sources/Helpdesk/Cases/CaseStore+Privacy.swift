package import Foundation
package import Ground
package import Storage

/// How long they are kept, and what there is of one person.
extension CaseStore {
  /// What stands where somebody's words stood.
  static let removed = "(slettet)"

  /// Forgets, a stretch at a time, the cases that are closed and have not changed since `time`, with their notes and
  /// transcripts.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    guard let stretch = try connection.stretch(of: "cases", after: row) else {
      return Sweep(removed: 0, next: nil)
    }
    let old = try connection.rows(
      """
      SELECT number FROM cases WHERE number BETWEEN ? AND ? AND status = 'closed' AND changed < ?
      ORDER BY number
      """,
      .integer(stretch.lowerBound),
      .integer(stretch.upperBound),
      .integer(time.milliseconds)
    ) { (row) in row.integer(0) }
    return try connection.sweep(
      old,
      outOf: ["caseNote", "caseLine", "cases"],
      upTo: stretch.upperBound
    )
  }

  /// The cases of `user` with notes and transcripts, oldest first.
  package static func export(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try cases(of: user, limit: .max, in: connection).reversed().map {
      (found) throws(DatabaseError) in
      var object = found.json.object ?? JSONObject()
      object["notes"] = .array(try notes(of: found.number, in: connection).map(\.json))
      object["transcript"] = .array(try transcript(of: found.number, in: connection).map(\.json))
      return .object(object)
    }
  }

  /// What `user` has written on the cases of others, oldest first.
  package static func notes(
    by user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try connection.rows(
      "SELECT time, number, text FROM caseNote WHERE author = ? ORDER BY time, id",
      .text(user)
    ) { (row) in
      [
        "time": .moment(row.date(0)), "case": .integer(row.integer(1)),
        "text": .string(row.text(2)),
      ]
    }
  }

  /// Keeps the cases of a person, and of executions about them, without the person: the words go, and a pseudonym stands
  /// for them.
  ///
  /// What staff did on the cases of others stays, under the pseudonym.
  ///
  /// - Parameter executions: by name.
  /// - Returns: the numbers of the cases.
  @discardableResult
  package static func anonymise(
    _ user: String,
    as pseudonym: String,
    executions: [String] = [],
    in connection: Connection
  ) throws(DatabaseError) -> [Int] {
    let numbers = try connection.rows(
      """
      UPDATE cases SET user = CASE user WHEN ?1 THEN ?2 ELSE user END, subject = ?3, description = ?3,
        key = 'removed:' || number
      WHERE user = ?1 OR execution IN (SELECT value FROM json_each(?4)) RETURNING number
      """,
      .text(user),
      .text(pseudonym),
      .text(removed),
      .json(.array(executions.map(JSON.string)))
    ) { (row) in row.integer(0) }
    for number in numbers {
      try connection.run("DELETE FROM caseLine WHERE number = ?", .integer(number))
      try connection.run(
        "UPDATE caseNote SET text = ?, key = NULL WHERE number = ?",
        .text(removed),
        .integer(number)
      )
    }
    try connection.run(
      "UPDATE caseNote SET author = ? WHERE author = ?",
      .text(pseudonym),
      .text(user)
    )
    return numbers.sorted()
  }
}
