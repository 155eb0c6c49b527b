package import Foundation
internal import Ground
package import Storage

/// For a channel that other people run: what is to be sent where, and what came of it.
///
/// Needs ``ReferenceStore/layout``, too.
extension OutboxStore {
  /// What waits to be sent to `user`, by the place it goes to; of each place the oldest `most`.
  ///
  /// A place that has no reference is anywhere that the user can be reached alone. What belongs to a terminal
  /// (`terminal:…`) is left out, and so is what is held back until later than `time` for whoever waits for it.
  package static func piles(
    for user: String,
    most: Int,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> [Pile] {
    let letters = try waiting(for: user, most: most, at: time, in: connection)
    // Looked up only where something is to be said wherever they can be reached alone.
    let isForAnywhere = letters.contains(where: \.letter.isForAnywhere)
    let personal = isForAnywhere ? try ReferenceStore.personal(of: user, in: connection) : nil
    var piles: [Pile] = []
    for (_, place, letter) in letters {
      let key = place?.key ?? personal?.key
      if let index = piles.firstIndex(where: { $0.reference?.key == key }) {
        guard piles[index].letters.count < most else { continue }
        piles[index].letters.append(letter)
      } else if let key, key != personal?.key {
        piles.append(Pile(reference: place, letters: [letter]))
      } else {
        piles.append(Pile(reference: personal, letters: [letter]))
      }
    }
    return piles
  }

  /// The users for whom something waits to be sent, in alphabetical order, those after `user`; at most `limit`.
  package static func usersWaiting(
    after user: String = "",
    limit: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [String] {
    try connection.rows(
      """
      SELECT DISTINCT user FROM outbox
      WHERE user > ? AND delivered IS NULL AND failed IS NULL AND \(notOfTerminal)
      ORDER BY user LIMIT ?
      """,
      .text(user),
      .integer(limit)
    ) { (row) in row.text(0) }
  }

  /// What the message of that number takes the place of; nil where it takes none.
  package static func replaced(
    by number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> ReplacedMessage? {
    let found = try connection.rows(
      """
      SELECT old.externalID, old.conversation, new.user
      FROM outbox AS new JOIN outbox AS old ON old.number = new.replaces WHERE new.number = ?
      """,
      .integer(number)
    ) { (row) in
      (
        ReplacedMessage(externalID: row.optionalText(0), conversation: row.optionalText(1)),
        row.text(2)
      )
    }.first
    guard let (found, user) = found else { return nil }
    var replaced = found
    // What was just said stands next to it; to look for anything older would be to look through all that was ever said.
    replaced.wordsBefore =
      try connection.rows(
        """
        SELECT message, replaces FROM outbox WHERE number < ?1 AND number >= ?1 - 100 AND user = ?2
        ORDER BY number DESC LIMIT 1
        """,
        .integer(number),
        .text(user)
      ) { (row) throws(DatabaseError) in try message(row, from: 0).text }.first
    return replaced
  }

  /// Notes that sending has failed and is to be tried again.
  package static func postpone(
    _ number: Int,
    until due: Date,
    attempts: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "UPDATE outbox SET due = ?, attempts = ? WHERE number = ?",
      .integer(due.milliseconds),
      .integer(attempts),
      .integer(number)
    )
  }

  /// Notes how many parts of a long message have reached its user.
  package static func markSent(
    parts: Int,
    of number: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "UPDATE outbox SET partsSent = ? WHERE number = ?",
      .integer(parts),
      .integer(number)
    )
  }

  /// Gives a message up; what has been delivered stays so.
  ///
  /// - Parameter reason: a word of ours.
  package static func giveUp(
    _ number: Int,
    because reason: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "UPDATE outbox SET failed = ?, failedAt = ? WHERE number = ? AND delivered IS NULL",
      .text(reason),
      .integer(time.milliseconds),
      .integer(number)
    )
  }

  /// Why messages to `user` have been given up since then, each reason once.
  package static func reasonsGivenUp(
    for user: String,
    since time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> [String] {
    try connection.rows(
      """
      SELECT DISTINCT failed FROM outbox
      WHERE user = ? AND failed IS NOT NULL AND failedAt > ? ORDER BY failed
      """,
      .text(user),
      .integer(time.milliseconds)
    ) { (row) in row.text(0) }
  }

  /// What waits to be sent: for which conversation, nil for anywhere; where that is, nil where that is not known.
  private typealias Waiting = (conversation: String?, place: Reference?, letter: Letter)

  /// What waits for `user`: of each conversation the oldest `most`, oldest first.
  private static func waiting(
    for user: String,
    most: Int,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> [Waiting] {
    let values: [SQLValue] = [.text(user), .integer(time.milliseconds), .integer(most)]
    var found: [Waiting] = []
    var look = try connection.rows(firstLook, values: values) { (row) in waiting(row, for: user) }
    // One conversation after the other: however much waits in one of them, the others are seen.
    while look.count == most, let last = look.last {
      let start = look.firstIndex { $0.conversation == last.conversation } ?? 0
      // Not all of it was in sight, unless there was nothing else.
      if start > 0 { look.removeSubrange(start...) }
      found += look
      let seen = look.last?.conversation ?? ""
      look = try connection.rows(nextLook, values: values + [.text(seen)]) { (row) in
        waiting(row, for: user)
      }
    }
    found += look
    return found.sorted { $0.letter.number < $1.letter.number }
  }

  private static let firstLook = "\(allWaiting) ORDER BY outbox.conversation, number LIMIT ?3"
  private static let nextLook = """
    \(allWaiting) AND outbox.conversation > ?4 ORDER BY outbox.conversation, number LIMIT ?3
    """
  private static let allWaiting = """
    SELECT number, message, replaces, replyTo, created, due, attempts, partsSent, outbox.conversation,
      \(ReferenceStore.ownColumns)
    FROM outbox LEFT JOIN reference ON reference.key = outbox.conversation
    WHERE outbox.user = ?1 AND delivered IS NULL AND failed IS NULL AND \(notOfTerminal)
      AND (attempts > 0 OR due <= ?2)
    """

  private static let notOfTerminal = """
    (outbox.conversation IS NULL OR outbox.conversation NOT GLOB 'terminal:*')
    """

  private static func waiting(_ row: borrowing Row, for user: String) -> Waiting {
    let isKnown = row.optionalText(9) != nil
    let letter = Letter(
      number: row.integer(0),
      user: user,
      // One that no Rakel of this layout wrote must not keep all others from being sent.
      message: try? message(row, from: 1),
      replyTo: row.optionalText(3),
      created: row.date(4),
      due: row.date(5),
      attempts: row.integer(6),
      partsSent: row.integer(7),
      isForAnywhere: !isKnown
    )
    let place = isKnown ? ReferenceStore.reference(row, from: 9) : nil
    return (row.optionalText(8), place, letter)
  }
}
