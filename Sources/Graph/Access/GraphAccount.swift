package import Crypto
package import Ground

/// Who asks Microsoft Graph: an application registered in a tenant, in its own name (“application permissions”).
package struct GraphAccount: Sendable {
  package let cloud: GraphCloud
  /// The tenant's id or one of its domains.
  package let tenant: String
  /// The application's id.
  package let client: String
  let proof: @Sendable () -> Proof?

  /// What an application proves itself with.
  package enum Proof: Sendable {
    case secret(Secret)
    case certificate(CertifiedKey)
  }

  /// - Parameter proof: Read for every token, so that a new one counts without a restart; nil for none that can be read.
  ///   Called on any thread; it may read a small file.
  package init(
    cloud: GraphCloud,
    tenant: String,
    client: String,
    proof: @escaping @Sendable () -> Proof?
  ) {
    self.cloud = cloud
    self.tenant = tenant
    self.client = client
    self.proof = proof
  }
}
