internal import Channels
internal import Foundation
internal import Ground
internal import HTTP
internal import Telemetry

/// What the settings of the bot mean to the channels.
extension ServerConfiguration.Bot {
  /// Whose tokens are believed; nil for a bot without an id.
  func tokenCheck(_ transport: any Transport, _ clock: any TimeSource) throws -> TokenCheck? {
    guard let appID else { return nil }
    guard
      let settings = TokenSettings(
        applicationID: appID,
        tenancy: tenancySetting,
        cloud: channelCloud,
        acceptsEmulator: emulator.isEnabled,
        callers: callers
      ),
      let check = TokenCheck(settings, transport: transport, time: clock)
    else { throw UsageError("the bot's settings cannot be used; 'rakel serve --check-config'") }
    return check
  }

  /// Who may write.
  func access(_ limits: ServerConfiguration.AccessLimits) -> AccessSettings {
    AccessSettings(
      tenants: tenants,
      emulatorUser: emulator.isEnabled ? emulator.user : nil,
      userPerMinute: limits.userPerMinute,
      tenantPerMinute: limits.tenantPerMinute
    )
  }

  /// What sends to connectors.
  func connector(
    _ transport: any Transport,
    _ clock: any TimeSource,
    _ log: Log,
    _ metrics: Metrics
  ) throws -> ConnectorClient {
    let cloud = outboundCloud
    let names = serviceHosts.isEmpty ? cloud.serviceHosts : serviceHosts
    guard
      let hosts = ServiceHosts(
        names,
        allowsHTTPOnLoopback: allowsHTTPOnLoopback || emulator.isEnabled
      )
    else { throw UsageError("bot.serviceHosts holds what is no host") }
    var token: OwnToken?
    if let appID, let appSecret {
      let source = TokenSource(
        endpoint: overrides.tokenEndpoint ?? cloud.tokenEndpoint(for: tenancySetting),
        scope: cloud.scope
      ) {
        (try? appSecret.read()).map { BotCredentials(applicationID: appID, secret: $0) }
      }
      guard let source else {
        throw UsageError("bot.tokenEndpoint is no address of a token endpoint")
      }
      token = OwnToken(source, transport: transport, time: clock, log: log, metrics: metrics)
    }
    return ConnectorClient(
      transport: transport,
      token: token,
      hosts: hosts,
      rules: RetryRules(
        retriesChannelFaults: delivery.retries5xx,
        retriesInternalErrors: delivery.retries500
      ),
      otherServiceURL: serviceHosts.isEmpty ? cloud.otherServiceURL : nil,
      time: clock,
      metrics: metrics
    )
  }

  private var tenancySetting: TokenSettings.Tenancy {
    switch (tenancy, tenantID) {
    case (.single, let tenant?): .single(tenant: tenant)
    default: .multiple
    }
  }

  private var channelCloud: CloudSettings {
    var settings: CloudSettings =
      switch cloud {
      case .worldwide: .worldwide
      case .usGovernment: .usGovernment
      case .china: .china
      }
    if let address = overrides.channelMetadata { settings.channelMetadata = address }
    if let issuer = overrides.channelIssuer { settings.channelIssuer = issuer }
    if let address = overrides.entraMetadata { settings.entraMetadata = address }
    if !overrides.entraIssuers.isEmpty {
      settings.entraMetadataIssuers = overrides.entraIssuers
      settings.entraIssuersV1 = overrides.entraIssuers
      settings.entraIssuersV2 = overrides.entraIssuers
    }
    return settings
  }

  private var outboundCloud: OutboundCloud {
    switch cloud {
    case .worldwide: .worldwide
    case .usGovernment: .usGovernment
    case .china: .china
    }
  }
}

extension ServerConfiguration.Delivery {
  /// How the postman goes about it.
  var postman: PostmanSettings {
    PostmanSettings(
      sendingsAtOnce: mostAtOnce,
      age: .seconds(giveUpHours * 3_600),
      conversationPace: Self.limits([
        (pace.perSecond, .seconds(1)), (pace.perTwoSeconds, .seconds(2)),
        (pace.perThirtySeconds, .seconds(30)), (pace.perHour, .seconds(3_600)),
      ]),
      tenantPace: Self.limits([(pace.tenantPerSecond, .seconds(1))])
    )
  }

  /// The limits among these; 0 is none.
  private static func limits(_ pairs: [(times: Int, time: Duration)]) -> [Pace.Limit] {
    pairs.filter { $0.times > 0 }.map { Pace.Limit(times: $0.times, in: $0.time) }
  }
}

extension ServerConfiguration.Listening {
  /// Where and how the HTTP server listens.
  var settings: ServerSettings {
    var settings = ServerSettings()
    settings.host = host
    settings.port = port
    settings.trustedProxies = trustedProxies.compactMap { AddressRange($0) }
    if let certificate, let key { settings.tls = TLSFiles(certificate: certificate, key: key) }
    settings.limits.bodyBytes = maxBodyBytes
    settings.limits.connections = maxConnections
    settings.limits.connectionsPerAddress = maxConnectionsPerAddress
    settings.limits.request = .seconds(requestSeconds)
    return settings
  }
}

extension ServerConfiguration {
  /// The key of each team's outgoing webhook; nil where there is none.
  func webhookSecrets() throws -> [(team: String, secret: Secret)]? {
    guard let webhookKeys else { return nil }
    return NamedSecrets(parsing: try webhookKeys.read())?.all.map {
      (team: $0.name, secret: $0.secret)
    }
  }
}

extension ServerConfiguration.Logging.Format {
  /// The format as the log's lines know it.
  var ofLines: LogLine.Format { self == .json ? .json : .text }
}
