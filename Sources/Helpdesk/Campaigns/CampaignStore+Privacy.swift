package import Foundation
package import Ground
package import Storage

/// How long they are kept, and what there is of one person.
extension CampaignStore {
  /// Forgets, a stretch at a time, the campaigns that are over and of which nothing has ended since `time`, with their
  /// members.
  ///
  /// A campaign of more than ``Sweep/length`` members goes in several steps.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    guard let stretch = try connection.stretch(of: "campaign", after: row) else {
      return Sweep(removed: 0, next: nil)
    }
    let old = try connection.rows(
      """
      SELECT number FROM campaign WHERE number BETWEEN ?1 AND ?2 AND created < ?3
        AND status IN ('finished', 'stopped') AND NOT EXISTS (
          SELECT 1 FROM campaignMember WHERE campaign = campaign.number
            AND (status IN ('waiting', 'started') OR ended >= ?3))
      ORDER BY number
      """,
      .integer(stretch.lowerBound),
      .integer(stretch.upperBound),
      .integer(time.milliseconds)
    ) { (row) in row.integer(0) }
    var sweep = Sweep(removed: 0, next: stretch.upperBound)
    for number in old {
      sweep.removed += try connection.run(
        """
        DELETE FROM campaignMember WHERE campaign = ?1 AND subject IN (
          SELECT subject FROM campaignMember WHERE campaign = ?1 LIMIT ?2)
        """,
        .integer(number),
        .integer(Sweep.length - sweep.removed)
      )
      guard sweep.removed < Sweep.length else {
        // It may not be gone yet.
        sweep.next = number - 1
        break
      }
      sweep.removed += try connection.run(
        "DELETE FROM campaign WHERE number = ?",
        .integer(number)
      )
    }
    return sweep
  }

  /// The campaigns that `user` is or was part of, or has started, oldest first.
  package static func export(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    let members = try connection.rows(
      """
      SELECT \(memberColumns) FROM campaignMember WHERE user = ? ORDER BY campaign, place, subject
      """,
      .text(user),
      read: member
    )
    let started = try all(in: connection).filter { $0.startedBy == user }.reversed()
    return started.map {
      [
        "campaign": .integer($0.number), "title": .string($0.title),
        "startedBy": .string($0.startedBy), "created": .moment($0.created),
      ]
    } + members.map(\.json)
  }

  /// Keeps what campaigns have of a person without the person: a pseudonym stands for them, and who still waits is
  /// taken out.
  ///
  /// The machine stays, for the machine is the organisation's; who had it is no longer told. An account is the person,
  /// and goes.
  package static func anonymise(
    _ user: String,
    as pseudonym: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      UPDATE campaignMember SET status = 'removed', ended = ? WHERE user = ? AND status = 'waiting'
      """,
      .integer(time.milliseconds),
      .text(user)
    )
    try connection.run(
      """
      UPDATE campaignMember SET subject = ?1 || ':' || place
      WHERE user = ?2 AND campaign IN (SELECT number FROM campaign WHERE kind = ?3)
      """,
      .text(pseudonym),
      .text(user),
      .text(CampaignKind.licences.rawValue)
    )
    try connection.run(
      "UPDATE campaignMember SET user = ?, execution = NULL WHERE user = ?",
      .text(pseudonym),
      .text(user)
    )
    try connection.run(
      "UPDATE campaign SET startedBy = ? WHERE startedBy = ?",
      .text(pseudonym),
      .text(user)
    )
  }
}
