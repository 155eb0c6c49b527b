internal import Telemetry

extension Setting {
  /// Every setting there is, in the order in which they are shown.
  static let all: [Setting] = listening + logging + bot + overrides + delivery + others + sources

  private static let listening: [Setting] = [
    Setting("server.host", \.server.host, .listeningHost, "where to listen"),
    Setting("server.port", \.server.port, .whole(0...65_535), "the port; 0 for any"),
    Setting(
      "server.tls.certificate",
      \.server.certificate,
      .optional(.path),
      "certificate and chain in PEM, to speak HTTPS without a proxy"
    ),
    Setting("server.tls.key", \.server.key, .optional(.path), "the certificate's key in PEM"),
    Setting(
      "server.trustedProxies",
      \.server.trustedProxies,
      .list(.network),
      "proxies whose X-Forwarded-For and X-Forwarded-Proto are believed"
    ),
    Setting(
      "server.maxBodyBytes",
      \.server.maxBodyBytes,
      .whole(1_024...16_777_216),
      "the largest body; a larger one gets 413"
    ),
    Setting(
      "server.maxConnections",
      \.server.maxConnections,
      .whole(1...100_000),
      "the most connections at once"
    ),
    Setting(
      "server.maxConnectionsPerAddress",
      \.server.maxConnectionsPerAddress,
      .whole(0...100_000),
      "the most from one address, trusted proxies not counted; 0 for no limit"
    ),
    Setting(
      "server.requestSeconds",
      \.server.requestSeconds,
      .whole(1...600),
      "how long a request may take in all"
    ),
    Setting(
      "server.stopSeconds",
      \.server.stopSeconds,
      .whole(0...600),
      "how long running turns are waited for when the server stops"
    ),
    Setting(
      "server.metricsFrom",
      \.server.metricsFrom,
      .list(.network),
      "who may read /metrics"
    ),
  ]

  private static let logging: [Setting] = [
    Setting(
      "log.format",
      \.log.format,
      .choice(["json": .json, "text": .text]),
      "how log lines are written: `json` or `text`"
    ),
    Setting(
      "log.level",
      \.log.level,
      .choice(["debug": .debug, "info": .info, "warning": .warning, "error": .error]),
      "`debug`, `info`, `warning` or `error`; what matters less is not logged"
    ),
    Setting("content.dir", \.content.folder, .path, "the folder of the content; also --content"),
    Setting(
      "content.watch",
      \.content.isWatched,
      .flag,
      "whether changed content is taken up by itself; SIGHUP always does"
    ),
    Setting(
      "state.dir",
      \.content.state,
      .optional(.path),
      "models and database; `.rakel` in the content; also --state"
    ),
  ]

  private static let bot: [Setting] =
    [Setting("bot.appId", \.bot.appID, .optional(.guid), "the application (client) id")]
    + secret("bot.appSecret", \.bot.appSecret, .secret, "the application's client secret")
    + [
      Setting(
        "bot.tenantId",
        \.bot.tenantID,
        .optional(.guid),
        "the directory (tenant) id of the registration"
      ),
      Setting(
        "bot.tenancy",
        \.bot.tenancy,
        .choice(["single": .single, "multiple": .multiple]),
        "whom the registration is for: `single` or `multiple` tenants"
      ),
      Setting(
        "bot.cloud",
        \.bot.cloud,
        .choice(["worldwide": .worldwide, "usGovernment": .usGovernment, "china": .china]),
        "which of Microsoft's clouds: `worldwide`, `usGovernment` or `china`"
      ),
      Setting(
        "bot.allowedTenants",
        \.bot.allowedTenants,
        .list(.guid),
        "whose people may write; empty for the bot's own tenant alone"
      ),
      Setting(
        "bot.serviceHosts",
        \.bot.serviceHosts,
        .list(.host),
        "hosts that the bot's token may be sent to; empty for those of the cloud"
      ),
      Setting(
        "bot.allowHTTPOnLoopback",
        \.bot.allowsHTTPOnLoopback,
        .flag,
        "whether a channel on this machine may be answered by http; for development"
      ),
      Setting("bot.callers", \.bot.callers, .list(.guid), "application ids of bots that may call"),
      Setting(
        "bot.emulator.enabled",
        \.bot.emulator.isEnabled,
        .flag,
        "whether the Bot Framework Emulator may speak with the bot; for development"
      ),
      Setting(
        "bot.emulator.user",
        \.bot.emulator.user,
        .optional(.words),
        "the user of users.tsv that it speaks as"
      ),
    ]

