package import Ground

/// What Endpoint Analytics says of a device and Windows 11 (“work from anywhere”).
package struct DeviceUpgrade: GraphEntity, Hashable {
  /// The ``ManagedDevice/id``.
  package let device: String
  package let eligibility: Eligibility

  /// `upgradeEligibility`, by Microsoft's words.
  package enum Eligibility: String, Sendable, Hashable {
    case upgraded, unknown, notCapable, capable
  }

  /// Nil without the device's id.
  package init?(_ json: JSON) {
    guard let device = json["deviceId"]?.words ?? json["id"]?.words else { return nil }
    self.device = device
    eligibility = json["upgradeEligibility"]?.string.flatMap(Eligibility.init) ?? .unknown
  }
}

extension GraphResource {
  /// Whether each device can run Windows 11; only where the tenant has Endpoint Analytics.
  package static let deviceUpgrades = GraphResource(
    "deviceManagement",
    "userExperienceAnalyticsWorkFromAnywhereMetrics",
    "allDevices",
    "metricDevices",
    select: ["id", "deviceId", "upgradeEligibility"],
    top: 500,
    needs: [.readDevices]
  )
}
