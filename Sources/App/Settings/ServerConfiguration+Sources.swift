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
  }

  /// The Snipe-IT that knows what machines were bought.
  struct SnipeAccess: Sendable {
    var url: String?
    var token: SecretPlace?
    /// Empty for all.
    var categories: [String] = []
  }
}