  private static let overrides: [Setting] = [
    Setting(
      "bot.channelMetadata",
      \.bot.overrides.channelMetadata,
      .optional(.webAddress),
      "OpenID metadata of the channel instead of the cloud's"
    ),
    Setting(
      "bot.channelIssuer",
      \.bot.overrides.channelIssuer,
      .optional(.words),
      "issuer of the channel's tokens instead of the cloud's"
    ),
    Setting(
      "bot.entraMetadata",
      \.bot.overrides.entraMetadata,
      .optional(.webAddress),
      "OpenID metadata of Entra instead of the cloud's"
    ),
    Setting(
      "bot.entraIssuers",
      \.bot.overrides.entraIssuers,
      .list(.words),
      "issuers of Entra's tokens instead of the cloud's"
    ),
    Setting(
      "bot.tokenEndpoint",
      \.bot.overrides.tokenEndpoint,
      .optional(.webAddress),
      "where the bot gets its own token instead of the cloud's"
    ),
  ]

  private static let delivery: [Setting] = [
    Setting(
      "bot.retry5xx",
      \.bot.delivery.retries5xx,
      .flag,
      "whether 412, 502, 503 and 504 are tried again, as Teams' table says"
    ),
    Setting(
      "bot.retry500",
      \.bot.delivery.retries500,
      .flag,
      "whether 500 is tried again too; may send a message twice"
    ),
    Setting(
      "bot.sendings",
      \.bot.delivery.mostAtOnce,
      .whole(1...1_024),
      "how many messages are sent at the same time"
    ),
    Setting(
      "bot.giveUpHours",
      \.bot.delivery.giveUpHours,
      .whole(1...720),
      "how long a message is tried"
    ),
    pace("perSecond", \.bot.delivery.pace.perSecond, "messages a second in a conversation"),
    pace(
      "perTwoSeconds",
      \.bot.delivery.pace.perTwoSeconds,
      "messages in two seconds in a conversation"
    ),
    pace(
      "perThirtySeconds",
      \.bot.delivery.pace.perThirtySeconds,
      "messages in thirty seconds in a conversation"
    ),
    pace("perHour", \.bot.delivery.pace.perHour, "messages an hour in a conversation"),
    pace("tenantPerSecond", \.bot.delivery.pace.tenantPerSecond, "messages a second to a tenant"),
  ]

  private static let others: [Setting] =
    secret(
      "webhook.keys",
      \.webhookKeys,
      .namedSecrets,
      "team → the key that Teams showed for its outgoing webhook"
    )
    + [
      Setting(
        "access.userPerMinute",
        \.access.userPerMinute,
        .whole(0...100_000),
        "how many messages a minute one user may write; 0 for any number"
      ),
      Setting(
        "access.tenantPerMinute",
        \.access.tenantPerMinute,
        .whole(0...10_000_000),
        "how many messages a minute one tenant may write; 0 for any number"
      ),
      days("messages", \.keepDays.messages, "days that what was said is kept"),
      days("inbox", \.keepDays.inbox, "days that received activities are remembered"),
      days("outbox", \.keepDays.outbox, "days that sent messages are kept"),
      days("references", \.keepDays.references, "days that an unused way to reach a user is kept"),
      days("refusals", \.keepDays.refusals, "days that refusals are remembered"),
      days("executions", \.keepDays.executions, "days that ended executions are kept"),
      days("questions", \.keepDays.questions, "days that closed questions are kept"),
      days("cases", \.keepDays.cases, "days that closed cases and finished work items are kept"),
      days("audit", \.keepDays.audit, "days that the audit is kept"),
    ]

  private static func pace(
    _ name: String,
    _ path: any WritableKeyPath<ServerConfiguration, Int> & Sendable,
    _ summary: String
  ) -> Setting {
    Setting("bot.pace.\(name)", path, .whole(0...1_000_000), "\(summary); 0 for any number")
  }

  private static func days(
    _ name: String,
    _ path: any WritableKeyPath<ServerConfiguration, Int> & Sendable,
    _ summary: String
  ) -> Setting {
    Setting("privacy.keepDays.\(name)", path, .whole(1...36_500), summary)
  }
}
