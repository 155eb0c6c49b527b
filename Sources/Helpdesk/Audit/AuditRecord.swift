package import Ground

/// An entry as it stands in the audit.
package struct AuditRecord: Sendable, Hashable {
  /// Its place, from 1.
  package var number: Int
  package var entry: AuditEntry

  /// The record for machines; every member is always there, null where there is nothing to say.
  package var json: JSON {
    [
      "number": .integer(number),
      "time": .string(entry.time.rfc3339),
      "user": JSON(entry.user),
      "event": .string(entry.event.rawValue),
      "kind": JSON(entry.subject?.kind.rawValue),
      "subject": JSON(entry.subject?.id),
      "details": .object(entry.details.json),
    ]
  }
}
