package import Foundation
internal import Ground
package import Storage

/// What is to be done, where it has become something else.
extension WorklistStore {
  /// Changes an item that is still to be done; whoever has claimed it keeps it.
  package static func change(
    _ number: Int,
    _ change: WorkChange,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> ChangeOutcome {
    guard let item = try find(number, in: connection) else { return .missing }
    guard item.isToDo else { return .finished(item.status) }
    let order = change.applied(to: item.order)
    let changed = try connection.run(
      """
      UPDATE workItem SET title = ?2, due = ?3, place = ?4, facts = ?5, changed = ?6
      WHERE number = ?1 AND (title, due, place, facts) IS NOT (?2, ?3, ?4, ?5)
      """,
      .integer(number),
      .text(order.title),
      SQLValue(order.due?.milliseconds),
      SQLValue(order.place),
      SQLValue(order.facts.isEmpty ? nil : order.facts.stored),
      .integer(time.milliseconds)
    )
    return changed > 0 ? .changed : .unneeded
  }

  /// The items of an execution, the oldest first.
  ///
  /// - Parameter kind: only those of this kind; nil for all.
  package static func items(
    of execution: String,
    kind: String? = nil,
    in connection: Connection
  ) throws(DatabaseError) -> [WorkItem] {
    try connection.rows(
      """
      SELECT \(columns) FROM workItem WHERE execution = ?1 AND (?2 IS NULL OR kind = ?2)
      ORDER BY number
      """,
      .text(execution),
      SQLValue(kind),
      read: read
    )
  }
}

extension [WorkOrder.Fact] {
  /// As the table keeps them.
  var stored: String { JSON.array(map(\.json)).text }
}
