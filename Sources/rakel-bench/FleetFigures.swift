internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// What a fleet of a million devices costs, on a real file: each figure is measured once, lower is better.
struct FleetFigures {
  private let folder: URL
  private let count: Int
  private static let now = Date(timeIntervalSince1970: 1_795_000_000)

  init(in folder: URL, count: Int = 1_000_000) {
    self.folder = folder
    self.count = count
  }

  func all() async throws -> [Figure] {
    let name = count == 1_000_000 ? "1,000,000" : "\(count)"
    let file = folder.appending(path: "fleet.csv")
    try write(to: file)
    let path = folder.appending(path: "fleet-\(UUID().uuidString).sqlite").path
    let database = try Database(path: path, layouts: [FleetStore.layout])
    let first = try await seconds { try await take(file, database, new: count) }
    let second = try await seconds { try await take(file, database, new: 0) }
    let memory = Double(Usage.peakBytes()) / 1e6
    var figures = [
      Figure(name: "fleet: import of \(name)", unit: "s", value: first),
      Figure(name: "fleet: import of the same", unit: "s", value: second),
      Figure(name: "fleet: most memory of an import", unit: "MB", value: memory),
    ]
    for (name, filter) in Self.queries {
      let elapsed = try await seconds {
        _ = try await database.read { (connection) throws(DatabaseError) in
          var serials = 0
          try FleetStore.each(filter, in: connection) { _ in serials += 1 }
          return serials
        }
      }
      figures.append(Figure(name: "fleet: \(name)", unit: "s", value: elapsed))
    }
    return figures
  }

  private static var queries: [(String, FleetFilter)] {
    var one = FleetFilter()
    one.stages = [.inUse]
    (one.hasUser, one.isShared, one.isPersonal) = (true, false, false)
    one.grounds.purchasedBefore = Day("2022-11-21")
    one.municipalities = ["kommune 7"]
    var any = one
    any.municipalities = []
    any.grounds.readiness = [.notCapable]
    any.models = [Glob("latitude 7*")]
    any.seenSince = now.addingTimeInterval(-180 * 86_400)
    return [("due in one municipality", one), ("due by age or readiness", any)]
  }

  private func take(_ file: URL, _ database: Database, new: Int) async throws {
    let handle = try FileHandle(forReadingFrom: file)
    var mapping = FleetMapping.named("intune") ?? FleetMapping(.intune)
    mapping.columns[.purchased] = ["Bought"]
    mapping.columns[.municipality] = ["Municipality"]
    var reading = try FleetFile(handle.fileDescriptor, mapping: mapping)
    var taking = FleetImport(into: database, from: .intune, at: Self.now)
    while true {
      let rows = try reading.next(1_000)
      if rows.isEmpty { break }
      try await taking.stage(rows)
    }
    let changes = try await taking.finish(.init(isComplete: true))
    precondition(changes.new == new && changes.changed == 0, "not all were taken: \(changes)")
  }

  private func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try await body()
    return (clock.now - start) / .seconds(1)
  }

  /// Serial numbers in no order, as exports have them.
  private func write(to file: URL) throws {
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    var random = SeededGenerator(seed: 5)
    var text =
      "Device name,Last check-in,Serial number,Manufacturer,Model,Ownership,OS,"
      + "Primary user UPN,Free storage,Upgrade eligibility,Bought,Municipality\n"
    for number in 0..<count {
      let code = String((UInt64(number) &* 0x9E37_79B9_7F4A_7C15) >> 12, radix: 36)
      let seen = Day(number: 20_775 - random.below(300))
      let bought = Day(number: 20_775 - random.below(2_600))
      let place = random.below(25)
      text +=
        "PC-\(number),\(seen.text) 08:1\(number % 10):33.0000000,5CG\(code),"
        + "Dell Inc.,Latitude \(5_000 + random.below(40) * 100),Company,Windows,"
        + "user\(number)@kommune\(place).example,\(random.below(500_000)),"
        + "\(number % 5 == 0 ? "notCapable" : "capable"),\(bought.text),Kommune \(place)\n"
      if text.utf8.count > 1 << 20 {
        try handle.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try handle.write(contentsOf: Data(text.utf8))
  }
}
