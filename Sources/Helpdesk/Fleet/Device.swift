package import WorkingTime
package import struct Foundation.Date

/// One machine of the organisation, as all its sources together tell of it.
///
/// What no source tells is nil and is never guessed: a device without ``purchased`` has no age.
package struct Device: Sendable, Hashable {
  /// By what sources are joined: trimmed and in upper case.
  ///
  /// Never a placeholder, which names no machine.
  package var serial: String
  /// What it is called on the network and, mostly, on its label.
  package var name: String?
  package var assetTag: String?
  package var manufacturer: String?
  package var model: String?
  /// What decides its age; never the day of an enrolment, which is set anew at each re-imaging.
  package var purchased: Day?
  package var warrantyEnds: Day?
  package var endOfLife: Day?
  /// In lower case; see ``Swift/String/municipalityKey``.
  package var municipality: String?
  package var unit: String?
  /// The name that its user signs in with, in lower case; nil for none.
  package var user: String?
  package var ownership: Ownership
  /// A kiosk, or a machine of many: nobody's own.
  package var isShared: Bool
  package var readiness: Readiness
  package var health: Health
  package var lastSeen: Date?
  package var stage: Stage

  package init(serial: String) {
    self.serial = serial
    (ownership, isShared, readiness, stage) = (.unknown, false, .unknown, .inUse)
    health = Health()
  }

  /// Whose it is.
  package enum Ownership: String, Sendable, Hashable, CaseIterable {
    case organisation, personal, unknown
  }

  /// Whether it can run Windows 11 (`upgradeEligibility` of Endpoint Analytics).
  package enum Readiness: String, Sendable, Hashable, CaseIterable {
    case upgraded, capable, notCapable, unknown
  }

  /// How well it works (Endpoint Analytics).
  package struct Health: Sendable, Hashable {
    package var bootSeconds: Double?
    /// Within the last 30 days.
    package var blueScreens: Int?
    package var freeGigabytes: Double?

    package init(bootSeconds: Double? = nil, blueScreens: Int? = nil, freeGigabytes: Double? = nil)
    {
      self.bootSeconds = bootSeconds
      self.blueScreens = blueScreens
      self.freeGigabytes = freeGigabytes
    }
  }

  /// How far it is on its way out; an import never takes it back.
  package enum Stage: String, Sendable, Hashable, CaseIterable {
    case inUse
    /// Its user has been asked.
    case offered
    /// Its successor is reserved, and prepared.
    case ordered, ready
    /// Its user has the successor.
    case replaced
    /// It is back, and its contents are gone, and it is gone itself.
    case returned, wiped, disposed
  }

  /// The last four characters of the serial number: what people can find on the label.
  package var lastFour: String { String(serial.suffix(4)) }

  /// Its age in whole months on that day; nil where the day of its purchase is not known, or lies ahead.
  package func months(on day: Day) -> Int? {
    guard let purchased, purchased <= day else { return nil }
    let (from, to) = (purchased.civil, day.civil)
    return (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0)
  }
}
