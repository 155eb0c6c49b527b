import Foundation
import Ground
import Helpdesk
import Storage
import Testing
import WorkingTime

@Suite("Fleet filter")
struct FleetFilterTests {
  @Test(
    arguments: [
      ("latitude 7*", "Latitude 7420", true), ("latitude 7*", "Latitude 5440", false),
      ("*skole", "STORØYA SKOLE", true), ("Ås*", "åsdal", true), ("a?c", "abc", true),
      ("a?c", "ac", false), ("", "", true), ("", "a", false), ("*", "", true),
      ("*a*b*", "xxaxxbxx", true), ("*a*b", "ab ba", false), ("[a]*", "[a]b", true),
      ("Malm\u{F8}y", "malmøy", true), ("A\u{30A}s", "ås", true),
      (String(repeating: "*a", count: 30) + "b", String(repeating: "a", count: 2_000), false),
    ]
  )
  func `fits a whole name, whatever its case`(_ pattern: String, _ text: String, _ fits: Bool) {
    #expect(Glob(pattern).matches(text) == fits)
  }

  @Test(arguments: 1...30)
  func `means the same devices as the words of the filter`(_ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let inventory = try Inventory()
    try await inventory.take((1...60).map { Self.row($0, &random) })
    try await inventory.database.write { (connection) throws(DatabaseError) in
      try FleetStore.move("SN0007", to: .offered, at: Inventory.now, in: connection)
    }
    var every = FleetFilter()
    every.isGone = nil
    let (all, filters) = (every, (1...12).map { _ in Self.filter(&random) })
    try await inventory.database.read { (connection) throws(DatabaseError) in
      let devices = try FleetStore.candidates(all, in: connection)
      for filter in filters {
        let expected = devices.filter { Self.holds(filter, $0) }.map(\.serial).sorted()
        let found = try FleetStore.candidates(filter, by: .serial, in: connection).map(\.serial)
        #expect(found == expected)
      }
    }
  }

  private static func row(_ number: Int, _ random: inout SeededGenerator) -> FleetRow {
    var report = DeviceReport(
      serial: number < 10 ? "SN000\(number)" : "SN00\(number)",
      line: number
    )
    func maybe<Value>(_ values: [Value]) -> Value? {
      let index = random.below(values.count + 1)
      return index < values.count ? values[index] : nil
    }
    report.municipality = maybe(["Åsdal", "storøya"])
    report.unit = maybe(["Skolen", "Rådhuset"])
    report.model = maybe(["Latitude 7420", "Latitude 5440"])
    report.user = maybe(["kari", "ola"])
    report.purchased = maybe([Day("2020-01-01"), Day("2024-01-01")].compactMap(\.self))
    report.endOfLife = maybe([Day("2026-01-01"), Day("2028-01-01")].compactMap(\.self))
    report.readiness = maybe(Device.Readiness.allCases)
    report.ownership = maybe(Device.Ownership.allCases)
    report.lastSeen = maybe([Inventory.ago(days: 1), Inventory.ago(days: 200)])
    return .success(report)
  }

  private static func filter(_ random: inout SeededGenerator) -> FleetFilter {
    func coin() -> Bool { random.below(2) == 0 }
    var filter = coin() ? FleetFilter.ownPCs : FleetFilter()
    if coin() { filter.municipalities = coin() ? ["ÅSDAL"] : ["åsdal", "Storøya"] }
    if coin() { filter.units = [Glob("skol*"), Glob("x")] }
    if coin() { filter.models = [Glob("*7*")] }
    if coin() { filter.user = "KARI" }
    if coin() { filter.seenSince = Inventory.ago(days: 90) }
    if coin() { filter.grounds.purchasedBefore = Day("2022-01-01") }
    if coin() { filter.grounds.endOfLifeBefore = Day("2027-01-01") }
    if coin() { filter.grounds.readiness = [.notCapable, .capable] }
    filter.grounds.isAnyEnough = coin()
    return filter
  }

  /// The filter in Swift, device by device.
  private static func holds(_ filter: FleetFilter, _ device: Device) -> Bool {
    func fits(_ globs: [Glob], _ text: String?) -> Bool {
      globs.isEmpty || text.map { text in globs.contains { $0.matches(text) } } ?? false
    }
    let grounds = filter.grounds
    var held: [Bool] = []
    if let day = grounds.purchasedBefore { held.append(device.purchased.map { $0 < day } ?? false) }
    if let day = grounds.endOfLifeBefore { held.append(device.endOfLife.map { $0 < day } ?? false) }
    if !grounds.readiness.isEmpty { held.append(grounds.readiness.contains(device.readiness)) }
    return isOfMunicipality(filter, device) && fits(filter.units, device.unit)
      && fits(filter.models, device.model)
      && (filter.user.map { $0.lowercased() == device.user } ?? true)
      && (filter.hasUser.map { $0 == (device.user != nil) } ?? true)
      && (filter.stages.isEmpty || filter.stages.contains(device.stage))
      && (filter.isShared.map { $0 == device.isShared } ?? true)
      && (filter.isPersonal.map { $0 == (device.ownership == .personal) } ?? true)
      && (filter.seenSince.map { since in device.lastSeen.map { $0 >= since } ?? false } ?? true)
      && (held.isEmpty || (grounds.isAnyEnough ? held.contains(true) : held.allSatisfy(\.self)))
  }

  private static func isOfMunicipality(_ filter: FleetFilter, _ device: Device) -> Bool {
    filter.municipalities.isEmpty
      || device.municipality.map { name in
        filter.municipalities.contains { $0.municipalityKey == name }
      } ?? false
  }
}
