internal import Ground
internal import StatesLanguage
internal import Storage

/// What operators change, whatever the data of the executions are.
extension ExecutionStore {
  private static let standingColumns = """
    id, name, flow, definition, kind, status, parent, fork, place, root, state, visit, attempts, waiting,
    due, token, concurrency, events
    """

  /// An execution, ?1, and all that is below it.
  private static let tree = """
    WITH RECURSIVE tree (id) AS (
      SELECT ?1
      UNION ALL SELECT execution.id FROM execution JOIN tree ON execution.parent = tree.id)
    """

  /// Where it waits for a place; it has nothing that could wake it.
  private static let isInQueue = "waiting = 'step' AND due IS NULL"

  /// The row of the execution of that name.
  func row(of name: String, in connection: Connection) throws(DatabaseError) -> Int? {
    try connection.rows("SELECT id FROM execution WHERE name = ?", .text(name)) { (row) in
      row.integer(0)
    }.first
  }

  func standing(of id: Int, in connection: Connection) throws(DatabaseError) -> Standing? {
    try connection.rows(
      "SELECT \(Self.standingColumns) FROM execution WHERE id = ?",
      .integer(id),
      read: Self.standing
    ).first
  }

  /// The children of one fork, in their order.
  func children(
    of parent: Int,
    fork: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [Standing] {
    try connection.rows(
      "SELECT \(Self.standingColumns) FROM execution WHERE parent = ? AND fork = ? ORDER BY place",
      .integer(parent),
      .integer(fork),
      read: Self.standing
    )
  }

  private static func standing(_ row: borrowing Row) throws(DatabaseError) -> Standing {
    Standing(
      id: row.integer(0),
      name: row.text(1),
      flow: row.text(2),
      definition: row.integer(3),
      kind: try row.word(4),
      status: try row.word(5),
      parent: row.optionalInteger(6).map {
        Execution.Parent(id: $0, fork: row.integer(7), place: row.integer(8))
      },
      root: row.integer(9),
      state: row.text(10),
      visit: row.integer(11),
      retries: row.text(12).split(separator: ",").compactMap { Int($0) }.reduce(0, +),
      waiting: try row.word(13),
      due: row.optionalInteger(14),
      token: row.optionalText(15),
      concurrency: row.integer(16),
      events: row.integer(17)
    )
  }

  // MARK: Pausing

  func pauseTree(
    _ id: Int,
    _ words: JSON,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    let open = "id IN tree AND status IN ('running', 'queued')"
    try note(.paused, where: open, of: id, words, now: now, in: connection)
    try connection.run(
      "\(Self.tree) UPDATE execution SET status = 'paused', events = events + 1 WHERE \(open)",
      .integer(id)
    )
  }

  /// Lets what is paused go on, and gives the forks in whose queue some of it is.
  ///
  /// A call that was on its way is made again: whether its reply is still to come cannot be known.
  func resumeTree(
    _ id: Int,
    _ words: JSON,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [Execution.Parent] {
    let paused = "id IN tree AND status = 'paused'"
    try note(.resumed, where: paused, of: id, words, now: now, in: connection)
    try connection.run(
      """
      \(Self.tree) UPDATE execution SET events = events + 1, changed = ?2,
        status = iif(\(Self.isInQueue), 'queued', 'running'),
        due = iif(waiting = 'call', ?2, due), waiting = iif(waiting = 'call', 'step', waiting)
      WHERE \(paused)
      """,
      .integer(id),
      .integer(now)
    )
    return try connection.rows(
      """
      \(Self.tree) SELECT DISTINCT parent, fork FROM execution
      WHERE id IN tree AND status = 'queued' AND parent IS NOT NULL
      """,
      .integer(id)
    ) { (row) in Execution.Parent(id: row.integer(0), fork: row.integer(1), place: 0) }
  }

  /// Lets as many children of a fork begin as there are places.
  func fill(
    _ fork: Execution.Parent,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    let free =
      try connection.rows(
        """
        SELECT concurrency, concurrency - (
          SELECT count(*) FROM execution WHERE parent = ?1 AND fork = ?2
            AND (status = 'running' OR status = 'paused' AND NOT (\(Self.isInQueue))))
        FROM execution WHERE id = ?1
        """,
        .integer(fork.id),
        .integer(fork.fork)
      ) { (row) in row.integer(0) == 0 ? Int.max : row.integer(1) }.first ?? 0
    if free > 0 { try startNext(free, of: fork, now: now, in: connection) }
  }

  // MARK: Ending and reopening

  /// Ends one as cancelled.
  func cancel(
    _ id: Int,
    because failure: StateFailure,
    _ words: JSON,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    try note(.cancelled, where: "id = ?1", of: id, words, now: now, in: connection)
    try connection.run(
      """
      UPDATE execution SET status = 'cancelled', due = NULL, token = NULL, answer = NULL, ended = ?2,
        error = ?3, cause = ?4, events = events + 1
      WHERE id = ?1
      """,
      .integer(id),
      .integer(now),
      .text(failure.error),
      .text(failure.cause)
    )
  }

  /// How one goes on that had ended.
  struct Reopening {
    var status: Execution.Status
    var waiting: Execution.Waiting
    var due: Int?
    var runLimit: Int?
    /// How many of its children have not ended.
    var pending = 0
  }

  func reopen(
    _ standing: Standing,
    _ reopening: Reopening,
    _ words: JSON,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    try note(.reopened, where: "id = ?1", of: standing.id, words, now: now, in: connection)
    try connection.run(
      """
      UPDATE execution SET status = ?2, waiting = ?3, due = ?4, runLimit = ?5, pending = ?6,
        attempts = ?7, changed = ?8, failures = 0, events = events + 1, taskLimit = NULL, beatLimit = NULL,
        heartbeat = NULL, token = NULL, answer = NULL, ended = NULL, output = NULL, error = NULL,
        cause = NULL
      WHERE id = ?1
      """,
      .integer(standing.id),
      .text(reopening.status.rawValue),
      .text(reopening.waiting.rawValue),
      SQLValue(reopening.due),
      SQLValue(reopening.runLimit),
      .integer(reopening.pending),
      standing.retries > 0 ? .text("\(standing.retries)") : .null,
      .integer(now)
    )
  }

  /// One of its children that had failed has not ended after all.
  func readmit(to parent: Int, in connection: Connection) throws(DatabaseError) {
    try connection.run(
      "UPDATE execution SET pending = pending + 1, failures = max(0, failures - 1) WHERE id = ?",
      .integer(parent)
    )
  }

  // MARK: Migrating

  /// The rows of the children that a migration takes along: those that have not ended, and those that may be reopened
  /// with their parent.
  func unfinished(
    below parent: Int,
    fork: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [Int] {
    try connection.rows(
      """
      SELECT id FROM execution WHERE parent = ?1 AND (status IN ('running', 'queued', 'paused')
        OR fork = ?2 AND status IN ('failed', 'timedOut', 'cancelled'))
      ORDER BY id
      """,
      .integer(parent),
      .integer(fork)
    ) { (row) in row.integer(0) }
  }

  /// The outputs of the children of a fork that had succeeded by a moment, in their order.
  ///
  /// An item that was reopened after its Map had gone on without it is not among them.
  func outputs(
    of parent: Int,
    fork: Int,
    endedBy moment: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try connection.rows(
      """
      SELECT output FROM execution
      WHERE parent = ? AND fork = ? AND status = 'succeeded' AND ended <= ? ORDER BY place
      """,
      .integer(parent),
      .integer(fork),
      .integer(moment)
    ) { (row) throws(DatabaseError) in try row.json(0) }
  }

  // MARK: History

  /// Writes the same event into the histories of some executions of a tree, before what they are changes.
  func note(
    _ kind: ExecutionEvent.Kind,
    where condition: String,
    of id: Int,
    _ words: JSON,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      """
      \(Self.tree) INSERT INTO event (execution, number, time, kind, state, data)
      SELECT id, events + 1, ?2, ?3, state, ?4 FROM execution WHERE \(condition)
      """,
      .integer(id),
      .integer(now),
      .text(kind.rawValue),
      .json(words)
    )
  }
}
