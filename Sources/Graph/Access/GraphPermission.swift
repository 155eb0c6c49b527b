/// What an application may be allowed in Microsoft Graph; the raw values are Microsoft's names.
///
/// Of those that would do, these are the narrowest (“least privileged” in Microsoft's reference).
package enum GraphPermission: String, Sendable, Hashable, CaseIterable {
  case readUsers = "User.Read.All"
  /// When somebody was there last; the tenant needs Entra ID P1 too.
  case readSignIns = "AuditLog.Read.All"
  /// When somebody leaves.
  case readLeaving = "User-LifeCycleInfo.Read.All"
  case readLicences = "LicenseAssignment.Read.All"
  case changeLicences = "LicenseAssignment.ReadWrite.All"
  case readGroups = "GroupMember.Read.All"
  case changeMembers = "GroupMember.ReadWrite.All"
  /// What a mailbox is for: somebody, a room, many.
  case readMailboxSettings = "MailboxSettings.Read"
  case readDevices = "DeviceManagementManagedDevices.Read.All"

  /// Whether these permissions, by Microsoft's names, let one do it.
  func isGranted(by roles: Set<String>) -> Bool {
    roles.contains(rawValue) || !roles.isDisjoint(with: wider)
  }

  /// Permissions that hold it and more.
  private var wider: Set<String> {
    switch self {
    case .readUsers:
      ["User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"]
    case .readSignIns: []
    case .readLeaving: ["User-LifeCycleInfo.ReadWrite.All"]
    case .readLicences:
      [
        "LicenseAssignment.ReadWrite.All", "Organization.Read.All", "Organization.ReadWrite.All",
        "Directory.Read.All", "Directory.ReadWrite.All",
      ]
    case .changeLicences: ["User.ReadWrite.All", "Directory.ReadWrite.All"]
    case .readGroups:
      [
        "GroupMember.ReadWrite.All", "Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All",
        "Directory.ReadWrite.All",
      ]
    case .changeMembers: ["Group.ReadWrite.All", "Directory.ReadWrite.All"]
    case .readMailboxSettings: ["MailboxSettings.ReadWrite"]
    case .readDevices: ["DeviceManagementManagedDevices.ReadWrite.All"]
    }
  }
}
