package import Ground

/// A product that the tenant has bought, and how much of it is taken (`subscribedSku`).
package struct Subscription: GraphEntity, Hashable {
  /// The product's `skuId`, in lower case.
  package let sku: String
  /// Microsoft's name for it: `SPE_E3`.
  package let product: String
  /// How many may use it, and how many do.
  package let enabled: Int
  package let consumed: Int
  /// Bought, but on their way out.
  package let warning: Int
  package let suspended: Int
  /// The names of its parts, by their ids in lower case.
  package let plans: [String: String]
  /// Whether users get it; else the tenant as a whole does.
  package let isForUsers: Bool

  /// Nil without a product and its numbers.
  package init?(_ json: JSON) {
    guard let sku = json["skuId"]?.words, let product = json["skuPartNumber"]?.words,
      let consumed = json["consumedUnits"]?.int, let enabled = json["prepaidUnits"]?["enabled"]?.int
    else { return nil }
    self.sku = sku.lowercased()
    self.product = product
    self.enabled = enabled
    self.consumed = consumed
    warning = json["prepaidUnits"]?["warning"]?.int ?? 0
    suspended = json["prepaidUnits"]?["suspended"]?.int ?? 0
    isForUsers = json["appliesTo"] != "Company"
    let parts = (json["servicePlans"]?.array ?? []).compactMap { plan in
      plan["servicePlanId"]?.words.map {
        ($0.lowercased(), plan["servicePlanName"]?.words ?? $0)
      }
    }
    plans = Dictionary(parts, uniquingKeysWith: { first, _ in first })
  }

  /// Whether it may hold a mailbox, which is lost 30 days after the licence.
  ///
  /// Parts of Exchange that are known to hold none do not count; of others the worst is thought.
  package var mayHoldMailbox: Bool {
    plans.values.contains { plan in
      plan.hasPrefix("EXCHANGE") && !plan.hasPrefix("EXCHANGE_S_FOUNDATION")
        && !plan.hasPrefix("EXCHANGE_S_ARCHIVE")
    }
  }
}

extension GraphResource {
  /// All products that the tenant has bought.
  package static let subscriptions = GraphResource("subscribedSkus", needs: [.readLicences])
}
