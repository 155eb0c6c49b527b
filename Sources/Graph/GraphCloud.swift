package import HTTP

/// Where a tenant's Microsoft Graph is, and who gives tokens for it.
///
/// Source: Microsoft, “National cloud deployments” and “Certificate credentials” (docs.azure.cn).
package struct GraphCloud: Sendable, Hashable {
  /// Gives tokens.
  package let login: Origin
  /// Answers, under `/v1.0`.
  package let graph: Origin

  /// A cloud at two addresses, such as one that stands for Microsoft in a test.
  ///
  /// Nil where others could listen: over `http`, to anything but this machine.
  package init?(login: Origin, graph: Origin) {
    guard [login, graph].allSatisfy({ $0.scheme == .https || $0.host.isLoopback }) else {
      return nil
    }
    self.login = login
    self.graph = graph
  }

  private init?(_ login: String, _ graph: String) {
    guard let login = Host(login).flatMap({ Origin(.https, $0) }),
      let graph = Host(graph).flatMap({ Origin(.https, $0) })
    else { return nil }
    self.init(login: login, graph: graph)
  }

  /// One of Microsoft's clouds, by the name that settings have for it.
  package enum Name: String, Sendable, Hashable, CaseIterable {
    /// All the world, with the government community cloud (GCC).
    case global
    /// The government of the United States (GCC High).
    case usGov
    /// Its department of defence.
    case usGovDod
    /// China, operated by 21Vianet.
    case china
  }

  /// Where one of Microsoft's clouds is.
  package static func named(_ name: Name) -> GraphCloud? {
    switch name {
    case .global: GraphCloud("login.microsoftonline.com", "graph.microsoft.com")
    case .usGov: GraphCloud("login.microsoftonline.us", "graph.microsoft.us")
    case .usGovDod: GraphCloud("login.microsoftonline.us", "dod-graph.microsoft.us")
    case .china: GraphCloud("login.partner.microsoftonline.cn", "microsoftgraph.chinacloudapi.cn")
    }
  }
}
