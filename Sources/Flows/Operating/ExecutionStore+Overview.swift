package import Storage

/// What a page about one execution tells besides its own row.
extension ExecutionStore {
  /// The definition that it goes by, as it was written; nil where the execution is gone.
  package func definitionText(
    of execution: Execution,
    in connection: Connection
  ) throws(DatabaseError) -> String? {
    try definition(execution.definition, in: connection)?.text
  }

  /// How many children of the last fork there are, by status; none where it has forked nothing.
  package func childCounts(
    of execution: Execution,
    in connection: Connection
  ) throws(DatabaseError) -> [(status: Execution.Status, count: Int)] {
    try connection.rows(
      """
      SELECT status, count(*) FROM execution
      WHERE parent = ?1 AND fork = (SELECT max(fork) FROM execution WHERE parent = ?1)
      GROUP BY status ORDER BY count(*) DESC, status
      """,
      .integer(execution.id)
    ) { (row) throws(DatabaseError) in (try row.word(0), row.integer(1)) }
  }

  /// So many executions below one that have not ended are in the same state and wait for the same.
  package struct OpenPart: Sendable, Hashable {
    package var state: String
    package var status: Execution.Status
    package var waiting: Execution.Waiting
    package var count: Int
  }

  /// Where what is below it and has not ended is, the most first.
  package func openParts(
    of execution: Execution,
    in connection: Connection
  ) throws(DatabaseError) -> [OpenPart] {
    try connection.rows(
      """
      WITH RECURSIVE below (id) AS (
        SELECT id FROM execution WHERE parent = ?1
        UNION ALL SELECT execution.id FROM execution JOIN below ON execution.parent = below.id)
      SELECT state, status, waiting, count(*) FROM execution
      WHERE id IN below AND status IN ('running', 'queued', 'paused')
      GROUP BY state, status, waiting ORDER BY count(*) DESC, state, status, waiting
      """,
      .integer(execution.id)
    ) { (row) throws(DatabaseError) in
      OpenPart(
        state: row.text(0),
        status: try row.word(1),
        waiting: try row.word(2),
        count: row.integer(3)
      )
    }
  }
}
