package import Ground
package import Storage

/// What there is of one person.
extension ExecutionStore {
  /// What executions have to do with a person.
  package struct Involvement: Sendable, Hashable {
    /// The runs that are about them and have ended with all below them, by row.
    var ended: [Int] = []
    /// The names of the executions about them that have not ended, or have a part that has not.
    package var running: [String] = []
    /// How many parts of the runs of others are about them: items of a Map.
    package var parts = 0
  }

  /// The executions about `user` and everything below them, oldest first, each with its history.
  package func export(of user: String, in connection: Connection) throws(DatabaseError) -> [JSON] {
    let rows = try connection.rows(
      """
      WITH RECURSIVE tree (id) AS (
        SELECT id FROM execution WHERE user = ?
        UNION SELECT execution.id FROM execution JOIN tree ON execution.parent = tree.id)
      SELECT started, name, flow, kind, status, state, device, input, item, data, variables, output, error,
        cause, ended, id
      FROM execution WHERE id IN tree ORDER BY started, id
      """,
      .text(user)
    ) { (row) in
      (
        id: row.integer(15),
        json: [
          "started": .moment(row.date(0)), "name": .string(row.text(1)),
          "flow": .string(row.text(2)), "kind": .string(row.text(3)),
          "status": .string(row.text(4)), "state": .string(row.text(5)),
          "device": .text(row.optionalText(6)), "input": .stored(row.optionalText(7)),
          "item": .stored(row.optionalText(8)), "data": .stored(row.text(9)),
          "variables": .stored(row.optionalText(10)), "output": .stored(row.optionalText(11)),
          "error": .text(row.optionalText(12)), "cause": .text(row.optionalText(13)),
          "ended": .moment(row.optionalDate(14)),
        ] as JSON
      )
    }
    return try rows.map { (row) throws(DatabaseError) in
      var object = row.json.object ?? JSONObject()
      object["history"] = .array(try events(of: row.id, in: connection))
      return .object(object)
    }
  }

  private func events(of execution: Int, in connection: Connection) throws(DatabaseError) -> [JSON]
  {
    try connection.rows(
      "SELECT time, kind, state, data FROM event WHERE execution = ? ORDER BY number",
      .integer(execution)
    ) { (row) in
      [
        "time": .moment(row.date(0)), "kind": .string(row.text(1)), "state": .string(row.text(2)),
        "data": .stored(row.optionalText(3)),
      ]
    }
  }

  /// The names of the executions about `user` and of all below them.
  package func names(
    about user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [String] {
    try connection.rows(
      """
      WITH RECURSIVE tree (id) AS (
        SELECT id FROM execution WHERE user = ?
        UNION SELECT execution.id FROM execution JOIN tree ON execution.parent = tree.id)
      SELECT name FROM execution WHERE id IN tree ORDER BY id
      """,
      .text(user)
    ) { (row) in row.text(0) }
  }

  /// How far executions about `user` have come.
  package func involvement(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> Involvement {
    let rows = try connection.rows(
      """
      SELECT id, name, status, parent IS NULL,
        EXISTS (SELECT 1 FROM execution AS run WHERE run.id = execution.root AND run.user = ?1)
      FROM execution WHERE user = ?1 ORDER BY id
      """,
      .text(user)
    ) { (row) throws(DatabaseError) in
      (
        id: row.integer(0), name: row.text(1), status: try row.word(2, of: Execution.Status.self),
        isRun: row.integer(3) == 1, isInOwnRun: row.integer(4) == 1
      )
    }
    var involvement = Involvement()
    for row in rows {
      if !row.status.isEnd {
        involvement.running.append(row.name)
      } else if row.isRun {
        if try hasRunning(below: row.id, in: connection) {
          involvement.running.append(row.name)
        } else {
          involvement.ended.append(row.id)
        }
      }
      if !row.isInOwnRun { involvement.parts += 1 }
    }
    return involvement
  }

  /// Forgets the runs about `user` that have ended, with everything below them; in the runs of others, of which they are a
  /// part, a pseudonym stands for them.
  ///
  /// What such a run has recorded of its parts stays until ``purge(endedBefore:after:in:)`` takes the run.
  ///
  /// - Returns: the names of the executions that are gone.
  @discardableResult
  package func forget(
    _ user: String,
    as pseudonym: String,
    in connection: Connection
  ) throws(DatabaseError) -> [String] {
    var names: [String] = []
    for run in try involvement(of: user, in: connection).ended {
      names += try remove(run, most: .max, in: connection).names
    }
    try connection.run(
      "UPDATE execution SET user = ? WHERE user = ?",
      .text(pseudonym),
      .text(user)
    )
    return names
  }
}
