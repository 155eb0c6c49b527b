package import Foundation
package import Storage

/// An item that goes from hand to hand.
extension WorklistStore {
  /// Puts an item back on the list that `user` has claimed.
  package static func unclaim(
    _ number: Int,
    by user: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> ClaimOutcome {
    let given = try connection.run(
      """
      UPDATE workItem SET status = 'open', claimedBy = NULL, claimed = NULL, changed = ?
      WHERE number = ? AND status = 'claimed' AND claimedBy = ?
      """,
      .integer(time.milliseconds),
      .integer(number),
      .text(user)
    )
    return try outcome(given, of: number, in: connection)
  }

  /// Gives an item that `user` has claimed to a colleague; when it was first taken on stays as it was.
  package static func handOver(
    _ number: Int,
    by user: String,
    to colleague: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> ClaimOutcome {
    let given = try connection.run(
      """
      UPDATE workItem SET claimedBy = ?, changed = ?
      WHERE number = ? AND status = 'claimed' AND claimedBy = ?
      """,
      .text(colleague),
      .integer(time.milliseconds),
      .integer(number),
      .text(user)
    )
    return try outcome(given, of: number, in: connection)
  }

  private static func outcome(
    _ given: Int,
    of number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> ClaimOutcome {
    if given > 0 { return .claimed }
    guard let item = try find(number, in: connection) else { return .missing }
    guard item.isToDo else { return .finished(item.status) }
    return .taken(by: item.claimedBy ?? "")
  }

  /// The places of the items that are still to be done, each once and in order.
  package static func places(in connection: Connection) throws(DatabaseError) -> [String] {
    try connection.rows(
      """
      SELECT DISTINCT place FROM workItem
      WHERE place IS NOT NULL AND status IN ('open', 'claimed') ORDER BY place
      """
    ) { (row) in row.text(0) }
  }
}
