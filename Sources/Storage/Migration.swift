/// One step from an older layout of some tables to the next.
package struct Migration: Sendable {
  /// Statements that make the step, each whole.
  package let statements: [String]

  package init(_ statements: String...) { self.statements = statements }
}

/// The tables of one store, as the steps that lead to them; steps are only ever added at the end.
package struct Layout: Sendable {
  /// The store's name in the file, for ever.
  package let name: String
  package let steps: [Migration]

  package init(_ name: String, _ steps: Migration...) {
    self.name = name
    self.steps = steps
  }
}

extension Connection {
  /// Brings the layouts up to date: runs the steps that this file has not seen, each in a transaction.
  ///
  /// The table `layout` counts the steps done, by name. A file from a newer Rakel is refused.
  package func migrate(_ layouts: [Layout]) throws(DatabaseError) {
    try run(
      "CREATE TABLE IF NOT EXISTS layout (name TEXT PRIMARY KEY, steps INTEGER NOT NULL) STRICT"
    )
    try adoptFirstFiles()
    for layout in layouts { try migrate(layout) }
  }

  private func migrate(_ layout: Layout) throws(DatabaseError) {
    let done = try stepsDone(of: layout)
    guard done <= layout.steps.count else {
      throw DatabaseError(
        code: 1,
        message: "the tables of '\(layout.name)' are of step \(done), this Rakel knows"
          + " \(layout.steps.count); use the newer Rakel"
      )
    }
    for (index, step) in layout.steps.enumerated().dropFirst(done) {
      try transaction { (connection) throws(DatabaseError) in
        // Another process may be at it at the same time.
        guard try connection.stepsDone(of: layout) == index else { return }
        for statement in step.statements { try connection.run(statement) }
        try connection.run(
          """
          INSERT INTO layout (name, steps) VALUES (?, ?)
          ON CONFLICT (name) DO UPDATE SET steps = excluded.steps
          """,
          .text(layout.name),
          .integer(index + 1)
        )
      }
    }
  }

  private func stepsDone(of layout: Layout) throws(DatabaseError) -> Int {
    try rows("SELECT steps FROM layout WHERE name = ?", .text(layout.name)) { (row) in
      row.integer(0)
    }.first ?? 0
  }

  /// The first Rakel counted the steps of its one layout in `user_version`.
  private func adoptFirstFiles() throws(DatabaseError) {
    let version = try rows("PRAGMA user_version") { (row) in row.integer(0) }.first ?? 0
    guard version == 1 else { return }
    try transaction { (connection) throws(DatabaseError) in
      try connection.run("INSERT OR IGNORE INTO layout (name, steps) VALUES ('conversation', 1)")
      try connection.run("PRAGMA user_version = 0")
    }
  }
}
