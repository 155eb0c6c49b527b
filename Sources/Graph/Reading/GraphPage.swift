package import Ground

/// One page of a list.
package struct GraphPage: Sendable, Hashable {
  /// What stands on it, as it came.
  package let items: [JSON]
  /// Where the next page is; nil on the last.
  package let next: GraphCursor?
  /// From where later changes are read; only on the last page of a delta.
  package let changes: GraphCursor?

  init(_ json: JSON, of resource: GraphResource, from client: GraphClient) throws(GraphError) {
    guard let items = json["value"]?.array else { throw .unreadable(.form(resource.name)) }
    self.items = items
    next = try Self.cursor(json["@odata.nextLink"], of: resource, from: client)
    changes = try Self.cursor(json["@odata.deltaLink"], of: resource, from: client)
  }

  private static func cursor(
    _ link: JSON?,
    of resource: GraphResource,
    from client: GraphClient
  ) throws(GraphError) -> GraphCursor? {
    guard let link, link != .null else { return nil }
    guard let text = link.string else { throw .unreadable(.form(resource.name)) }
    guard let cursor = GraphCursor(text, from: client.account.cloud.graph) else {
      throw .unreadable(.foreignPage)
    }
    return cursor
  }
}
