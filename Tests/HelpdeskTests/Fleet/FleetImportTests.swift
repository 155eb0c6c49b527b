import Foundation
import Helpdesk
import Storage
import TestKit
import Testing
import WorkingTime

@Suite("Fleet import")
struct FleetImportTests {
  @Test func `joins what sources say of the same serial number`() async throws {
    let inventory = try Inventory()
    try await inventory.take([
      report(" pf1abc ") {
        ($0.name, $0.user, $0.model) = ("PC-1", "Kari@Example", "20XW")
        ($0.readiness, $0.ownership) = (.notCapable, .organisation)
        $0.purchased = Day("2020-01-01")
      }
    ])
    try await inventory.take(
      [
        report("PF1ABC") {
          ($0.name, $0.user, $0.model) = ("label", "ola@example", "ThinkPad X1")
          ($0.purchased, $0.municipality) = (Day("2021-05-17"), "STORØYA")
        }
      ],
      from: .snipeIT
    )
    let device = try #require(try await inventory.device("PF1ABC"))
    #expect(device.name == "PC-1")
    #expect(device.user == "kari@example")
    #expect(device.model == "ThinkPad X1")
    #expect(device.purchased == Day("2021-05-17"))
    #expect(device.municipality == "storøya")
    #expect(device.readiness == .notCapable)
    #expect(device.ownership == .organisation)
  }

  @Test func `does not depend on the order of the imports`() async throws {
    let (one, other) = (try Inventory(), try Inventory())
    let intune = report("A1234") { ($0.model, $0.user) = ("20XW", "kari@example") }
    let snipeIT = report("A1234") { ($0.model, $0.user) = ("ThinkPad", "ola@example") }
    try await one.take([intune])
    try await one.take([snipeIT], from: .snipeIT)
    try await other.take([snipeIT], from: .snipeIT)
    try await other.take([intune])
    #expect(try await one.device("A1234") == other.device("A1234"))
  }

  @Test func `keeps what one source says when another stops saying it`() async throws {
    let inventory = try Inventory()
    try await inventory.take([report("A1234") { ($0.model, $0.user) = ("20XW", "kari@example") }])
    try await inventory.take([report("A1234") { $0.model = "ThinkPad" }], from: .snipeIT)
    let changes = try await inventory.take([report("A1234")], from: .snipeIT)
    #expect(changes.changed == 1)
    #expect(try await inventory.device("A1234")?.model == "20XW")
    #expect(try await inventory.device("A1234")?.user == "kari@example")
  }

  @Test func `takes as many as an organisation has, and takes them again`() async throws {
    let inventory = try Inventory()
    let count = 12_000
    func rows(_ model: String) -> [FleetRow] {
      (0..<count).map { number in
        report("A\(100_000 + number)") { ($0.model, $0.user) = (model, "user\(number)@example") }
      }
    }
    #expect(try await inventory.take(rows("20XW")).new == count)
    #expect(try await inventory.take(rows("20XW")).changed == 0)
    #expect(try await inventory.take(rows("Latitude 7420")).changed == count)
  }

  @Test func `changes nothing when the same comes twice`() async throws {
    let inventory = try Inventory()
    let rows = (1...30).map { number in
      report("SN\(number)", line: number) {
        $0.user = "user\(number)@example"
        $0.health.bootSeconds = 12.5
      }
    }
    // The older of two rows of one device stands first in the file, and again.
    let twins = [2.0, 1].map { days in
      report("TWIN1") {
        ($0.lastSeen, $0.name) = (Inventory.ago(days: days), "pc-\(days)")
      }
    }
    let first = try await inventory.take(rows + twins)
    #expect((first.new, first.changed, first.unchanged, first.gone) == (31, 0, 0, 0))
    let second = try await inventory.take(rows + twins, at: Inventory.now + 60)
    #expect((second.new, second.changed, second.unchanged, second.gone) == (0, 0, 31, 0))
    #expect(second.samples.isEmpty)
  }

