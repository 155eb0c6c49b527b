package import Foundation
package import Storage

extension RefusalStore {
  /// Forgets, a stretch at a time, who was told before `time` that they have no access.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    try connection.sweep("refusal", after: row, where: "told < ?1", .integer(time.milliseconds))
  }
}
