package import Foundation
package import Ground
package import Storage

/// How long they are kept, and what there is of one person.
extension QuestionStore {
  /// Forgets, a stretch at a time, the questions that were answered or closed before `time`.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    try connection.sweep(
      "question",
      after: row,
      where: "state <> 'open' AND settled < ?1",
      .integer(time.milliseconds)
    )
  }

  /// What `user` was asked, oldest first; the answers stand in the history of the execution that asked.
  package static func export(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try connection.rows(
      """
      SELECT asked, id, flow, execution, text, inputs, actions, state, settled FROM question
      WHERE user = ? ORDER BY asked, id
      """,
      .text(user)
    ) { (row) in
      [
        "asked": .moment(row.date(0)), "number": .integer(row.integer(1)),
        "flow": .string(row.text(2)), "execution": .string(row.text(3)),
        "text": .string(row.text(4)), "inputs": .stored(row.text(5)),
        "actions": .stored(row.text(6)), "state": .string(row.text(7)),
        "settled": .moment(row.optionalDate(8)),
      ]
    }
  }

  /// The executions whose questions wait to hear from `user`, by name; each once.
  package static func executionsAsking(
    _ user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [String] {
    try connection.rows(
      "SELECT DISTINCT execution FROM question WHERE user = ? AND state = 'open' ORDER BY execution",
      .text(user)
    ) { (row) in row.text(0) }
  }

  /// Forgets everything that `user` was asked, open or not.
  @discardableResult
  package static func forget(_ user: String, in connection: Connection) throws(DatabaseError) -> Int
  {
    try connection.run("DELETE FROM question WHERE user = ?", .text(user))
  }

  /// Forgets what executions have asked of anybody, and the messages with which they did.
  ///
  /// - Parameter executions: their names.
  @discardableResult
  package static func forget(
    ofExecutions executions: [String],
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    var count = 0
    for execution in executions {
      let messages = try connection.rows(
        "SELECT message FROM question WHERE execution = ? AND message IS NOT NULL",
        .text(execution)
      ) { (row) in row.integer(0) }
      count += try connection.run("DELETE FROM question WHERE execution = ?", .text(execution))
      try OutboxStore.remove(messages, in: connection)
    }
    return count
  }
}
