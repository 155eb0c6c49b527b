internal import Ground
package import Storage
internal import StatesLanguage

/// Where executions and their histories live.
package struct ExecutionStore: Sendable {
  package init() {}

  /// The tables; only ever added to.
  package static let layout = Layout(
    "flows",
    Migration(
      """
      CREATE TABLE definition (
        id INTEGER PRIMARY KEY,
        hash TEXT NOT NULL UNIQUE,
        flow TEXT NOT NULL,
        text TEXT NOT NULL
      ) STRICT
      """,
      """
      CREATE TABLE execution (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        flow TEXT NOT NULL,
        definition INTEGER NOT NULL REFERENCES definition (id),
        kind TEXT NOT NULL,
        status TEXT NOT NULL,
        parent INTEGER REFERENCES execution (id) ON DELETE CASCADE,
        fork INTEGER,
        place INTEGER,
        root INTEGER NOT NULL,
        state TEXT NOT NULL,
        data TEXT NOT NULL,
        variables TEXT,
        visit INTEGER NOT NULL,
        entered INTEGER NOT NULL,
        attempts TEXT,
        waiting TEXT NOT NULL,
        due INTEGER,
        runLimit INTEGER,
        taskLimit INTEGER,
        beatLimit INTEGER,
        heartbeat INTEGER,
        token TEXT,
        answer TEXT,
        pending INTEGER NOT NULL,
        failures INTEGER NOT NULL,
        tolerated INTEGER NOT NULL,
        concurrency INTEGER NOT NULL,
        user TEXT,
        device TEXT,
        input TEXT,
        item TEXT,
        started INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        ended INTEGER,
        seed INTEGER NOT NULL,
        events INTEGER NOT NULL,
        output TEXT,
        error TEXT,
        cause TEXT
      ) STRICT
      """,
      "CREATE INDEX executionDue ON execution (due) WHERE status = 'running' AND due IS NOT NULL",
      "CREATE INDEX executionCalling ON execution (id) WHERE status = 'running' AND waiting = 'call'",
      "CREATE INDEX executionOfParent ON execution (parent, fork, place) WHERE parent IS NOT NULL",
      "CREATE INDEX executionOfFlow ON execution (flow, status)",
      "CREATE INDEX executionOfUser ON execution (user) WHERE user IS NOT NULL",
      "CREATE INDEX executionOfDevice ON execution (device) WHERE device IS NOT NULL",
      """
      CREATE TABLE event (
        execution INTEGER NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        time INTEGER NOT NULL,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        data TEXT,
        PRIMARY KEY (execution, number)
      ) STRICT, WITHOUT ROWID
      """
    ),
    // What operators look for. An index of what every step sets would cost every step; these cost those they hold.
    Migration(
      "CREATE INDEX executionStarted ON execution (started)",
      "CREATE INDEX executionFailed ON execution (status, error) WHERE error IS NOT NULL",
      "CREATE INDEX executionPaused ON execution (started) WHERE status = 'paused'"
    ),
    Migration(
      "DROP INDEX executionDue",
      "CREATE INDEX executionDue ON execution (due, changed) WHERE status = 'running' AND due IS NOT NULL"
    )
  )

  // MARK: Definitions

  /// The row of a definition, stored where it is new.
  func definition(of flow: Flow, in connection: Connection) throws(DatabaseError) -> Int {
    let known = try connection.rows(
      "SELECT id FROM definition WHERE hash = ?",
      .text(flow.hash)
    ) { (row) in row.integer(0) }
    if let id = known.first { return id }
    try connection.run(
      "INSERT INTO definition (hash, flow, text) VALUES (?, ?, ?)",
      .text(flow.hash),
      .text(flow.name),
      .text(flow.text)
    )
    return connection.lastRow
  }

  /// The flow's name and the text of a stored definition.
  func definition(
    _ id: Int,
    in connection: Connection
  ) throws(DatabaseError) -> (flow: String, text: String)? {
    try connection.rows(
      "SELECT flow, text FROM definition WHERE id = ?",
      .integer(id)
    ) { (row) in (row.text(0), row.text(1)) }.first
  }

  // MARK: How it stands

  /// How the execution of that name stands; nil where there is none.
  package func status(
    of name: String,
    in connection: Connection
  ) throws(DatabaseError) -> Execution.Status? {
    try connection.rows("SELECT status FROM execution WHERE name = ?", .text(name)) {
      (row) throws(DatabaseError) in try row.word(0, of: Execution.Status.self)
    }.first
  }

  // MARK: What is due

  /// The rows of the executions that are due, the longest due first.
  func due(
    at now: Int,
    limit: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [Int] {
    try connection.rows(
      """
      SELECT id FROM execution WHERE status = 'running' AND due IS NOT NULL AND due <= ?
      ORDER BY due LIMIT ?
      """,
      .integer(now),
      .integer(limit)
    ) { (row) in row.integer(0) }
  }

  /// When the next execution is due, in milliseconds since 1970; nil where none is.
  package func nextDue(in connection: Connection) throws(DatabaseError) -> Int? {
    try connection.rows(
      """
      SELECT due FROM execution WHERE status = 'running' AND due IS NOT NULL ORDER BY due LIMIT 1
      """
    ) { (row) in row.integer(0) }.first
  }

  /// Makes the executions due whose calls were on their way when Rakel stopped.
  package func requeueCalls(in connection: Connection) throws(DatabaseError) {
    try connection.run(
      """
      UPDATE execution SET waiting = 'step', due = 0 WHERE status = 'running' AND waiting = 'call'
      """
    )
  }

  /// The token that an execution waits for.
  func token(of id: Int, in connection: Connection) throws(DatabaseError) -> String? {
    try connection.rows("SELECT token FROM execution WHERE id = ?", .integer(id)) { (row) in
      row.optionalText(0)
    }.first ?? nil
  }

  /// Keeps what came in for a token and makes its execution due; false where that waits for it no more.
  func answer(
    _ execution: String,
    waitingFor token: String,
    with answer: String,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try connection.run(
      """
      UPDATE execution SET answer = ?1, waiting = 'answer', token = NULL, due = ?4, changed = ?4
      WHERE name = ?2 AND token = ?3 AND status IN ('running', 'queued', 'paused')
        AND waiting IN ('token', 'call', 'step')
      """,
      .text(answer),
      .text(execution),
      .text(token),
      .integer(now)
    ) > 0
  }

  /// Makes due what was to be done at once by a clock that has been set back since; else it would wait for the clock.
  ///
  /// What waits for a moment goes on waiting for it, as it is told by the clock that there is.
  func catchUp(withClockAt now: Int, in connection: Connection) throws(DatabaseError) {
    try connection.run(
      "UPDATE execution SET due = ?1 WHERE status = 'running' AND due > ?1 AND due <= changed",
      .integer(now)
    )
  }

  /// Ends an execution as failed without reading it, and gives who waits for it.
  func fail(
    _ id: Int,
    _ failure: StateFailure,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Execution.Parent? {
    try connection.run(
      """
      INSERT INTO event (execution, number, time, kind, state, data)
      SELECT id, events + 1, ?2, 'failed', state, ?3 FROM execution WHERE id = ?1
      """,
      .integer(id),
      .integer(now),
      .json(Advance.data(of: failure))
    )
    return try connection.rows(
      """
      UPDATE execution SET status = 'failed', due = NULL, token = NULL, ended = ?, error = ?,
        cause = ?, events = events + 1
      WHERE id = ? RETURNING parent, fork, place
      """,
      .integer(now),
      .text(failure.error),
      .text(failure.cause),
      .integer(id)
    ) { (row) in
      row.optionalInteger(0).map {
        Execution.Parent(id: $0, fork: row.integer(1), place: row.integer(2))
      }
    }.first ?? nil
  }

  /// What the nearest execution from this one upwards was started with that is one by itself, a run or an item.
  func origin(
    of execution: Execution,
    in connection: Connection
  ) throws(DatabaseError) -> Execution.Origin? {
    if let input = execution.input {
      return Execution.Origin(name: execution.name, started: execution.started, input: input)
    }
    var above = execution.parent?.id
    while let id = above {
      let row = try connection.rows(
        "SELECT parent, name, started, input FROM execution WHERE id = ?",
        .integer(id)
      ) { (row) in
        let origin = row.optionalText(3).map { input in
          Execution.Origin(name: row.text(1), started: row.integer(2), input: input)
        }
        return (parent: row.optionalInteger(0), origin: origin)
      }.first
      if let origin = row?.origin { return origin }
      above = row?.parent
    }
    return nil
  }

  // MARK: History

  func add(
    _ events: [ExecutionEvent],
    to execution: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    for event in events {
      try connection.run(
        "INSERT INTO event (execution, number, time, kind, state, data) VALUES (?, ?, ?, ?, ?, ?)",
        .integer(execution),
        .integer(event.number),
        .integer(event.time),
        .text(event.kind.rawValue),
        .text(event.state),
        event.data == .null ? .null : .json(event.data)
      )
    }
  }

  /// The seconds of every wait and of every pause before another try, over all executions.
  package func waits(in connection: Connection) throws(DatabaseError) -> [Double] {
    try connection.rows(
      """
      SELECT data ->> 'seconds' FROM event WHERE kind IN ('waited', 'retried') ORDER BY execution, number
      """
    ) { (row) in row.real(0) }
  }

  /// What happened to an execution, in order.
  package func history(
    of execution: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [ExecutionEvent] {
    try connection.rows(
      "SELECT number, time, kind, state, data FROM event WHERE execution = ? ORDER BY number",
      .integer(execution)
    ) { (row) throws(DatabaseError) in
      ExecutionEvent(
        number: row.integer(0),
        time: row.integer(1),
        kind: try row.word(2),
        state: row.text(3),
        data: try row.json(4)
      )
    }
  }
}
