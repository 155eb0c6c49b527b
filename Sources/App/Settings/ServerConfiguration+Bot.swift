internal import Ground

extension ServerConfiguration {
  /// The bot as Microsoft knows it, and what it may do there.
  struct Bot: Sendable {
    /// The application's id; nil where there is no Teams.
    var appID: String?
    /// Read anew whenever it is needed, so that a renewed secret needs no restart.
    var appSecret: SecretPlace?
    var tenantID: String?
    var tenancy = Tenancy.single
    var cloud = Cloud.worldwide
    /// Empty for the bot's own tenant alone; see ``tenants``.
    var allowedTenants: [String] = []
    /// Hosts that get the bot's token; empty for those of the cloud.
    var serviceHosts: [String] = []
    var allowsHTTPOnLoopback = false
    /// Ids of bots that may call this one.
    var callers: [String] = []
    var emulator = Emulator()
    var overrides = Overrides()
    var delivery = Delivery()

    /// The tenants whose people may write.
    var tenants: [String] {
      allowedTenants.isEmpty ? [tenantID].compactMap(\.self) : allowedTenants
    }
  }

  /// Whom a bot is registered for.
  enum Tenancy: Sendable, Hashable { case single, multiple }

  /// One of Microsoft's clouds.
  enum Cloud: Sendable, Hashable { case worldwide, usGovernment, china }

  /// The Bot Framework Emulator, for development.
  struct Emulator: Sendable {
    var isEnabled = false
    /// The user of the directory as whom whoever uses it speaks.
    var user: String?
  }

  /// Addresses and issuers instead of the cloud's own, for tests and proxies.
  struct Overrides: Sendable {
    var channelMetadata: String?
    var channelIssuer: String?
    var entraMetadata: String?
    var entraIssuers: [String] = []
    var tokenEndpoint: String?
  }

  /// How messages are sent.
  struct Delivery: Sendable {
    /// Whether 412, 502, 503 and 504 are tried again, as Teams' table has it.
    var retries5xx = true
    /// Whether 500 is too, against Teams' advice.
    var retries500 = false
    /// How many are sent at the same time.
    var mostAtOnce = 64
    /// How long a message is tried.
    var giveUpHours = 24
    var pace = Pacing()
  }

  /// How many messages may go out: in one conversation, and to all of one tenant.
  struct Pacing: Sendable {
    var perSecond = 7
    var perTwoSeconds = 8
    var perThirtySeconds = 60
    var perHour = 1_800
    var tenantPerSecond = 50
  }
}
