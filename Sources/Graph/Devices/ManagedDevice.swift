package import Ground
package import struct Foundation.Date

/// A device that Intune manages.
///
/// Nothing here tells its age: Intune knows no purchase, and enrolment begins anew with every re-imaging.
package struct ManagedDevice: GraphEntity, Hashable {
  package let id: String
  /// As the manufacturer wrote it, placeholders too.
  package let serial: String
  package let name: String?
  package let manufacturer: String?
  package let model: String?
  /// `Windows`, `iOS`, `Android`, `macOS`.
  package let system: String?
  /// The name that its user signs in with; nil for a kiosk and the like.
  package let user: String?
  package let owner: Owner
  package let lastSync: Date?
  /// In bytes; nil where Intune does not know, which it says as nothing of nothing.
  package let freeStorage: Int?
  /// What an administrator sorted it under.
  package let category: String?

  /// Whose it is.
  package enum Owner: String, Sendable, Hashable { case company, personal, unknown }

  /// Nil without an id.
  package init?(_ json: JSON) {
    guard let id = json["id"]?.words else { return nil }
    self.id = id
    serial = json["serialNumber"]?.string ?? ""
    name = json["deviceName"]?.words
    manufacturer = json["manufacturer"]?.words
    model = json["model"]?.words
    system = json["operatingSystem"]?.words
    user = json["userPrincipalName"]?.words
    owner = json["managedDeviceOwnerType"]?.string.flatMap(Owner.init) ?? .unknown
    lastSync = json["lastSyncDateTime"]?.moment
    let (free, total) = (
      json["freeStorageSpaceInBytes"]?.int, json["totalStorageSpaceInBytes"]?.int
    )
    freeStorage = free.flatMap { $0 >= 0 && total ?? 0 > 0 ? $0 : nil }
    category = json["deviceCategoryDisplayName"]?.words
  }
}

extension GraphResource {
  /// All devices that Intune manages, phones too.
  package static let managedDevices = GraphResource(
    "deviceManagement",
    "managedDevices",
    select: [
      "id", "serialNumber", "deviceName", "manufacturer", "model", "operatingSystem",
      "userPrincipalName", "managedDeviceOwnerType", "lastSyncDateTime", "freeStorageSpaceInBytes",
      "totalStorageSpaceInBytes", "deviceCategoryDisplayName",
    ],
    top: 1_000,
    needs: [.readDevices]
  )
}
