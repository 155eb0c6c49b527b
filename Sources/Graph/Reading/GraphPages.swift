internal import HTTP

/// The pages of a list, each read when it is asked for.
///
/// Whoever keeps ``GraphPage/next`` once a page is dealt with can go on there after a restart.
package struct GraphPages: AsyncSequence, Sendable {
  let client: GraphClient
  let resource: GraphResource
  let start: GraphCursor?

  /// Begins anew, each time.
  package func makeAsyncIterator() -> Iterator {
    Iterator(client: client, resource: resource, place: start.map(Place.page) ?? .start)
  }

  enum Place {
    case start
    case page(GraphCursor)
    case end
  }

  /// Reads one page after the other.
  package struct Iterator: AsyncIteratorProtocol {
    let client: GraphClient
    let resource: GraphResource
    var place: Place
    private var seen: Set<GraphCursor> = []
    private var count = 0

    init(client: GraphClient, resource: GraphResource, place: Place) {
      self.client = client
      self.resource = resource
      self.place = place
    }

    /// The next page; nil after the last.
    ///
    /// - Throws: ``GraphError``. Asked again after an error, it reads the same page again.
    package mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(GraphError) -> GraphPage? {
      let origin = client.account.cloud.graph
      let address: WebAddress
      switch place {
      case .end: return nil
      case .start: address = try resource.address(at: origin)
      case .page(let cursor):
        guard let next = WebAddress(origin, target: cursor.text) else {
          throw .unreadable(.address)
        }
        address = next
      }
      let json = try await client.body(of: GraphCall(.get, address, of: resource))
      let page = try GraphPage(json, of: resource, from: client)
      count += 1
      if let next = page.next {
        guard count < client.patience.pages, seen.insert(next).inserted else {
          throw .unreadable(.endless)
        }
        place = .page(next)
      } else {
        place = .end
      }
      return page
    }
  }
}

extension GraphClient {
  /// The pages of a list, from its beginning or from where somebody stopped reading.
  package func pages(of resource: GraphResource, from cursor: GraphCursor? = nil) -> GraphPages {
    GraphPages(client: self, resource: resource, start: cursor)
  }
}
