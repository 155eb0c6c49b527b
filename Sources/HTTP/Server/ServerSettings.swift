/// Where and how the server listens, and what it lets clients do.
package struct ServerSettings: Sendable {
  /// An address in figures, or `localhost`; `::` is every address of both versions.
  package var host = "127.0.0.1"
  /// 0 for any that is free.
  package var port = 0
  /// Whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
  package var trustedProxies: [AddressRange] = []
  /// Nil to speak without encryption.
  package var tls: TLSFiles?
  package var limits = ServerLimits()

  package init() {}
}

/// The files that the server proves its name with, in PEM.
package struct TLSFiles: Sendable, Hashable {
  /// Its own certificate first, then those that vouch for it.
  package var certificate: String
  package var key: String

  package init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }
}
