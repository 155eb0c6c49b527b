package import Storage

extension OutboxStore {
  /// What stands where the message of that number stood: the newest that took its place, or else itself; nil where there
  /// is none.
  package static func latest(
    _ number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> OutgoingMessage? {
    let newest = try connection.rows(
      "SELECT number FROM outbox WHERE number > ? AND replaces = ? ORDER BY number DESC LIMIT 1",
      .integer(number),
      .integer(number)
    ) { (row) in row.integer(0) }.first
    return try message(newest ?? number, in: connection)
  }
}
