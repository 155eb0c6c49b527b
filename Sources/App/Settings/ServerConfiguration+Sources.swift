internal import Graph

extension ServerConfiguration {
  /// The application by which Microsoft Graph is read.
  struct GraphAccess: Sendable {
    var tenantID: String?
    var clientID: String?
    /// Read anew for every token, so that a renewed secret needs no restart; likewise certificate and key.
    var clientSecret: SecretPlace?
    /// The file with the certificate that the application is known by, in PEM.
    var certificate: String?
    /// The file with the certificate's key, in PEM.
    var key: String?
    var cloud = GraphCloud.Name.global
    /// Instead of the cloud's own, for tests.
    var login: String?
    var endpoint: String?
    /// Whether Rakel may change what the application may; else it only reads.
    var changes = false
  }

  /// What is known of licences beside what Graph tells.
  struct Licences: Sendable {
    /// The file with those whose mailboxes must be kept for the law.
    var holds: String?
  }

  /// The people of the tenant.
  struct People: Sendable {
    /// How many minutes lie between two syncs; 0 for none.
    ///
    /// Without Graph, or without rules, there are none either.
    var everyMinutes = 60
  }

  /// The Snipe-IT that knows what machines were bought.
  struct SnipeAccess: Sendable {
    var url: String?
    var token: SecretPlace?
    /// Empty for all.
    var categories: [String] = []
  }
}
