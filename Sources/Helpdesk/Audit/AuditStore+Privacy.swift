internal import Ground
package import Storage

extension AuditStore {
  /// The entries by or about somebody, oldest first.
  ///
  /// - Parameter subjects: what is theirs, besides themselves.
  package static func records(
    concerning user: String,
    subjects: [AuditSubject],
    in connection: Connection
  ) throws(DatabaseError) -> [AuditRecord] {
    let subjects = (subjects + [AuditSubject(.user, user)]).map {
      JSON.array([.string($0.kind.rawValue), .string($0.id)])
    }
    return try connection.rows(
      """
      SELECT number, time, user, event, kind, subject, details FROM audit
      WHERE user = ?1 OR number IN (
        SELECT audit.number FROM json_each(?2) AS one JOIN audit
          ON audit.kind = one.value ->> 0 AND audit.subject = one.value ->> 1)
      ORDER BY number
      """,
      .text(user),
      .json(.array(subjects)),
      read: read
    )
  }
}
