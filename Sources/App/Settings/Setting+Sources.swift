internal import Graph

extension Setting {
  /// Where the inventory of machines and, later, licences are read from.
  static let sources: [Setting] =
    [
      Setting(
        "graph.tenantId",
        \.graph.tenantID,
        .optional(.guid),
        "the tenant that Microsoft Graph is asked about"
      ),
      Setting(
        "graph.clientId",
        \.graph.clientID,
        .optional(.guid),
        "the application that asks Microsoft Graph"
      ),
    ]
    + secret(
      "graph.clientSecret",
      \.graph.clientSecret,
      .secret,
      "the application's client secret"
    )
    + [
      Setting(
        "graph.certificate",
        \.graph.certificate,
        .optional(.path),
        "the application's certificate in PEM, instead of a secret"
      ),
      Setting("graph.key", \.graph.key, .optional(.path), "the certificate's key in PEM"),
      Setting(
        "graph.cloud",
        \.graph.cloud,
        .choice(["global": .global, "usGov": .usGov, "usGovDod": .usGovDod, "china": .china]),
        "which of Microsoft's clouds: `global`, `usGov`, `usGovDod` or `china`"
      ),
      Setting(
        "graph.login",
        \.graph.login,
        .optional(.webAddress),
        "who gives tokens for Graph instead of the cloud's own; for tests"
      ),
      Setting(
        "graph.endpoint",
        \.graph.endpoint,
        .optional(.webAddress),
        "where Graph is instead of the cloud's own; for tests"
      ),
      Setting(
        "graph.changes",
        \.graph.changes,
        .flag,
        "whether flows may free licences, and `rakel licences undo` give them back; else Graph is only read"
      ),
      Setting(
        "licences.holds",
        \.licences.holds,
        .optional(.path),
        "the list of mailboxes that must be kept for the law; renewed at least every 30 days"
      ),
      Setting(
        "people.everyMinutes",
        \.people.everyMinutes,
        .whole(0...10_080),
        "minutes between syncs of people with Graph, by `people/rules.json`; 0 for none"
      ),
      Setting("snipeit.url", \.snipeIT.url, .optional(.webAddress), "where Snipe-IT is"),
    ]
    + secret("snipeit.token", \.snipeIT.token, .secret, "the API key of a user who may view assets")
    + [
      Setting(
        "snipeit.categories",
        \.snipeIT.categories,
        .list(.words),
        "categories of assets that are machines; empty for all"
      )
    ]
}
