package import WorkingTime
package import struct Foundation.Date

/// Which devices are asked for; what is nil or empty does not matter.
package struct FleetFilter: Sendable, Hashable {
  package var grounds = Grounds()
  /// One of these; any case.
  package var municipalities: Set<String> = []
  /// Whether a device that does not say where it is fits all municipalities.
  package var takesUnknownPlace = false
  /// One of these fits; a device without a unit, or a model, fits none.
  package var units: [Glob] = []
  package var models: [Glob] = []
  /// The name that its user signs in with, in any case.
  package var user: String?
  package var hasUser: Bool?
  package var stages: Set<Device.Stage> = []
  package var isShared: Bool?
  package var isPersonal: Bool?
  /// Whether sources no longer know it; nil for both.
  package var isGone: Bool? = false
  /// In touch at that moment or later; a device that never was fits not.
  package var seenSince: Date?
  /// Not in touch at that moment or later; a device that never was fits.
  package var notSeenSince: Date?

  /// Everything that sources still know.
  package init() {}

  /// Why a device is due; where none is given, every device is.
  ///
  /// What it means in SQL has its one home here, for lists and for campaigns.
  package struct Grounds: Sendable, Hashable {
    /// Bought before that day.
    package var purchasedBefore: Day?
    /// Whether a device may be due of which nobody knows when it was bought.
    package var takesUnknownAge = false
    /// The first day at which its life may end, and the first at which it may not.
    package var endOfLifeFrom: Day?
    package var endOfLifeBefore: Day?
    package var readiness: Set<Device.Readiness> = []
    /// Whether one that holds is enough, as a campaign has it, or all given must, as a list has it.
    package var isAnyEnough = true

    package init() {}

    package var isEmpty: Bool {
      purchasedBefore == nil && endOfLifeFrom == nil && endOfLifeBefore == nil && readiness.isEmpty
    }
  }

  /// Which devices come first; ties go by serial number.
  package enum Order: String, Sendable, Hashable, CaseIterable {
    /// The one bought first; those of unknown age come last.
    case age
    case serial, name, model, municipality, unit, user
    /// The one that was not in touch for longest first.
    case seen
  }
}
