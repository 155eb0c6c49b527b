internal import Ground
package import Storage

/// Finding executions without reading their data.
extension ExecutionStore {
  /// The executions that a query asks for, the newest first.
  package func find(
    _ query: ExecutionQuery,
    in connection: Connection
  ) throws(DatabaseError) -> [ExecutionSummary] {
    try summaries(Self.newest(query), query, after: nil, most: query.limit, in: connection)
  }

  /// How many a query asks for, its limit aside.
  package func count(
    _ query: ExecutionQuery,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    let sql = "SELECT count(*) FROM execution \(Self.conditions(of: query)) LIMIT ?10"
    return try rows(sql, query, after: nil, most: 1, in: connection) { (row) in row.integer(0) }
      .first ?? 0
  }

  /// The next `most` that a query asks for, by row, after the row `after`: parents before their children.
  func page(
    _ query: ExecutionQuery,
    after id: Int,
    most: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [ExecutionSummary] {
    let sql = """
      SELECT \(Self.summaryColumns) FROM execution \(Self.conditions(of: query, isPage: true))
      ORDER BY id LIMIT ?10
      """
    return try summaries(sql, query, after: id, most: most, in: connection)
  }

  /// The statement that finds what `query` asks for.
  static func newest(_ query: ExecutionQuery) -> String {
    """
    SELECT \(summaryColumns) FROM execution \(conditions(of: query))
    ORDER BY started DESC, id DESC LIMIT ?10
    """
  }

  private static let summaryColumns = """
    id, name, flow, kind, status, state, waiting, due, user, device, started, changed, ended, error
    """

  /// Only what is asked for stands in the statement: what is compared with a null that may be a value uses no index.
  ///
  /// Statuses are written out, for the sake of the indexes of a few of them; they are words of ours.
  private static func conditions(of query: ExecutionQuery, isPage: Bool = false) -> String {
    var conditions: [String] = []
    if !query.names.isEmpty { conditions.append("name IN (SELECT value FROM json_each(?1))") }
    if query.flow != nil { conditions.append("flow = ?2") }
    if query.state != nil { conditions.append("state = ?3") }
    if query.user != nil { conditions.append("user = ?4") }
    if query.device != nil { conditions.append("device = ?5") }
    if query.error != nil { conditions.append("error = ?6") }
    if query.startedBefore != nil { conditions.append("started <= ?7") }
    if query.startedAfter != nil { conditions.append("started >= ?8") }
    if isPage { conditions.append("id > ?9") }
    let failures = Set(Execution.Status.allCases.filter(\.isFailure))
    var statuses = query.statuses
    if query.error != nil, statuses.isEmpty { statuses = failures }
    if !statuses.isEmpty { conditions.append(oneOf(statuses.map(\.rawValue), "status")) }
    if !statuses.isEmpty, statuses.isSubset(of: failures) { conditions.append("error IS NOT NULL") }
    if !query.kinds.isEmpty { conditions.append(oneOf(query.kinds.map(\.rawValue), "kind")) }
    return conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
  }

  private static func oneOf(_ words: [String], _ column: String) -> String {
    let literals = words.sorted().map { "'\($0)'" }
    return literals.count == 1
      ? "\(column) = \(literals[0])" : "\(column) IN (\(literals.joined(separator: ", ")))"
  }

  private func summaries(
    _ sql: String,
    _ query: ExecutionQuery,
    after id: Int?,
    most: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [ExecutionSummary] {
    try rows(sql, query, after: id, most: most, in: connection) { (row) throws(DatabaseError) in
      ExecutionSummary(
        id: row.integer(0),
        name: row.text(1),
        flow: row.text(2),
        kind: try row.word(3),
        status: try row.word(4),
        state: row.text(5),
        waiting: try row.word(6),
        due: row.optionalInteger(7),
        user: row.optionalText(8),
        device: row.optionalText(9),
        started: row.integer(10),
        changed: row.integer(11),
        ended: row.optionalInteger(12),
        error: row.optionalText(13)
      )
    }
  }

  /// Runs a statement in which `?1` to `?10` mean the same whichever of them it has; `?10` it has always, so that all
  /// can be bound.
  private func rows<Value>(
    _ sql: String,
    _ query: ExecutionQuery,
    after id: Int?,
    most: Int,
    in connection: Connection,
    read: (borrowing Row) throws(DatabaseError) -> Value
  ) throws(DatabaseError) -> [Value] {
    try connection.rows(
      sql,
      .json(.array(query.names.sorted().map(JSON.string))),
      SQLValue(query.flow),
      SQLValue(query.state),
      SQLValue(query.user),
      SQLValue(query.device),
      SQLValue(query.error),
      SQLValue(query.startedBefore),
      SQLValue(query.startedAfter),
      SQLValue(id),
      .integer(most),
      read: read
    )
  }
}
