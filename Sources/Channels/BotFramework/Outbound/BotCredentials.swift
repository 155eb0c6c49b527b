package import Ground

/// What a bot proves itself with to get a token: its application's id, and a secret of it.
package struct BotCredentials: Sendable, Hashable {
  package var applicationID: String
  package var secret: Secret

  package init(applicationID: String, secret: Secret) {
    self.applicationID = applicationID
    self.secret = secret
  }
}
