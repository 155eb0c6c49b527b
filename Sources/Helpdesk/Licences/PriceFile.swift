internal import Ground
package import WorkingTime

/// What licences cost, by Microsoft's names of products, as of a day.
package struct PriceFile: Sendable, Hashable {
  /// The day the prices are of.
  package let day: Day
  /// Where they come from.
  package let about: String?
  /// Øre a month, by product in lower case.
  private let prices: [String: Int]

  /// The price of a product, in øre a month; nil where the file has none.
  package func price(of product: String) -> Int? { prices[product.lowercased()] }

  /// Reads the text of a file of prices; anything that is not understood makes all of it unusable.
  ///
  /// - Parameter file: what to call it in faults.
  package init(parsing source: String, file: String) throws(PolicyFaults) {
    var reader = PolicyReader(file: file)
    let map = try reader.object(source, called: "prices")
    reader.know(["asOf", "about", "kronerPerMonth"], in: map)
    let day = reader.day("asOf", of: map)
    if map["asOf"] == nil {
      reader.fault("prices.date", at: map, "'asOf' is missing: prices are of a day")
    }
    about = reader.optionalText("about", of: map)
    var prices: [String: Int] = [:]
    let list = map["kronerPerMonth"]
    if list?.value.object == nil {
      reader.fault("prices.type", at: list ?? map, "'kronerPerMonth' must be an object of prices")
    }
    for member in list?.members ?? [] {
      guard let øre = Self.øre(member.value.value) else {
        reader.fault(
          "prices.price",
          at: member.value,
          "a price is a number of kroner from 0 to 100000, with two decimals at most"
        )
        continue
      }
      if prices.updateValue(øre, forKey: member.key.lowercased()) != nil {
        reader.fault("prices.twice", at: member.value, "this product is there twice")
      }
    }
    self.prices = prices
    try reader.finish()
    // Without a day there was a fault.
    self.day = day ?? Day(number: 0)
  }

  private static func øre(_ json: JSON) -> Int? {
    guard let kroner = json.double, (0...100_000).contains(kroner) else { return nil }
    let øre = (kroner * 100).rounded()
    return abs(kroner * 100 - øre) < 0.001 ? Int(øre) : nil
  }
}
