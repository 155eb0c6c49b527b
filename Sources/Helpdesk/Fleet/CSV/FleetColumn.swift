/// What a column of a file may tell of a device.
package enum FleetColumn: String, Sendable, Hashable, CaseIterable {
  case serial, name, assetTag, manufacturer, model, purchased, warrantyEnds, endOfLife
  /// Whole months after the purchase.
  case warrantyMonths, endOfLifeMonths
  case municipality, unit, user, ownership, isShared, readiness
  case bootSeconds, blueScreens, freeGigabytes, freeMegabytes, lastSeen
}
