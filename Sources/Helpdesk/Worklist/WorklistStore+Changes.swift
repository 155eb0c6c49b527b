package import Foundation
package import Storage

extension WorklistStore {
  /// Puts an item on the list, once per key.
  ///
  /// What comes again with the same key is the next attempt of the same task: an item that was withdrawn is to be
  /// done after all, and one that is still to be done answers the newest token.
  package static func add(
    _ order: WorkOrder,
    key: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Registration {
    let known = try connection.rows(
      """
      UPDATE workItem SET
        token = CASE status WHEN 'done' THEN token ELSE ?2 END,
        status = CASE status WHEN 'cancelled' THEN 'open' ELSE status END
      WHERE key = ?1 RETURNING number
      """,
      .text(key),
      SQLValue(order.token)
    ) { (row) in row.integer(0) }
    if let number = known.first { return Registration(number: number, isNew: false) }
    let numbers = try connection.rows(
      """
      INSERT INTO workItem (
        key, title, kind, details, municipality, device, user, due, place, facts, caseNumber,
        flow, execution, token, status, created, changed
      ) VALUES (
        ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 'open', ?15, ?15
      )
      RETURNING number
      """,
      .text(key),
      .text(order.title),
      .text(order.kind),
      .text(order.details),
      SQLValue(order.municipality),
      SQLValue(order.device),
      SQLValue(order.user),
      SQLValue(order.due?.milliseconds),
      SQLValue(order.place),
      SQLValue(order.facts.isEmpty ? nil : order.facts.stored),
      SQLValue(order.caseNumber),
      SQLValue(order.flow),
      SQLValue(order.execution),
      SQLValue(order.token),
      .integer(time.milliseconds)
    ) { (row) in row.integer(0) }
    return Registration(number: numbers.first ?? 0, isNew: true)
  }

  /// Takes an item on; of two who do so at once, one gets it and the other is told who.
  package static func claim(
    _ number: Int,
    by user: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> ClaimOutcome {
    let claimed = try connection.run(
      """
      UPDATE workItem SET status = 'claimed', claimedBy = ?1, claimed = ?2, changed = ?2
      WHERE number = ?3 AND status = 'open'
      """,
      .text(user),
      .integer(time.milliseconds),
      .integer(number)
    )
    if claimed > 0 { return .claimed }
    guard let item = try find(number, in: connection) else { return .missing }
    guard item.status == .claimed else { return .finished(item.status) }
    return item.claimedBy == user ? .claimed : .taken(by: item.claimedBy ?? "")
  }

  /// Calls an item done, whoever has claimed it, and tells the flow that waits for it.
  package static func finish(
    _ number: Int,
    with word: Note,
    answering tasks: some TaskAnswering,
    in connection: Connection
  ) throws(DatabaseError) -> FinishOutcome {
    let note = word.text.isEmpty ? nil : word.text
    let finished = try connection.run(
      """
      UPDATE workItem SET status = 'done', doneBy = ?1, doneNote = ?2, done = ?3, changed = ?3
      WHERE number = ?4 AND status IN ('open', 'claimed')
      """,
      .text(word.author),
      SQLValue(note),
      .integer(word.time.milliseconds),
      .integer(number)
    )
    guard let item = try find(number, in: connection) else { return .missing }
    guard finished > 0 else { return .finished(item.status) }
    guard let token = item.order.token else { return .done(.none) }
    let isAnswered = try tasks.answer(token, with: item.answer, at: word.time, in: connection)
    return .done(isAnswered ? .answered : .gone)
  }

  /// Calls all items of a case done that are not, for the case was closed, and tells the flows that wait for them.
  ///
  /// - Returns: their numbers.
  @discardableResult
  package static func finish(
    ofCase number: Int,
    with word: Note,
    answering tasks: some TaskAnswering,
    in connection: Connection
  ) throws(DatabaseError) -> [Int] {
    let items = try unfinished(ofCase: number, in: connection)
    for item in items { _ = try finish(item, with: word, answering: tasks, in: connection) }
    return items
  }

  /// The numbers of the items of a case that are still to be done.
  package static func unfinished(
    ofCase number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [Int] {
    try connection.rows(
      """
      SELECT number FROM workItem WHERE caseNumber = ? AND status IN ('open', 'claimed')
      ORDER BY number
      """,
      .integer(number)
    ) { (row) in row.integer(0) }
  }

  /// Adds a note to an item, whatever its status.
  package static func note(
    _ note: Note,
    on number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Change {
    let changed = try connection.run(
      "UPDATE workItem SET changed = ? WHERE number = ?",
      .integer(note.time.milliseconds),
      .integer(number)
    )
    guard changed > 0 else { return .missing }
    try connection.run(
      "INSERT INTO workNote (number, author, time, text) VALUES (?, ?, ?, ?)",
      .integer(number),
      .text(note.author),
      .integer(note.time.milliseconds),
      .text(note.text)
    )
    return .made
  }

  /// Takes the items of an execution back that are still to be done, for it was cancelled.
  ///
  /// - Returns: their numbers.
  @discardableResult
  package static func withdraw(
    of execution: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> [Int] {
    try connection.rows(
      """
      UPDATE workItem SET status = 'cancelled', claimedBy = NULL, claimed = NULL, changed = ?
      WHERE execution = ? AND status IN ('open', 'claimed') RETURNING number
      """,
      .integer(time.milliseconds),
      .text(execution)
    ) { (row) in row.integer(0) }
  }

  /// Takes the item back that a task waited for with `token`, for it waits no longer: it timed out, or was cancelled.
  ///
  /// - Returns: its number; none where it was done, or no item has that token.
  @discardableResult
  package static func withdraw(
    waitingWith token: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> [Int] {
    try connection.rows(
      """
      UPDATE workItem SET status = 'cancelled', claimedBy = NULL, claimed = NULL, changed = ?
      WHERE token = ? AND status IN ('open', 'claimed') RETURNING number
      """,
      .integer(time.milliseconds),
      .text(token)
    ) { (row) in row.integer(0) }
  }
}
