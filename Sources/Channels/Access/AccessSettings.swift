internal import Dialogue
internal import People

/// Who may write to the bot at all, before anybody is looked up.
package struct AccessSettings: Sendable, Hashable {
  /// The tenants out of which people may come; nobody may where there are none.
  package let tenants: Set<String>
  /// The channels that sign people in with Microsoft Entra, and so can vouch for them.
  ///
  /// Elsewhere (Direct Line, Web Chat) it is the client that writes `from`, and what it says counts for nothing.
  package var channels: Set<String>
  /// The user of the directory as whom the Emulator speaks; nil for none.
  package var emulatorUser: String?
  /// How many messages somebody may send in a minute, and how many at once; 0 for any number.
  package var userPerMinute: Int
  /// The same for all of a tenant together.
  package var tenantPerMinute: Int

  /// Ids of tenants that are GUIDs may be written in any case.
  package init(
    tenants: [String],
    channels: Set<String> = ["msteams"],
    emulatorUser: String? = nil,
    userPerMinute: Int = 30,
    tenantPerMinute: Int = 3_000
  ) {
    self.tenants = Set(tenants.map(Self.canonical).filter { !$0.isEmpty })
    self.channels = channels
    self.emulatorUser = emulatorUser
    self.userPerMinute = userPerMinute
    self.tenantPerMinute = tenantPerMinute
  }

  /// One spelling of a tenant's id.
  static func canonical(_ tenant: String) -> String {
    EntraID(tenant)?.description ?? tenant
  }
}
