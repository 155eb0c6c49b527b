import Foundation
import Helpdesk
import Testing
import WorkingTime

@Suite("Traps of the fleet's sources")
struct FleetTrapTests {
  @Test(
    arguments: [
      "", " ", "To be filled by O.E.M.", "to be filled by o.e.m.", "Default string",
      "System Serial Number", "None", "0", "000", "00000000", "123456789", "1234567890", "N/A",
      "Not Specified", "xxxxxxx", "FFFFFFFFFFFF", "INVALID", "Chassis Serial Number", "........",
      "0123456789", "Ukjent", "-", "Not Applicable",
    ]
  )
  func `takes a placeholder for no serial number`(_ serial: String) async throws {
    let inventory = try Inventory()
    let changes = try await inventory.take([report(serial, line: 7), report("5CG1234XYZ")])
    #expect(changes.placeholders == 1)
    #expect(changes.faults.map(\.fault.line) == [7])
    #expect(try await inventory.serials() == ["5CG1234XYZ"])
  }

  @Test(arguments: ["5CG0000000", "PF0X1", "7777777", "MJ00NONE", "0F00", "000A", "FFFF1"])
  func `takes an odd serial number for one`(_ serial: String) async throws {
    let inventory = try Inventory()
    #expect(try await inventory.take([report(serial)]).new == 1)
  }

  @Test func `takes the row last in touch of two with one serial number, and says so`()
    async throws
  {
    let inventory = try Inventory()
    func row(_ line: Int, days: Double?, _ name: String) -> FleetRow {
      report("ABCD1", line: line) {
        ($0.lastSeen, $0.name) = (days.map(Inventory.ago(days:)), name)
      }
    }
    let changes = try await inventory.take([
      row(2, days: 40, "old"), row(3, days: 1, "newest"), row(4, days: nil, "never"),
      row(5, days: 9, "late"),
    ])
    #expect(changes.duplicates == 3)
    #expect(changes.firstDuplicates.map(\.line) == [2, 4, 5])
    #expect(changes.firstDuplicates.allSatisfy { $0.keptLine == 3 })
    #expect(try await inventory.device("ABCD1")?.name == "newest")
    #expect((changes.new, changes.unchanged) == (1, 0))
  }

  @Test func `does not know what is of the year 1, of 9999, or bought tomorrow`() async throws {
    let inventory = try Inventory()
    let changes = try await inventory.take([
      report("ABCD1") {
        $0.purchased = Day("0001-01-01")
        $0.warrantyEnds = Day("9999-12-31")
        $0.endOfLife = Day("0001-01-01")
        $0.lastSeen = Date(timeIntervalSince1970: -62_135_596_800)
      },
      report("ABCD2") { $0.purchased = Inventory.today + 1 },
      report("ABCD3") { $0.purchased = Inventory.today },
    ])
    let device = try #require(try await inventory.device("ABCD1"))
    #expect(device.purchased == nil)
    #expect(device.warrantyEnds == nil)
    #expect(device.endOfLife == nil)
    #expect(device.lastSeen == nil)
    #expect(try await inventory.device("ABCD2")?.purchased == nil)
    #expect(try await inventory.device("ABCD3")?.purchased == Inventory.today)
    #expect(changes.futurePurchases == 1)
  }

  @Test func `takes a managed device without a user for shared, and no other`() async throws {
    let inventory = try Inventory()
    try await inventory.take([
      report("KIOSK1"), report("LENT01"), report("OWN001") { $0.user = "kari@example" },
      report("LAB001") { ($0.user, $0.isShared) = ("lab@example", true) },
    ])
    try await inventory.take(
      [report("LENT01") { $0.user = "ola@example" }, report("STORE1")],
      from: .snipeIT
    )
    var shared: [String] = []
    for serial in try await inventory.serials() {
      if try await inventory.device(serial)?.isShared == true { shared.append(serial) }
    }
    #expect(shared == ["KIOSK1", "LAB001"])
    #expect(try await inventory.serials(.ownPCs) == ["LENT01", "OWN001"])
  }

  @Test func `keeps private devices, devices of those who left, and several of one user apart`()
    async throws
  {
    let inventory = try Inventory()
    try await inventory.take([
      report("BYOD1") { ($0.user, $0.ownership) = ("kari@example", .personal) },
      report("WORK1") { ($0.user, $0.ownership) = ("KARI@example", .organisation) },
      report("WORK2") { $0.user = "kari@example" },
      report("LEFT1") { $0.user = "borte@example" },
    ])
    #expect(try await inventory.serials(.ownPCs) == ["LEFT1", "WORK1", "WORK2"])
    var personal = FleetFilter()
    personal.isPersonal = true
    #expect(try await inventory.serials(personal) == ["BYOD1"])
  }

  @Test func `tells devices that were not in touch for months`() async throws {
    let inventory = try Inventory()
    try await inventory.take([
      report("FRESH") { $0.lastSeen = Inventory.ago(days: 3) },
      report("STALE") { $0.lastSeen = Inventory.ago(days: 120) }, report("NEVER"),
    ])
    var filter = FleetFilter()
    filter.seenSince = Inventory.ago(days: 90)
    #expect(try await inventory.serials(filter) == ["FRESH"])
    filter.seenSince = nil
    filter.notSeenSince = Inventory.ago(days: 90)
    #expect(try await inventory.serials(filter, by: .seen) == ["NEVER", "STALE"])
  }

  @Test func `bears whatever bytes a source has`() async throws {
    let inventory = try Inventory()
    let long = String(repeating: "é", count: 5_000)
    let changes = try await inventory.take([
      report("AB\u{0}CD\n1") { ($0.name, $0.unit) = (" a\u{0}b\r\nc ", long) },
      report(long), report("X'; DROP TABLE device; --"),
    ])
    #expect((changes.new, changes.faulty) == (2, 1))
    let device = try #require(try await inventory.device("AB CD 1"))
    #expect(device.name == "a b  c")
    #expect(device.unit?.unicodeScalars.count == 200)
  }
}
