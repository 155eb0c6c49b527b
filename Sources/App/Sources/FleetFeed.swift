internal import Helpdesk

/// What a source has to say of its devices when it is asked over the network, page by page as somebody takes it.
///
/// Goes to ``Helpdesk/FleetImport/take(_:from:into:_:at:by:progress:)``. It has said all that it knows where it ends
/// without an error; where it throws, nothing of it must be taken.
struct FleetFeed: AsyncSequence, Sendable {
  let source: FleetSource
  private let begin: @Sendable () -> any FleetPages

  init(_ source: FleetSource, _ begin: @escaping @Sendable () -> any FleetPages) {
    self.source = source
    self.begin = begin
  }

  func makeAsyncIterator() -> Iterator { Iterator(pages: begin()) }

  /// Gives row by row.
  struct Iterator: AsyncIteratorProtocol {
    fileprivate var pages: any FleetPages
    private var rows: ArraySlice<FleetRow> = []

    fileprivate init(pages: any FleetPages) { self.pages = pages }

    mutating func next() async throws -> FleetRow? {
      while rows.isEmpty {
        guard let page = try await pages.next() else { return nil }
        rows = page[...]
      }
      return rows.popFirst()
    }
  }
}

/// Rows of a source in the portions in which it gives them.
protocol FleetPages {
  /// The next portion, which may be empty; nil after the last.
  mutating func next() async throws -> [FleetRow]?
}
