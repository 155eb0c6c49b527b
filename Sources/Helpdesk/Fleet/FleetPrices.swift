package import Ground

/// What a successor costs, in kroner, by the model that it follows; the first pattern that fits.
///
/// In a file: `{"Latitude 7*": 14900, "*": 12900}`.
package struct FleetPrices: Sendable, Hashable {
  package var prices: [Price] = []

  /// A pattern and a price.
  package struct Price: Sendable, Hashable {
    package var models: Glob
    package var kroner: Int
  }

  /// No prices.
  package init() {}

  /// Nil where it is anything but patterns with whole numbers of kroner from 0 to 10 million.
  package init?(json: JSON) {
    guard let object = json.object else { return nil }
    for (pattern, price) in object {
      guard let kroner = price.int, (0...10_000_000).contains(kroner) else { return nil }
      prices.append(Price(models: Glob(pattern), kroner: kroner))
    }
  }

  /// The price for whatever follows a model; an unknown model fits `*` only.
  package func price(of model: String?) -> Int? {
    prices.first { $0.models.matches(model ?? "") }?.kroner
  }
}
