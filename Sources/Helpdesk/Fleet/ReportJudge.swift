internal import Foundation
internal import WorkingTime

/// Judges what sources say: the same is written the same way, and what cannot be is unknown.
struct ReportJudge {
  private let now: Date
  private let today: Day
  /// Days of purchase that were still to come.
  private(set) var futurePurchases = 0
  /// Few names stand on many rows, and folding one takes longer than finding it.
  private var municipalities: [String: String?] = [:]

  init(at now: Date) {
    self.now = now
    today = OsloClock.reading(now).day
  }

  /// The report as it is kept, or why it is not.
  mutating func judged(_ report: DeviceReport) throws(FleetFault) -> DeviceReport {
    var report = report
    report.serial = try Self.serial(report.serial, line: report.line)
    report.name = Self.text(report.name)
    report.assetTag = Self.text(report.assetTag)
    report.manufacturer = Self.text(report.manufacturer)
    report.model = Self.text(report.model)
    report.municipality = municipality(report.municipality)
    report.unit = Self.text(report.unit)
    report.user = Self.text(report.user)?.lowercased()
    if let purchased = report.purchased, purchased > today { futurePurchases += 1 }
    report.purchased = Self.known(report.purchased, before: today + 1)
    report.warrantyEnds = Self.known(report.warrantyEnds, before: Self.never)
    report.endOfLife = Self.known(report.endOfLife, before: Self.never)
    if let seen = report.lastSeen,
      seen > now.addingTimeInterval(86_400) || OsloClock.reading(seen).day < Self.first
    {
      report.lastSeen = nil
    }
    report.health = Self.judged(report.health)
    return report
  }

  /// A serial number by which sources can be joined.
  static func serial(_ text: String, line: Int) throws(FleetFault) -> String {
    guard let serial = self.text(text)?.uppercased() else {
      throw FleetFault(line: line, isPlaceholder: true, "there is no serial number")
    }
    guard serial.utf8.count <= 64 else {
      throw FleetFault(line: line, "the serial number is longer than 64 bytes")
    }
    if PlaceholderSerial.contains(serial) {
      throw FleetFault(line: line, isPlaceholder: true, "'\(serial)' is no serial number")
    }
    return serial
  }

  /// On one line, composed and of at most 200 scalars; nil where nothing is left.
  private static func text(_ text: String?) -> String? {
    guard let text, !text.isEmpty else { return nil }
    if isPlain(text) { return text }
    let line = text.precomposedStringWithCanonicalMapping.line(boundedTo: 200)
    return line.isEmpty ? nil : line
  }

  /// Whether nothing needs to be done to it: printable ASCII, not long, no blanks around.
  private static func isPlain(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.count <= 200 && bytes.first != 0x20 && bytes.last != 0x20
      && bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  private mutating func municipality(_ text: String?) -> String? {
    guard let text else { return nil }
    if let known = municipalities[text] { return known }
    let key = Self.text(text)?.municipalityKey
    // Hostile rows may each name another.
    if municipalities.count < 10_000 { municipalities[text] = .some(key) }
    return key
  }

  /// Systems write the year 1 or 9999 for what they do not know.
  private static func known(_ day: Day?, before end: Day) -> Day? {
    guard let day, day >= first, day < end else { return nil }
    return day
  }

  private static let first = Day(number: 7_305)  // 1990-01-01: nothing older is still in use.
  private static let never = Day(number: 47_482)  // 2100-01-01

  private static func judged(_ health: Device.Health) -> Device.Health {
    Device.Health(
      bootSeconds: health.bootSeconds.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil },
      blueScreens: health.blueScreens.flatMap { $0 >= 0 ? $0 : nil },
      freeGigabytes: health.freeGigabytes.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    )
  }
}
