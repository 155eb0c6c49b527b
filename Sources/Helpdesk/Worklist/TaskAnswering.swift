package import Ground
package import Storage
package import struct Foundation.Date

/// Where the answer goes that a waiting flow gets; the registers know no engine.
package protocol TaskAnswering: Sendable {
  /// Ends the wait of whoever has that token, in the transaction that `connection` is in.
  ///
  /// - Returns: false where nobody waits with it any longer.
  func answer(
    _ token: String,
    with output: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool
}
