package import Foundation
package import Ground
package import Storage

/// How long they are kept, and what there is of one person.
extension RolloverStore {
  /// Forgets, a stretch at a time, the steps that were taken before `time` in exchanges that have ended.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    try connection.run(
      """
      DELETE FROM rolloverRun WHERE ended < ?1
        AND rowid IN (SELECT rowid FROM rolloverRun WHERE ended < ?1 LIMIT \(Sweep.length))
      """,
      .integer(time.milliseconds)
    )
    return try connection.sweep(
      "rolloverStep",
      after: row,
      where: """
        time < ?1 AND NOT EXISTS (SELECT 1 FROM rolloverRun
          WHERE rolloverRun.execution = rolloverStep.execution AND ended IS NULL)
        """,
      .integer(time.milliseconds)
    )
  }

  /// What has happened with the machines of `user`, the oldest first.
  package static func export(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try connection.rows(
      "SELECT \(stepColumns) FROM rolloverStep WHERE user = ? ORDER BY id",
      .text(user)
    ) { (row) throws(DatabaseError) in
      let step = try step(row)
      return [
        "time": .moment(step.time), "campaign": .integer(step.campaign),
        "device": .string(step.serial), "execution": .string(step.execution),
        "step": .string(step.kind.rawValue), "detail": .text(step.detail),
      ]
    }
  }

  /// Keeps what has happened, for the figures, without the person: the machine goes, and a pseudonym stands for them.
  ///
  /// What goes on for them ends here; whoever calls this cancels its execution.
  ///
  /// - Returns: how many steps there were.
  @discardableResult
  package static func anonymise(
    _ user: String,
    as pseudonym: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.run(
      """
      UPDATE rolloverRun SET user = ?2, registered = NULL, serial = 'removed:' || rowid,
        execution = 'removed:' || rowid, ended = coalesce(ended, ?3)
      WHERE user = ?1
      """,
      .text(user),
      .text(pseudonym),
      .integer(time.milliseconds)
    )
    // Others' steps name them too: the leader who was asked, the one who had it before.
    try connection.run(
      "UPDATE rolloverStep SET detail = ?2 WHERE detail = ?1 AND step IN ('leaderAsked', 'handedOver')",
      .text(user),
      .text(pseudonym)
    )
    // The steps of one machine stay together.
    return try connection.run(
      """
      UPDATE rolloverStep
      SET user = ?2, key = 'removed:' || id, execution = 'removed', serial = machine.name
      FROM (SELECT campaign, serial, 'removed:' || min(id) AS name FROM rolloverStep WHERE user = ?1
        GROUP BY campaign, serial) AS machine
      WHERE user = ?1 AND rolloverStep.campaign = machine.campaign
        AND rolloverStep.serial = machine.serial
      """,
      .text(user),
      .text(pseudonym)
    )
  }
}
