import Foundation
import Ground
import Helpdesk
import People
import Storage
import WorkingTime

/// Made-up machines and those who have them.
enum Fleet {
  static let layouts = [FleetStore.layout, CampaignStore.layout]
  static let today = Day(number: 20_800)

  static let people: Directory = {
    let lines = [
      "kari\tKari\temployee\tfjordviken\t\tkari@x\t\tFjordviken skole",
      "odd\tOdd\temployee\tstorøya\t\todd@x\t\tStorøya legekontor",
      "ola\tOla\temployee\tstorøya\t\tola@x\t\tStorøya skole\tleft",
      "per\tPer\tpupil\tfjordviken\t\tper@x\t\tFjordviken skole",
    ]
    return (try? Directory(parsing: lines.joined(separator: "\n"), file: "users.tsv"))
      ?? Directory()
  }()

  /// One that nothing stands in the way of.
  static func device(_ serial: String = "A1", _ change: (inout Device) -> Void = { _ in }) -> Device
  {
    var device = Device(serial: serial)
    device.model = "Latitude 7440"
    device.purchased = today + -5 * 365
    device.municipality = "fjordviken"
    device.user = "kari@x"
    device.ownership = .organisation
    device.readiness = .capable
    device.lastSeen = moment(today + -3, 600)
    change(&device)
    return device
  }

  /// So many minutes into a day.
  static func moment(_ day: Day, _ minutes: Int) -> Date {
    TimeOfDay(minutes: minutes).map { OsloClock.moment(day, $0) } ?? .distantPast
  }

  /// Anything that a fleet may hold.
  static func random(_ serial: String, _ random: inout SeededGenerator) -> Device {
    func one<T>(_ values: [T]) -> T { values[random.below(values.count)] }
    func day(_ within: Int) -> Day? {
      random.below(6) == 0 ? nil : today + (random.below(within) - within * 3 / 4)
    }
    var device = Device(serial: serial)
    device.model = one(["Latitude 7440", "latitude 5440", "EliteBook", nil])
    device.purchased = day(4_000)
    device.endOfLife = day(2_000)
    device.municipality = one(["fjordviken", "storøya", "åsdal", nil])
    device.unit = one(["Fjordviken skole", "Storøya legekontor", nil])
    device.user = one(["kari@x", "odd@x", "ola@x", "per@x", "none@x", nil])
    device.ownership = one(Device.Ownership.allCases)
    device.isShared = random.below(5) == 0
    device.readiness = one(Device.Readiness.allCases)
    device.lastSeen = day(400).map {
      moment($0, random.below(1_440))
    }
    device.stage = one([.inUse, .inUse, .inUse] + Device.Stage.allCases)
    return device
  }

  /// A policy that asks that of machines.
  static func policy(_ eligible: String, _ rest: String = "") throws -> RolloverPolicy {
    try RolloverPolicy(
      parsing: """
        {"kind": "pc-rollover", "title": "T", "eligible": \(eligible), "choices": {
          "models": [{"id": "a", "title": "A"}],
          "places": [{"id": "p", "title": "P", "municipality": "x", "from": "09:00", "to": "10:00"}]
        }\(rest)}
        """
    )
  }
}
