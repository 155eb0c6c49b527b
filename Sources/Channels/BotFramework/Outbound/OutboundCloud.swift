/// One of Microsoft's clouds as a bot sees it that writes there: who makes its token, and where that may go.
///
/// Microsoft's own sources: "Authenticate requests with the Bot Connector API" (bot-docs), "Send proactive messages"
/// (msteams-docs), the constants of its SDKs, and "Deploy a bot to the cloud operated by 21Vianet" (docs.azure.cn).
package struct OutboundCloud: Sendable, Hashable {
  /// Where tokens are made (OAuth 2.0), with ``CloudSettings/tenantMark`` where the tenant's id stands.
  package var tokenEndpoint: String
  /// What a token is asked for.
  package var scope: String
  /// What stands for the tenant of bots of many tenants.
  package var sharedTenant: String
  /// The hosts of connectors, each with its subdomains.
  package var serviceHosts: [String]
  /// Where Teams sends those who asked the connector of another cloud (`InvalidBotApiHost`); nil where it sends nobody.
  package var otherServiceURL: String?

  /// The public cloud, with the government community cloud that shares its sign-in.
  package static let worldwide = OutboundCloud(
    tokenEndpoint: "https://login.microsoftonline.com/{tenantid}/oauth2/v2.0/token",
    scope: "https://api.botframework.com/.default",
    sharedTenant: "botframework.com",
    serviceHosts: ["botframework.com", "smba.trafficmanager.net", "teams.microsoft.com"],
    otherServiceURL: "https://smba.infra.gcc.teams.microsoft.com/teams"
  )

  /// The cloud of the government of the United States (GCC High, DoD).
  package static let usGovernment = OutboundCloud(
    tokenEndpoint: "https://login.microsoftonline.us/{tenantid}/oauth2/v2.0/token",
    scope: "https://api.botframework.us/.default",
    sharedTenant: "MicrosoftServices.onmicrosoft.us",
    serviceHosts: ["botframework.us", "botframework.azure.us", "teams.microsoft.us"],
    otherServiceURL: nil
  )

  /// The cloud in China, operated by 21Vianet.
  package static let china = OutboundCloud(
    tokenEndpoint: "https://login.partner.microsoftonline.cn/{tenantid}/oauth2/v2.0/token",
    scope: "https://api.botframework.azure.cn/.default",
    sharedTenant: "microsoftservices.partner.onmschina.cn",
    serviceHosts: ["botframework.azure.cn", "teams.microsoftonline.cn"],
    otherServiceURL: nil
  )

  /// Where the tokens of a bot are made.
  package func tokenEndpoint(for tenancy: TokenSettings.Tenancy) -> String {
    let tenant =
      switch tenancy {
      case .single(let tenant): tenant
      case .multiple: sharedTenant
      }
    return tokenEndpoint.replacing(CloudSettings.tenantMark, with: tenant)
  }
}
