internal import Ground
internal import StatesLanguage
package import Storage

/// Reading and writing whole executions.
extension ExecutionStore {
  private static let columns = """
    id, name, flow, definition, kind, status, parent, fork, place, root, state, data, variables, visit,
    entered, attempts, waiting, due, runLimit, taskLimit, beatLimit, heartbeat, token, answer, pending,
    failures, tolerated, concurrency, user, device, input, item, started, changed, ended, seed, events,
    output, error, cause
    """

  private static let byRow = "SELECT \(columns) FROM execution WHERE id = ?"
  private static let byName = "SELECT \(columns) FROM execution WHERE name = ?"
  private static let dueByName = """
    \(byName) AND (waiting = 'children' OR status = 'running' AND due <= ?)
    """

  /// The execution in that row.
  package func execution(
    _ id: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Execution? {
    try connection.rows(Self.byRow, .integer(id), read: Self.execution).first
  }

  /// The execution of that name.
  package func execution(
    named name: String,
    in connection: Connection
  ) throws(DatabaseError) -> Execution? {
    try connection.rows(Self.byName, .text(name), read: Self.execution).first
  }

  /// The execution of that name where it is due, or has children that may be.
  func execution(
    named name: String,
    dueAt now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Execution? {
    try connection.rows(Self.dueByName, .text(name), .integer(now), read: Self.execution).first
  }

  private static func execution(_ row: borrowing Row) throws(DatabaseError) -> Execution {
    var cursor = Cursor(
      entering: row.text(10),
      with: try row.json(11),
      variables: try row.optionalJSON(12)?.object ?? JSONObject(),
      visit: row.integer(13),
      at: row.integer(14)
    )
    if !row.isNull(15) {
      cursor.attempts = row.text(15).split(separator: ",").compactMap { Int($0) }
    }
    return Execution(
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
      cursor: cursor,
      waiting: try row.word(16),
      due: row.optionalInteger(17),
      limits: Execution.Limits(
        run: row.optionalInteger(18),
        task: row.optionalInteger(19),
        beat: row.optionalInteger(20),
        heartbeat: row.optionalInteger(21)
      ),
      token: row.optionalText(22),
      answer: row.optionalText(23),
      join: Execution.Join(
        pending: row.integer(24),
        failures: row.integer(25),
        tolerated: row.integer(26),
        concurrency: row.integer(27)
      ),
      user: row.optionalText(28),
      device: row.optionalText(29),
      input: row.optionalText(30),
      item: try row.optionalJSON(31),
      started: row.integer(32),
      changed: row.integer(33),
      ended: row.optionalInteger(34),
      seed: UInt64(bitPattern: Int64(row.integer(35))),
      events: row.integer(36),
      output: row.optionalText(37),
      failure: row.optionalText(38).map { StateFailure($0, row.text(39)) }
    )
  }

  /// Stores a new execution and gives its row; one whose root is 0 is its own.
  ///
  /// - Parameter hasMoved: whether it may stand with other data than it was started with.
  func insert(
    _ execution: Execution,
    hasMoved: Bool = false,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    let cursor = execution.cursor
    let beginning = hasMoved ? nil : execution.input
    try connection.run(
      Self.insertion,
      .text(execution.name),
      .text(execution.flow),
      .integer(execution.definition),
      .text(execution.kind.rawValue),
      .text(execution.status.rawValue),
      SQLValue(execution.parent?.id),
      SQLValue(execution.parent?.fork),
      SQLValue(execution.parent?.place),
      execution.root == 0 ? .null : .integer(execution.root),
      .text(cursor.state),
      beginning.map(SQLValue.text) ?? .json(cursor.input),
      Self.value(of: cursor.variables),
      .integer(cursor.visit),
      .integer(cursor.entered),
      Self.value(of: cursor.attempts),
      .text(execution.waiting.rawValue),
      SQLValue(execution.due),
      SQLValue(execution.limits.run),
      SQLValue(execution.limits.task),
      SQLValue(execution.limits.beat),
      SQLValue(execution.limits.heartbeat),
      SQLValue(execution.token),
      SQLValue(execution.user),
      SQLValue(execution.device),
      SQLValue(execution.input),
      execution.item.map(SQLValue.json) ?? .null,
      .integer(execution.started),
      .integer(execution.changed),
      SQLValue(execution.ended),
      .integer(Int(Int64(bitPattern: execution.seed))),
      .integer(execution.events),
      SQLValue(execution.output),
      SQLValue(execution.failure?.error),
      SQLValue(execution.failure?.cause)
    )
    return connection.lastRow
  }

  private static let insertion = """
    INSERT INTO execution (id, name, flow, definition, kind, status, parent, fork, place, root, state,
      data, variables, visit, entered, attempts, waiting, due, runLimit, taskLimit, beatLimit, heartbeat,
      token, pending, failures, tolerated, concurrency, user, device, input, item, started, changed,
      ended, seed, events, output, error, cause)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM execution), ?, ?, ?, ?, ?, ?, ?, ?,
      coalesce(?, (SELECT coalesce(max(id), 0) + 1 FROM execution)), ?,
      ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  /// Stores what a step has changed.
  ///
  /// - Parameter hasMoved: whether it may stand with other data than are stored.
  func update(
    _ execution: Execution,
    hasMoved: Bool = true,
    in connection: Connection
  ) throws(DatabaseError) {
    let cursor = execution.cursor
    try connection.run(
      """
      UPDATE execution SET status = ?, state = ?, data = coalesce(?, data),
        variables = ?, visit = ?, entered = ?, attempts = ?, waiting = ?, due = ?, runLimit = ?, taskLimit = ?, beatLimit = ?,
        heartbeat = ?, token = ?, answer = ?, pending = ?, failures = ?, tolerated = ?, concurrency = ?,
        changed = ?, ended = ?, events = ?, output = ?, error = ?, cause = ?
      WHERE id = ?
      """,
      .text(execution.status.rawValue),
      .text(cursor.state),
      hasMoved ? .json(cursor.input) : .null,
      Self.value(of: cursor.variables),
      .integer(cursor.visit),
      .integer(cursor.entered),
      Self.value(of: cursor.attempts),
      .text(execution.waiting.rawValue),
      SQLValue(execution.due),
      SQLValue(execution.limits.run),
      SQLValue(execution.limits.task),
      SQLValue(execution.limits.beat),
      SQLValue(execution.limits.heartbeat),
      SQLValue(execution.token),
      SQLValue(execution.answer),
      .integer(execution.join.pending),
      .integer(execution.join.failures),
      .integer(execution.join.tolerated),
      .integer(execution.join.concurrency),
      .integer(execution.changed),
      SQLValue(execution.ended),
      .integer(execution.events),
      SQLValue(execution.output),
      SQLValue(execution.failure?.error),
      SQLValue(execution.failure?.cause),
      .integer(execution.id)
    )
  }

  /// Has an execution go by another definition; no step of its own does, and to look that one up costs.
  func setDefinition(
    _ definition: Int,
    of execution: Int,
    in connection: Connection
  ) throws(DatabaseError) {
    try connection.run(
      "UPDATE execution SET definition = ? WHERE id = ?",
      .integer(definition),
      .integer(execution)
    )
  }

  private static func value(of attempts: [Int]) -> SQLValue {
    attempts.isEmpty ? .null : .text(attempts.map(String.init).joined(separator: ","))
  }

  private static func value(of variables: JSONObject) -> SQLValue {
    variables.count == 0 ? .null : .json(.object(variables))
  }
}
