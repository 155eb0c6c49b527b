package import WorkingTime
package import struct Foundation.Date

/// What one source says of one device; what it does not say is nil.
///
/// Sources write as they like: ``FleetImport`` trims, folds and judges what is here, so a source only has to know its
/// own form. A device that the source itself calls retired is left out by it, as if it were not there.
package struct DeviceReport: Sendable, Hashable {
  /// Where it stands in the source: the line of a file, or the place in a listing, from 1.
  package var line: Int
  /// As the source writes it, placeholders too.
  package var serial: String
  package var name: String?
  package var assetTag: String?
  package var manufacturer: String?
  package var model: String?
  /// The day of the purchase; never that of an enrolment, which is set anew at each re-imaging.
  package var purchased: Day?
  package var warrantyEnds: Day?
  package var endOfLife: Day?
  package var municipality: String?
  package var unit: String?
  /// The name that its user signs in with.
  package var user: String?
  package var ownership: Device.Ownership?
  /// Nil where the source has no word for it: a managed device without a user then counts as shared.
  package var isShared: Bool?
  package var readiness: Device.Readiness?
  package var health: Device.Health
  /// The last time that it was in touch.
  package var lastSeen: Date?

  package init(serial: String, line: Int) {
    self.serial = serial
    self.line = line
    health = Device.Health()
  }
}

/// One row of a source: what it says, or why it cannot be used.
package typealias FleetRow = Result<DeviceReport, FleetFault>

/// Why a row of a source is left out; the others are taken all the same.
package struct FleetFault: Error, Sendable, Hashable {
  /// Where it stands in the source, from 1.
  package var line: Int
  /// Which device it is about, so that what is known of it is kept; nil where that cannot be read.
  package var serial: String?
  /// What is wrong, in one line, without what people are called.
  package var message: String

  /// Whether its serial number names no machine, which is the fault of whoever filled the firmware.
  package var isPlaceholder: Bool

  package init(
    line: Int,
    serial: String? = nil,
    isPlaceholder: Bool = false,
    _ message: String
  ) {
    self.isPlaceholder = isPlaceholder
    self.line = line
    self.serial = serial
    self.message = message
  }
}
