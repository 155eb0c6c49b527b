internal import Ground
internal import StatesLanguage
internal import Storage

/// The executions that one has forked.
extension ExecutionStore {
  /// What a child that ended tells its parent: how it stands, and, where it is time to join, that it is due.
  ///
  /// Only those of the last fork are waited for; an item that goes on from an earlier one goes on for itself.
  func tellParent(
    of child: Execution.Parent,
    isFailure: Bool,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      UPDATE execution SET pending = pending - 1, failures = failures + ?1, changed = ?2,
        due = CASE WHEN pending <= 1 OR failures + ?1 > tolerated THEN ?2 ELSE due END
      WHERE id = ?3 AND waiting = 'children' AND ?4 = (
        SELECT max(fork) FROM execution WHERE parent = ?3)
      """,
      .integer(isFailure ? 1 : 0),
      .integer(now),
      .integer(child.id),
      .integer(child.fork)
    )
  }

  /// Lets the next `count` children in the queue go on, or begin.
  func startNext(
    _ count: Int = 1,
    of parent: Execution.Parent,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    let next = try connection.rows(
      """
      SELECT id FROM execution WHERE parent = ? AND fork = ? AND status = 'queued'
      ORDER BY place LIMIT ?
      """,
      .integer(parent.id),
      .integer(parent.fork),
      .integer(count)
    ) { (row) in row.integer(0) }
    for id in next { try start(id, now: now, in: connection) }
  }

  /// Lets one that is in the queue go on, or begin: then it enters its state.
  func start(_ id: Int, now: Int, in connection: Connection) throws(DatabaseError) {
    let begins = try connection.rows(
      """
      UPDATE execution SET status = 'running', due = ?1, changed = ?1 WHERE id = ?2
      RETURNING state, events,
        EXISTS (SELECT 1 FROM event WHERE execution = execution.id AND kind = 'entered')
      """,
      .integer(now),
      .integer(id)
    ) { (row) in
      row.integer(2) == 1
        ? nil : ExecutionEvent.entered(row.text(0), number: row.integer(1) + 1, at: now)
    }
    for case let event? in begins {
      try connection.run(
        "UPDATE execution SET entered = ?, events = ? WHERE id = ?",
        .integer(now),
        .integer(event.number),
        .integer(id)
      )
      try add([event], to: id, in: connection)
    }
  }

  /// The outputs of the children that succeeded, in their order.
  func outputs(
    of parent: Int,
    fork: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try connection.rows(
      """
      SELECT output FROM execution WHERE parent = ? AND fork = ? AND status = 'succeeded' ORDER BY place
      """,
      .integer(parent),
      .integer(fork)
    ) { (row) throws(DatabaseError) in try row.json(0) }
  }

  /// How many characters the outputs of the children that succeeded have as JSON text.
  func outputSize(
    of parent: Int,
    fork: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.rows(
      """
      SELECT sum(length(output)) FROM execution
      WHERE parent = ? AND fork = ? AND status = 'succeeded'
      """,
      .integer(parent),
      .integer(fork)
    ) { (row) in row.integer(0) }.first ?? 0
  }

  /// How the first child failed that did.
  func firstFailure(
    of parent: Int,
    fork: Int,
    in connection: Connection
  ) throws(DatabaseError) -> StateFailure? {
    try connection.rows(
      """
      SELECT error, cause FROM execution
      WHERE parent = ? AND fork = ? AND status IN ('failed', 'timedOut', 'cancelled')
      ORDER BY ended, place LIMIT 1
      """,
      .integer(parent),
      .integer(fork)
    ) { (row) in StateFailure(row.text(0), row.text(1)) }.first
  }

  /// Stops everything below an execution that has not ended, and gives the tokens that were waited for.
  func cancelBelow(
    _ id: Int,
    because failure: StateFailure,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [String] {
    let below = """
      WITH RECURSIVE below (id) AS (
        SELECT id FROM execution WHERE parent = ?1
        UNION ALL SELECT execution.id FROM execution JOIN below ON execution.parent = below.id)
      """
    let open = "status IN ('running', 'queued', 'paused')"
    let tokens = try connection.rows(
      """
      \(below) SELECT token FROM execution WHERE id IN below AND \(open) AND token IS NOT NULL
      """,
      .integer(id)
    ) { (row) in row.text(0) }
    try connection.run(
      """
      \(below) INSERT INTO event (execution, number, time, kind, state, data)
      SELECT id, events + 1, ?2, 'cancelled', state, ?3 FROM execution WHERE id IN below AND \(open)
      """,
      .integer(id),
      .integer(now),
      .json(Advance.data(of: failure))
    )
    try connection.run(
      """
      \(below) UPDATE execution SET status = 'cancelled', due = NULL, token = NULL, ended = ?2,
        error = ?3, cause = ?4, events = events + 1
      WHERE id IN below AND \(open)
      """,
      .integer(id),
      .integer(now),
      .text(failure.error),
      .text(failure.cause)
    )
    return tokens
  }
}
