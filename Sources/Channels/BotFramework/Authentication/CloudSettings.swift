/// One of Microsoft's clouds: who makes the tokens that a bot is sent there, and where their keys are.
///
/// A row of the table below each. Microsoft's own sources: "Authenticate requests with the Bot Connector API" (bot-docs), the
/// constants of its SDKs, and "Deploy a bot to the cloud operated by 21Vianet" (docs.azure.cn).
package struct CloudSettings: Sendable, Hashable {
  /// The issuer of the channel service's tokens (`iss`).
  package var channelIssuer: String
  /// The OpenID metadata of the channel service.
  package var channelMetadata: String
  /// The OpenID metadata of Microsoft Entra, for tokens of the Emulator and of other bots.
  package var entraMetadata: String
  /// What that metadata calls its issuer: that of any tenant, or of the one it is for.
  package var entraMetadataIssuers: [String]
  /// The issuers of Entra's tokens of `ver` 1.0, with ``tenantMark`` where the tenant's id stands.
  package var entraIssuersV1: [String]
  /// The issuers of Entra's tokens of `ver` 2.0, with ``tenantMark`` where the tenant's id stands.
  package var entraIssuersV2: [String]
  /// The tenants in which Microsoft has its bots of many tenants, and so their Emulators.
  package var botTenants: [String]
  /// Further tenants of Microsoft's out of which a bot may call another.
  package var callerTenants: [String]

  /// What stands for the id of a tenant in an issuer.
  package static let tenantMark = "{tenantid}"

  /// The public cloud.
  package static let worldwide = CloudSettings(
    channelIssuer: "https://api.botframework.com",
    channelMetadata: "https://login.botframework.com/v1/.well-known/openidconfiguration",
    entraMetadata: "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
    entraMetadataIssuers: ["https://login.microsoftonline.com/{tenantid}/v2.0"],
    entraIssuersV1: ["https://sts.windows.net/{tenantid}/"],
    entraIssuersV2: ["https://login.microsoftonline.com/{tenantid}/v2.0"],
    botTenants: ["d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a"],
    callerTenants: ["69e9b82d-4842-4902-8d1e-abc5b98a55e8"]
  )

  /// The cloud of the government of the United States.
  package static let usGovernment = CloudSettings(
    channelIssuer: "https://api.botframework.us",
    channelMetadata: "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
    entraMetadata: "https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e"
      + "/v2.0/.well-known/openid-configuration",
    entraMetadataIssuers: [
      "https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0",
      "https://login.microsoftonline.us/{tenantid}/v2.0",
    ],
    entraIssuersV1: [
      "https://sts.windows.net/{tenantid}/", "https://login.microsoftonline.us/{tenantid}/",
    ],
    entraIssuersV2: ["https://login.microsoftonline.us/{tenantid}/v2.0"],
    botTenants: ["cab8a31a-1906-4287-a0d8-4eef66b95f6e", "f8cdef31-a31e-4b4a-93e4-5f571e91255a"],
    callerTenants: []
  )

  /// The cloud in China, operated by 21Vianet.
  package static let china = CloudSettings(
    channelIssuer: "https://api.botframework.azure.cn",
    channelMetadata: "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
    entraMetadata: "https://login.partner.microsoftonline.cn/a55a4d5b-9241-49b1-b4ff-befa8db00269"
      + "/v2.0/.well-known/openid-configuration",
    entraMetadataIssuers: [
      "https://login.partner.microsoftonline.cn/a55a4d5b-9241-49b1-b4ff-befa8db00269/v2.0",
      "https://login.partner.microsoftonline.cn/{tenantid}/v2.0",
    ],
    entraIssuersV1: ["https://sts.chinacloudapi.cn/{tenantid}/"],
    entraIssuersV2: ["https://login.partner.microsoftonline.cn/{tenantid}/v2.0"],
    botTenants: ["a55a4d5b-9241-49b1-b4ff-befa8db00269"],
    callerTenants: []
  )
}
