internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

extension Device {
  /// Its facts for machines.
  var json: JSON {
    var object = JSONObject()
    object["serial"] = .string(serial)
    object["name"] = .text(name)
    object["assetTag"] = .text(assetTag)
    object["manufacturer"] = .text(manufacturer)
    object["model"] = .text(model)
    object["purchased"] = .text(purchased?.text)
    object["warrantyEnds"] = .text(warrantyEnds?.text)
    object["endOfLife"] = .text(endOfLife?.text)
    object["municipality"] = .text(municipality)
    object["unit"] = .text(unit)
    object["user"] = .text(user)
    object["ownership"] = .string(ownership.rawValue)
    object["isShared"] = .bool(isShared)
    object["readiness"] = .string(readiness.rawValue)
    object["bootSeconds"] = health.bootSeconds.map(JSON.double) ?? .null
    object["blueScreens"] = health.blueScreens.map(JSON.integer) ?? .null
    object["freeGigabytes"] = health.freeGigabytes.map(JSON.double) ?? .null
    object["lastSeen"] = .text(lastSeen?.rfc3339)
    object["stage"] = .string(stage.rawValue)
    return .object(object)
  }

  /// Its age in words: `4 years`, `7 months`; empty where it is not known.
  func ageWords(on day: Day) -> String {
    guard let months = months(on: day) else { return "" }
    return months >= 24 ? "\(months / 12) years" : "\(months) month\(months == 1 ? "" : "s")"
  }
}

/// Devices as people read them.
enum FleetPage {
  /// A device a line.
  static func list(_ devices: [Device], at now: Date) -> Answer {
    let today = OsloClock.reading(now).day
    let table = AlignedTable(
      heading: [
        "serial", "name", "model", "age", "user", "where", "unit", "readiness", "stage", "seen",
      ],
      rows: devices.map { device in
        [
          device.serial, device.name ?? "", device.model ?? "", device.ageWords(on: today),
          device.isShared ? "(shared)" : device.user ?? "", device.municipality ?? "",
          device.unit ?? "", device.readiness == .unknown ? "" : device.readiness.rawValue,
          device.stage.rawValue,
          device.lastSeen.map { Age(of: $0, at: now).words + " ago" } ?? "never",
        ]
      }
    )
    return Answer(
      lines: devices.isEmpty ? ["no devices"] : table.lines,
      json: .array(devices.map(\.json))
    )
  }

  /// A device a line, for a spreadsheet.
  static func csv(_ devices: [Device]) -> [String] {
    let empty = Device(serial: "").json.object ?? JSONObject()
    return [CSVText.line(empty.keys)]
      + devices.map { device in
        CSVText.line((device.json.object ?? JSONObject()).map { cell($0.value) })
      }
  }

  private static func cell(_ value: JSON) -> String {
    switch value {
    case .null: ""
    case .string(let text): text
    default: value.text
    }
  }

  /// All that is known of one device, and who says what of it.
  static func show(
    _ device: Device,
    isGone: Bool,
    reports: [(source: FleetSource, isGone: Bool, facts: JSONObject)],
    at now: Date
  ) -> Answer {
    let today = OsloClock.reading(now).day
    var json = device.json.object ?? JSONObject()
    json["isGone"] = .bool(isGone)
    json["sources"] = .array(
      reports.map { report in
        [
          "source": .string(report.source.name), "isGone": .bool(report.isGone),
          "facts": .object(report.facts),
        ]
      }
    )
    let bought = device.purchased.map { "\($0.text), \(device.ageWords(on: today)) ago" }
    let health = [
      device.health.bootSeconds.map { "boots in \(Int($0)) s" },
      device.health.blueScreens.map { "\($0) blue screens in 30 days" },
      device.health.freeGigabytes.map { "\(Int($0)) GB free" },
    ]
    let facts: [(name: String, value: String)] = [
      ("stage", device.stage.rawValue + (isGone ? ", gone from all sources" : "")),
      ("name", device.name ?? ""), ("tag", device.assetTag ?? ""),
      ("model", [device.manufacturer, device.model].compactMap(\.self).joined(separator: " ")),
      ("bought", bought ?? "not known"), ("warranty", device.warrantyEnds?.text ?? ""),
      ("end of life", device.endOfLife?.text ?? ""), ("user", device.user ?? "none"),
      ("shared", device.isShared ? "yes" : ""), ("owner", device.ownership.rawValue),
      ("where", device.municipality ?? ""), ("unit", device.unit ?? ""),
      ("Windows 11", device.readiness.rawValue),
      ("health", health.compactMap(\.self).joined(separator: ", ")),
      ("seen", device.lastSeen.map { Paragraphs.words(for: $0, at: now) } ?? "never"),
    ]
    let sources = reports.map { report in
      let told = report.facts.keys.joined(separator: ", ")
      return "  \(report.source.name)\(report.isGone ? " (gone)" : ""): \(told)"
    }
    return Answer(
      lines: ["device \(AlignedTable.printable(device.serial))"] + Paragraphs.lines(of: facts)
        + (sources.isEmpty ? [] : ["told by"]) + sources,
      json: .object(json)
    )
  }
}
