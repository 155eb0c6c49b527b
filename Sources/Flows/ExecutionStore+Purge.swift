package import Storage

/// Letting go of executions that have ended, with all that belongs to them.
extension ExecutionStore {
  /// What one step of a purge has done.
  package struct Purged: Sendable {
    package var sweep: Sweep
    /// The names of the executions that are gone, children included.
    package var names: [String] = []
  }

  /// Forgets, a stretch at a time, the runs that ended before `time` (milliseconds since 1970), with their children and
  /// their histories.
  ///
  /// A run of more than ``Sweep/length`` rows goes in several steps, its children first. One of which a part still runs
  /// stays.
  package func purge(
    endedBefore time: Int,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Purged {
    guard let stretch = try connection.stretch(of: "execution", after: row) else {
      return Purged(sweep: Sweep(removed: 0, next: nil))
    }
    let runs = try connection.rows(
      """
      SELECT id FROM execution WHERE id BETWEEN ? AND ? AND parent IS NULL AND ended < ? ORDER BY id
      """,
      .integer(stretch.lowerBound),
      .integer(stretch.upperBound),
      .integer(time)
    ) { (row) in row.integer(0) }
    var purged = Purged(sweep: Sweep(removed: 0, next: stretch.upperBound))
    for run in runs {
      let left = Sweep.length - purged.sweep.removed
      guard try !hasRunning(below: run, in: connection) else { continue }
      let (names, rows) = try remove(run, most: left, in: connection)
      purged.names += names
      purged.sweep.removed += rows
      guard purged.sweep.removed < Sweep.length else {
        // It may not be gone yet.
        purged.sweep.next = run - 1
        break
      }
    }
    return purged
  }

  /// Forgets a run with all below it, from the leaves on, as far as `most` rows go.
  ///
  /// - Returns: the names of the executions that are gone, and how many rows.
  func remove(
    _ run: Int,
    most: Int,
    in connection: Connection
  ) throws(DatabaseError) -> (names: [String], rows: Int) {
    // Children have higher rows than their parents.
    let tree = try connection.rows(
      """
      WITH RECURSIVE tree (id) AS (
        SELECT ?1
        UNION ALL SELECT execution.id FROM execution JOIN tree ON execution.parent = tree.id)
      SELECT id, name FROM execution WHERE id IN tree ORDER BY id DESC LIMIT ?2
      """,
      .integer(run),
      .integer(most)
    ) { (row) in (id: row.integer(0), name: row.text(1)) }
    var (names, rows): ([String], Int) = ([], 0)
    for execution in tree {
      rows += try connection.run(
        """
        DELETE FROM event WHERE execution = ?1 AND number IN (
          SELECT number FROM event WHERE execution = ?1 ORDER BY number DESC LIMIT ?2)
        """,
        .integer(execution.id),
        .integer(most - rows)
      )
      guard rows < most else { break }
      rows += try connection.run("DELETE FROM execution WHERE id = ?", .integer(execution.id))
      names.append(execution.name)
      guard rows < most else { break }
    }
    return (names, rows)
  }

  /// Whether something below a run has not ended, though the run has: an item that was reopened goes on by itself.
  func hasRunning(below run: Int, in connection: Connection) throws(DatabaseError) -> Bool {
    try connection.rows(
      """
      WITH RECURSIVE tree (id) AS (
        SELECT ?1
        UNION ALL SELECT execution.id FROM execution JOIN tree ON execution.parent = tree.id)
      SELECT 1 FROM execution WHERE id IN tree AND status IN ('running', 'queued', 'paused') LIMIT 1
      """,
      .integer(run)
    ) { (row) in true }.first ?? false
  }
}
