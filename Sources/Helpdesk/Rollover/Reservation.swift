package import struct Foundation.Date

/// What somebody has chosen in place of an old machine, and when they fetch it.
package struct Reservation: Sendable, Hashable {
  package var campaign: Int
  /// The serial number of the machine that is exchanged.
  package var serial: String
  /// The id of who gets the new one.
  package var user: String
  /// The new machine, by its id in the policy.
  package var model: String
  /// By their ids in the policy, in order.
  package var accessories: [String]
  package var slot: Slot
  package var made: Date

  package init(
    campaign: Int,
    serial: String,
    user: String,
    model: String,
    accessories: [String],
    slot: Slot,
    made: Date
  ) {
    self.campaign = campaign
    self.serial = serial
    self.user = user
    self.model = model
    self.accessories = accessories
    self.slot = slot
    self.made = made
  }

  /// What is wanted of the stock, and how much of it there is in all.
  package struct Share: Sendable, Hashable {
    /// `model:l5440`, `accessory:dokk`.
    package var item: String
    /// The municipality that has a stock of its own, `*` for the one of all others.
    package var pool: String
    /// From 0.
    package var stock: Int

    package init(_ item: String, pool: String, stock: Int) {
      (self.item, self.pool, self.stock) = (item, pool, stock)
    }
  }

  /// What came of wanting to reserve.
  package enum Outcome: Sendable, Hashable {
    case reserved
    /// Nobody more can come at that time.
    case slotFull
    /// There is no more of it.
    case outOfStock(item: String)
  }
}
