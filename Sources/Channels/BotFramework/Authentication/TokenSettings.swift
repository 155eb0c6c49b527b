internal import Foundation

/// Whose tokens a bot believes.
package struct TokenSettings: Sendable, Hashable {
  /// Which tenants a bot is for.
  package enum Tenancy: Sendable, Hashable {
    /// That of its registration, by its id; all that can be made since 31 July 2025.
    case single(tenant: String)
    /// Any.
    case multiple
  }

  /// The bot's own id, for which tokens must be meant.
  package let applicationID: String
  package let tenancy: Tenancy
  package var cloud: CloudSettings
  /// Whether the Emulator may speak with the bot, by a token made with the bot's own id and secret; for development.
  package var acceptsEmulator: Bool
  /// The ids of the bots that may call this one.
  package let callers: Set<String>

  /// Ids that are GUIDs may be written in any case.
  ///
  /// Nil where an id is empty: an empty audience would then be ours.
  package init?(
    applicationID: String,
    tenancy: Tenancy,
    cloud: CloudSettings = .worldwide,
    acceptsEmulator: Bool = false,
    callers: [String] = []
  ) {
    self.applicationID = Self.canonical(applicationID)
    self.callers = Set(callers.map(Self.canonical))
    self.cloud = cloud
    self.acceptsEmulator = acceptsEmulator
    self.tenancy =
      switch tenancy {
      case .single(let tenant): .single(tenant: Self.canonical(tenant))
      case .multiple: .multiple
      }
    guard !self.applicationID.isEmpty, !self.callers.contains(""),
      self.tenancy != .single(tenant: "")
    else { return nil }
  }

  /// The tenants out of which the Emulator's tokens come.
  var emulatorTenants: [String] {
    switch tenancy {
    case .single(let tenant): [tenant]
    case .multiple: cloud.botTenants
    }
  }

  /// The tenants out of which other bots' tokens come.
  var callerTenants: [String] {
    let own = if case .single(let tenant) = tenancy { [tenant] } else { [String]() }
    return own + cloud.botTenants + cloud.callerTenants
  }

  /// As Microsoft writes it in tokens.
  private static func canonical(_ id: String) -> String {
    UUID(uuidString: id) == nil ? id : id.lowercased()
  }
}
