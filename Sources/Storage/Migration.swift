/// One step from an older layout of the database to the next; steps are only ever added at the end.
package struct Migration: Sendable {
  /// Statements that make the step, each whole.
  package let statements: [String]

  package init(_ statements: String...) { self.statements = statements }
}

extension Connection {
  /// Brings the layout up to date: runs the steps that this file has not seen, each in a transaction.
  ///
  /// The number of steps done is SQLite's `user_version`. A file from a newer Rakel is refused.
  package func migrate(_ migrations: [Migration]) throws(DatabaseError) {
    let done = try rows("PRAGMA user_version") { (row) in row.integer(0) }.first ?? 0
    guard done <= migrations.count else {
      throw DatabaseError(
        code: 1,
        message:
          "the database is of layout \(done), this Rakel knows \(migrations.count); use the newer Rakel"
      )
    }
    for (index, migration) in migrations.enumerated().dropFirst(done) {
      try transaction { (connection) throws(DatabaseError) in
        for statement in migration.statements { try connection.run(statement) }
        try connection.run("PRAGMA user_version = \(index + 1)")
      }
    }
  }
}
