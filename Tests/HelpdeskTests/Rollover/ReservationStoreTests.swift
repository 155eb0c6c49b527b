import Foundation
import Ground
import Helpdesk
import Storage
import Testing

@Suite struct ReservationStoreTests {
  private let database: Database

  init() throws {
    database = try Database(path: ":memory:", layouts: [ReservationStore.layout])
  }

  private static func slot(_ place: String = "radhus", _ hour: Double = 0) -> Slot {
    Slot(place: place, start: Registers.hour(hour))
  }

  private static func wanted(
    _ serial: String,
    campaign: Int = 1,
    model: String = "l1",
    slot: Slot = slot()
  ) -> Reservation {
    Reservation(
      campaign: campaign,
      serial: serial,
      user: "kari",
      model: model,
      accessories: ["dokk"],
      slot: slot,
      made: Registers.hour(-5)
    )
  }

  private func reserve(
    _ wanted: Reservation,
    capacity: Int = 2,
    stock: Int = 9
  ) async throws -> Reservation.Outcome {
    try await database.write { (connection) throws(DatabaseError) in
      try ReservationStore.reserve(
        wanted,
        capacity: capacity,
        shares: [.init("model:\(wanted.model)", pool: "*", stock: stock)],
        in: connection
      )
    }
  }

  private func find(_ serial: String, campaign: Int = 1) async throws -> Reservation? {
    try await database.write { (connection) throws(DatabaseError) in
      try ReservationStore.find(campaign: campaign, serial: serial, in: connection)
    }
  }

  @Test func `keeps what was chosen`() async throws {
    #expect(try await reserve(Self.wanted("A")) == .reserved)
    #expect(try await find("A") == Self.wanted("A"))
    #expect(try await find("B") == nil)
  }

  @Test func `lets no more come at once than the place takes, over all campaigns`() async throws {
    #expect(try await reserve(Self.wanted("A")) == .reserved)
    #expect(try await reserve(Self.wanted("B", campaign: 2)) == .reserved)
    #expect(try await reserve(Self.wanted("C")) == .slotFull)
    #expect(try await reserve(Self.wanted("C", slot: Self.slot("skole"))) == .reserved)
    #expect(try await reserve(Self.wanted("D", slot: Self.slot("radhus", 1))) == .reserved)
  }

  @Test func `gives out no more than there is in stock`() async throws {
    for (number, serial) in ["A", "B"].enumerated() {
      let wanted = Self.wanted(serial, slot: Self.slot("radhus", Double(number)))
      #expect(try await reserve(wanted, stock: 2) == .reserved)
    }
    let third = Self.wanted("C", slot: Self.slot("radhus", 5))
    #expect(try await reserve(third, stock: 2) == .outOfStock(item: "model:l1"))
    #expect(try await find("C") == nil)
    try await database.write { (connection) throws(DatabaseError) in
      _ = try ReservationStore.release(campaign: 1, serial: "A", in: connection)
    }
    #expect(try await reserve(third, stock: 2) == .reserved)
  }

  @Test func `keeps the old time where the new one is full, and gives it back where it is not`()
    async throws
  {
    let late = Self.slot("radhus", 1)
    #expect(try await reserve(Self.wanted("A", slot: late), capacity: 1) == .reserved)
    #expect(try await reserve(Self.wanted("B"), capacity: 1) == .reserved)
    #expect(try await reserve(Self.wanted("B", slot: late), capacity: 1) == .slotFull)
    #expect(try await find("B")?.slot == Self.slot())
    #expect(
      try await reserve(Self.wanted("A", slot: Self.slot("x")), capacity: 1, stock: 2) == .reserved
    )
    #expect(try await reserve(Self.wanted("B", slot: late), capacity: 1, stock: 2) == .reserved)
  }

  @Test func `changes the same reservation when the last of everything is its own`() async throws {
    #expect(try await reserve(Self.wanted("A"), capacity: 1, stock: 1) == .reserved)
    #expect(try await reserve(Self.wanted("A"), capacity: 1, stock: 1) == .reserved)
    let taken = try await database.write { (connection) throws(DatabaseError) in
      try ReservationStore.taken(
        at: "radhus",
        from: Registers.hour(-1),
        to: Registers.hour(1),
        in: connection
      )
    }
    #expect(taken == [Registers.hour(0): 1])
  }

  @Test(arguments: 0..<20)
  func `sells no time twice and never more than the stock`(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let (capacity, stock) = (2, 7)
    for _ in 0..<60 {
      let serial = "S\(Int.random(in: 0..<12, using: &generator))"
      if Int.random(in: 0..<4, using: &generator) == 0 {
        try await database.write { (connection) throws(DatabaseError) in
          _ = try ReservationStore.release(campaign: 1, serial: serial, in: connection)
        }
      } else {
        let slot = Self.slot("radhus", Double(Int.random(in: 0..<5, using: &generator)))
        _ = try await reserve(
          Self.wanted(serial, slot: slot),
          capacity: capacity,
          stock: stock
        )
      }
      let (most, units, rows) = try await database.write { (connection) throws(DatabaseError) in
        (
          try connection.rows("SELECT count(*) FROM reservation GROUP BY start") { (row) in
            row.integer(0)
          },
          try connection.rows("SELECT count(*) FROM reservedUnit") { (row) in row.integer(0) },
          try connection.rows("SELECT count(*) FROM reservation") { (row) in row.integer(0) }
        )
      }
      #expect(most.allSatisfy { $0 <= capacity })
      #expect(units[0] <= stock)
      #expect(units == rows)
    }
  }

  @Test func `keeps a person's reservation out of stock when the person goes`() async throws {
    _ = try await reserve(Self.wanted("A"), stock: 1)
    let (exported, gone) = try await database.write { (connection) throws(DatabaseError) in
      let exported = try ReservationStore.export(of: "kari", in: connection)
      try ReservationStore.anonymise("kari", as: "removed-1", in: connection)
      return (exported, try ReservationStore.export(of: "kari", in: connection))
    }
    #expect(exported.map { $0["device"] } == ["A"])
    #expect(gone == [])
    #expect(try await find("A") == nil)
    #expect(
      try await reserve(Self.wanted("B"), stock: 1) == .outOfStock(item: "model:l1")
    )
    let swept = try await database.write { (connection) throws(DatabaseError) in
      try ReservationStore.purge(before: Registers.hour(1), after: 0, in: connection).removed
    }
    #expect(swept == 1)
    #expect(try await reserve(Self.wanted("B"), stock: 1) == .reserved)
  }

  @Test(arguments: [
    "radhus", "@2027-01-11T09:00:00Z", "radhus@", "radhus@11.1.", "radhus@2027-01-11",
  ])
  func `reads no slot from other texts`(text: String) {
    #expect(Slot(text) == nil)
  }

  @Test func `reads the slot that it wrote`() {
    #expect(Slot(Self.slot().text) == Self.slot())
    #expect(Self.slot().text == "radhus@2026-11-18T11:06:40Z")
  }
}