  @Test func `says what would change and keeps nothing of it in a rehearsal`() async throws {
    let inventory = try Inventory()
    try await inventory.take(["AAAA1", "AAAA2", "AAAA3", "AAAA4", "AAAA5"].map { report($0) })
    let changes = try await inventory.take(
      [
        report("AAAA1") { ($0.name, $0.unit) = ("new name", "Rådhuset") }, report("AAAA2"),
        report("AAAA3"), report("AAAA4"), report("AAAA6"),
      ],
      .init(isComplete: true, isRehearsal: true)
    )
    #expect((changes.new, changes.changed, changes.unchanged, changes.gone) == (1, 1, 3, 1))
    #expect(
      changes.samples == [
        .init(serial: "AAAA1", kind: .changed, facts: ["name", "unit"]),
        .init(serial: "AAAA6", kind: .new),
        .init(serial: "AAAA5", kind: .gone),
      ]
    )
    #expect(try await inventory.serials() == ["AAAA1", "AAAA2", "AAAA3", "AAAA4", "AAAA5"])
    #expect(try await inventory.device("AAAA1")?.name == nil)
  }

  @Test func `takes nothing where the source breaks off`() async throws {
    struct Broken: Error {}
    let inventory = try Inventory()
    let rows = AsyncThrowingStream<FleetRow, any Error> { stream in
      for number in 1...1_500 { stream.yield(report("SN\(number)")) }
      stream.finish(throwing: Broken())
    }
    await #expect(throws: Broken.self) {
      try await FleetImport.take(
        rows,
        from: .intune,
        into: inventory.database,
        .init(),
        at: Inventory.now
      )
    }
    #expect(try await inventory.serials() == [])
  }

  @Test func `leaves a bad row out and loses nothing else`() async throws {
    let inventory = try Inventory()
    try await inventory.take([report("GOOD1"), report("BAD01") { $0.name = "kept" }])
    let changes = try await inventory.take([
      .failure(FleetFault(line: 2, serial: " bad01 ", "no date")), report("GOOD1", line: 3),
    ])
    #expect((changes.faulty, changes.gone, changes.unchanged) == (1, 0, 1))
    #expect(changes.faults.map(\.fault.line) == [2])
    #expect(try await inventory.device("BAD01")?.name == "kept")
    #expect(try await inventory.serials() == ["BAD01", "GOOD1"])
  }

  @Test func `takes nothing for gone where rows do not say which device they are about`()
    async throws
  {
    let inventory = try Inventory()
    try await inventory.take((1...9).map { report("SN00\($0)") })
    let changes = try await inventory.take(
      (1...8).map { report("SN00\($0)") } + [.failure(FleetFault(line: 9, "the row breaks off"))]
    )
    #expect(changes.goneIsUnknown != nil)
    #expect(changes.gone == 0)
    #expect(try await inventory.serials().count == 9)
  }

  @Test(arguments: [[], [report("default string")]])
  func `takes nothing for gone where nothing can be read`(_ rows: [FleetRow]) async throws {
    let inventory = try Inventory()
    try await inventory.take([report("AAAA1")])
    let changes = try await inventory.take(rows, .init(isComplete: true, isForced: true))
    #expect(changes.goneIsUnknown != nil)
    #expect(try await inventory.serials() == ["AAAA1"])
  }

  @Test func `takes nothing for gone from a source that has not said all`() async throws {
    let inventory = try Inventory()
    try await inventory.take([report("AAAA1"), report("AAAA2")])
    let changes = try await inventory.take([report("AAAA1")], .init())
    #expect(changes.gone == 0)
    #expect(try await inventory.serials() == ["AAAA1", "AAAA2"])
  }

  @Test func `refuses a source of which more than a fifth would be gone`() async throws {
    let inventory = try Inventory()
    let rows = (1...10).map { report("SN00\($0)") }
    try await inventory.take(rows)
    let half = Array(rows.prefix(7)) + [report("NEW01")]
    let refused = try await inventory.take(half)
    #expect(refused.refusal == .init(missing: 3, known: 10))
    #expect(try await inventory.serials().count == 10)
    let forced = try await inventory.take(half, .init(isComplete: true, isForced: true))
    #expect((forced.new, forced.gone) == (1, 3))
    #expect(try await inventory.serials().count == 8)
    #expect(try await inventory.take(Array(rows.prefix(6)) + [report("NEW01")]).gone == 1)
  }

  @Test func `keeps a device that another source knows, and the facts of one that is gone`()
    async throws
  {
    let inventory = try Inventory()
    try await inventory.take([report("AAAA1") { $0.user = "kari@example" }, report("AAAA2")])
    try await inventory.take([report("AAAA1") { $0.model = "ThinkPad" }], from: .snipeIT)
    let all = FleetImport.Terms(isComplete: true, isForced: true)
    #expect(try await inventory.take([report("AAAA2")], all).gone == 0)
    let known = try #require(try await inventory.device("AAAA1"))
    #expect((known.model, known.user) == ("ThinkPad", nil))
    #expect(try await inventory.take([report("ZZZZ1")], from: .snipeIT, all).gone == 1)
    #expect(try await inventory.serials() == ["AAAA2", "ZZZZ1"])
    #expect(try await inventory.device("AAAA1")?.model == "ThinkPad")
    // And back again.
    #expect(try await inventory.take([report("AAAA1"), report("AAAA2")], all).new == 1)
    #expect(try await inventory.serials() == ["AAAA1", "AAAA2", "ZZZZ1"])
  }

  @Test func `never takes a stage back`() async throws {
    let inventory = try Inventory()
    try await inventory.take([report("AAAA1")])
    try await inventory.database.write { (connection) throws(DatabaseError) in
      try FleetStore.move("AAAA1", to: .wiped, at: Inventory.now, in: connection)
    }
    try await inventory.take([report("AAAA1") { $0.name = "other" }])
    #expect(try await inventory.device("AAAA1")?.stage == .wiped)
  }
}
