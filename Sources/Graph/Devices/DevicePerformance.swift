package import Ground

/// How well a device has started of late, as Endpoint Analytics has it.
package struct DevicePerformance: GraphEntity, Hashable {
  /// The ``ManagedDevice/id``.
  package let device: String
  /// From the start to the sign-in; nil where there is no measure.
  package let bootMilliseconds: Int?
  /// Within the last 30 days.
  package let blueScreens: Int?

  /// Nil without the device's id.
  package init?(_ json: JSON) {
    guard let device = json["id"]?.words else { return nil }
    self.device = device
    bootMilliseconds = json["coreBootTimeInMs"]?.int.flatMap { $0 > 0 ? $0 : nil }
    blueScreens = json["blueScreenCount"]?.int.flatMap { $0 >= 0 ? $0 : nil }
  }
}

extension GraphResource {
  /// How each device starts; only where the tenant has Endpoint Analytics.
  package static let devicePerformances = GraphResource(
    "deviceManagement",
    "userExperienceAnalyticsDevicePerformance",
    select: ["id", "coreBootTimeInMs", "blueScreenCount"],
    top: 500,
    needs: [.readDevices]
  )
}
