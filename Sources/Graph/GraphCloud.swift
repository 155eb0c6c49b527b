package import HTTP

/// Where a tenant's Microsoft Graph is, and who gives tokens for it.
///
/// Source: Microsoft, “National cloud deployments”.
package struct GraphCloud: Sendable, Hashable {
  /// Gives tokens.
  package var login: Origin
  /// Answers, under `/v1.0`.
  package var graph: Origin

  /// A cloud at two addresses, such as one that stands for Microsoft in a test.
  package init(login: Origin, graph: Origin) {
    self.login = login
    self.graph = graph
  }
}
