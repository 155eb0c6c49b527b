package import Foundation
package import Ground
package import Storage

/// How long they are kept, and what there is of one person.
extension ReservationStore {
  /// Forgets, a stretch at a time, the reservations whose time was before `time`.
  ///
  /// Whoever purges keeps them longer than any campaign runs: a unit that is forgotten is in stock again.
  package static func purge(
    before time: Date,
    after row: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Sweep {
    try connection.sweep(
      "reservation",
      after: row,
      where: "start < ?1",
      .integer(time.milliseconds)
    )
  }

  /// What `user` has reserved, the oldest first.
  package static func export(
    of user: String,
    in connection: Connection
  ) throws(DatabaseError) -> [JSON] {
    try connection.rows(
      """
      SELECT campaign, serial, user, model, accessories, place, start, made FROM reservation
      WHERE user = ? ORDER BY made, id
      """,
      .text(user)
    ) { (row) throws(DatabaseError) in
      let reservation = try reservation(row)
      return [
        "made": .moment(reservation.made), "campaign": .integer(reservation.campaign),
        "device": .string(reservation.serial), "model": .string(reservation.model),
        "accessories": .array(reservation.accessories.map(JSON.string)),
        "place": .string(reservation.slot.place), "start": .moment(reservation.slot.start),
      ]
    }
  }

  /// Keeps what a person has reserved, which is out of stock all the same, without the person.
  ///
  /// - Returns: how many reservations there were.
  @discardableResult
  package static func anonymise(
    _ user: String,
    as pseudonym: String,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.run(
      "UPDATE reservation SET user = ?2, serial = 'removed:' || id WHERE user = ?1",
      .text(user),
      .text(pseudonym)
    )
  }
}
