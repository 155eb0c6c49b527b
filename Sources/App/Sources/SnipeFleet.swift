internal import Ground
internal import Helpdesk

/// The assets of a Snipe-IT, in order of their ids, so that none is missed where others are added meanwhile.
struct SnipeFleet: FleetPages {
  private let client: SnipeClient
  private let categories: Set<String>
  private var offset = 0
  private var total: Int?

  /// - Parameter categories: those that are wanted, in any case; empty for all.
  static func feed(_ client: SnipeClient, categories: [String]) -> FleetFeed {
    let wanted = Set(categories.map { $0.lowercased() })
    return FleetFeed(.snipeIT) { SnipeFleet(client: client, categories: wanted) }
  }

  private init(client: SnipeClient, categories: Set<String>) {
    self.client = client
    self.categories = categories
  }

  mutating func next() async throws -> [FleetRow]? {
    if let total, offset >= total { return nil }
    let page = try await client.hardware(offset: offset)
    // What is removed meanwhile moves the rest up, past what was read already.
    if let total, page.total < total { throw SnipeError.changed }
    guard page.rows.count > 0 || offset >= page.total else { throw SnipeError.unreadable }
    let first = offset + 1
    total = page.total
    offset += page.rows.count
    return page.rows.enumerated().compactMap { index, row in
      let asset = SnipeAsset(row)
      guard !asset.isArchived, isWanted(asset) else { return nil }
      return .success(asset.report(line: first + index))
    }
  }

  private func isWanted(_ asset: SnipeAsset) -> Bool {
    categories.isEmpty || asset.category.map { categories.contains($0.lowercased()) } ?? false
  }
}
