package import Foundation
internal import Ground
package import Storage

/// What is reserved: the times at the pick-up places, and the stock.
///
/// Each time has as many seats as the place takes at once, and each stock as many units as there are; a reservation
/// holds one seat, and a unit of each thing. That nobody else holds the same is a constraint of the tables.
///
/// All functions take part in the caller's transaction.
package enum ReservationStore {
  /// The layout of this store's tables; only ever added to.
  package static let layout = Layout(
    "reservation",
    Migration(
      """
      CREATE TABLE reservation (
        id INTEGER PRIMARY KEY,
        campaign INTEGER NOT NULL,
        serial TEXT NOT NULL,
        user TEXT NOT NULL,
        model TEXT NOT NULL,
        accessories TEXT NOT NULL,
        place TEXT NOT NULL,
        start INTEGER NOT NULL,
        seat INTEGER NOT NULL CHECK (seat >= 0),
        made INTEGER NOT NULL,
        UNIQUE (campaign, serial),
        UNIQUE (place, start, seat)
      ) STRICT
      """,
      "CREATE INDEX reservationOfUser ON reservation (user)",
      """
      CREATE TABLE reservedUnit (
        campaign INTEGER NOT NULL,
        item TEXT NOT NULL,
        pool TEXT NOT NULL,
        unit INTEGER NOT NULL CHECK (unit >= 0),
        reservation INTEGER NOT NULL REFERENCES reservation (id) ON DELETE CASCADE,
        PRIMARY KEY (campaign, item, pool, unit)
      ) STRICT, WITHOUT ROWID
      """,
      "CREATE INDEX reservedUnitOf ON reservedUnit (reservation)"
    )
  )

  /// Reserves, in place of what the same machine has reserved before; where it cannot be, nothing changes.
  ///
  /// - Parameters:
  ///   - capacity: how many can come to the place at once.
  ///   - shares: what is wanted of the stock: the model, and each of the accessories.
  package static func reserve(
    _ wanted: Reservation,
    capacity: Int,
    shares: [Reservation.Share],
    in connection: Connection
  ) throws(DatabaseError) -> Reservation.Outcome {
    let own = try row(campaign: wanted.campaign, serial: wanted.serial, in: connection)
    guard let seat = try seat(in: wanted.slot, capacity: capacity, besides: own, in: connection)
    else { return .slotFull }
    var units: [Int] = []
    for share in shares {
      let unit = try unit(of: share, campaign: wanted.campaign, besides: own, in: connection)
      guard let unit else { return .outOfStock(item: share.item) }
      units.append(unit)
    }
    try connection.savepoint { (connection) throws(DatabaseError) in
      try release(campaign: wanted.campaign, serial: wanted.serial, in: connection)
      let row = try insert(wanted, seat: seat, in: connection)
      for (share, unit) in zip(shares, units) {
        try connection.run(
          "INSERT INTO reservedUnit (campaign, item, pool, unit, reservation) VALUES (?, ?, ?, ?, ?)",
          .integer(wanted.campaign),
          .text(share.item),
          .text(share.pool),
          .integer(unit),
          .integer(row)
        )
      }
    }
    return .reserved
  }

  /// Gives the time and the stock back; false where nothing was reserved.
  @discardableResult
  package static func release(
    campaign: Int,
    serial: String,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    try connection.run(
      "DELETE FROM reservation WHERE campaign = ? AND serial = ?",
      .integer(campaign),
      .text(serial)
    ) > 0
  }

  /// What is reserved for a machine; nil where nothing is.
  package static func find(
    campaign: Int,
    serial: String,
    in connection: Connection
  ) throws(DatabaseError) -> Reservation? {
    try connection.rows(
      """
      SELECT campaign, serial, user, model, accessories, place, start, made FROM reservation
      WHERE campaign = ? AND serial = ?
      """,
      .integer(campaign),
      .text(serial),
      read: reservation
    ).first
  }

  /// How many come to a place at each time from a moment to before another; times at which nobody does are left out.
  ///
  /// - Parameter serial: a machine whose own reservation, in `campaign`, is not counted.
  package static func taken(
    at place: String,
    from: Date,
    to: Date,
    besides own: (campaign: Int, serial: String)? = nil,
    in connection: Connection
  ) throws(DatabaseError) -> [Date: Int] {
    let counts = try connection.rows(
      """
      SELECT start, count(*) FROM reservation
      WHERE place = ?1 AND start >= ?2 AND start < ?3 AND NOT (campaign IS ?4 AND serial IS ?5)
      GROUP BY start
      """,
      .text(place),
      .integer(from.milliseconds),
      .integer(to.milliseconds),
      SQLValue(own?.campaign),
      SQLValue(own?.serial)
    ) { (row) in (row.date(0), row.integer(1)) }
    return Dictionary(counts) { first, _ in first }
  }

  /// Whether there is any more of something.
  ///
  /// - Parameter serial: a machine whose own reservation counts as given back.
  package static func isInStock(
    _ share: Reservation.Share,
    campaign: Int,
    besides serial: String? = nil,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    var own: Int?
    if let serial { own = try row(campaign: campaign, serial: serial, in: connection) }
    return try unit(of: share, campaign: campaign, besides: own, in: connection) != nil
  }

  // MARK: Free places

  /// The first seat that nobody has; nil where all are taken.
  private static func seat(
    in slot: Slot,
    capacity: Int,
    besides own: Int?,
    in connection: Connection
  ) throws(DatabaseError) -> Int? {
    let taken = try connection.rows(
      "SELECT seat FROM reservation WHERE place = ? AND start = ? AND id IS NOT ?",
      .text(slot.place),
      .integer(slot.start.milliseconds),
      SQLValue(own)
    ) { (row) in row.integer(0) }
    return (0..<max(0, capacity)).first { !taken.contains($0) }
  }

  /// The unit after the last that was given out, or else the first that was given back; nil where there is none.
  private static func unit(
    of share: Reservation.Share,
    campaign: Int,
    besides own: Int?,
    in connection: Connection
  ) throws(DatabaseError) -> Int? {
    let last =
      try connection.rows(
        "SELECT max(unit) FROM reservedUnit WHERE campaign = ? AND item = ? AND pool = ?",
        .integer(campaign),
        .text(share.item),
        .text(share.pool)
      ) { (row) in row.optionalInteger(0) ?? -1 }.first ?? -1
    if last + 1 < share.stock { return last + 1 }
    let taken = try connection.rows(
      """
      SELECT unit FROM reservedUnit
      WHERE campaign = ? AND item = ? AND pool = ? AND unit < ? AND reservation IS NOT ? ORDER BY unit
      """,
      .integer(campaign),
      .text(share.item),
      .text(share.pool),
      .integer(share.stock),
      SQLValue(own)
    ) { (row) in row.integer(0) }
    let gap = taken.enumerated().first { $0.offset != $0.element }?.offset ?? taken.count
    return gap < share.stock ? gap : nil
  }

  private static func row(
    campaign: Int,
    serial: String,
    in connection: Connection
  ) throws(DatabaseError) -> Int? {
    try connection.rows(
      "SELECT id FROM reservation WHERE campaign = ? AND serial = ?",
      .integer(campaign),
      .text(serial)
    ) { (row) in row.integer(0) }.first
  }

  private static func insert(
    _ reservation: Reservation,
    seat: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Int {
    try connection.run(
      """
      INSERT INTO reservation (campaign, serial, user, model, accessories, place, start, seat, made)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      .integer(reservation.campaign),
      .text(reservation.serial),
      .text(reservation.user),
      .text(reservation.model),
      .json(.array(reservation.accessories.map(JSON.string))),
      .text(reservation.slot.place),
      .integer(reservation.slot.start.milliseconds),
      .integer(seat),
      .integer(reservation.made.milliseconds)
    )
    return connection.lastRow
  }

  static func reservation(_ row: borrowing Row) throws(DatabaseError) -> Reservation {
    Reservation(
      campaign: row.integer(0),
      serial: row.text(1),
      user: row.text(2),
      model: row.text(3),
      accessories: try row.json(4).array?.compactMap(\.string) ?? [],
      slot: Slot(place: row.text(5), start: row.date(6)),
      made: row.date(7)
    )
  }
}
