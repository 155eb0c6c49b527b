package import Foundation
internal import Ground

/// How far a scan is.
package struct LicenceScanStanding: Sendable, Hashable {
  /// Whose users are read, and by whom: another's scan is never gone on with.
  package let source: String
  /// When it began: nothing that happened later is known.
  package let begun: Date
  /// Where the list of users goes on; nil at its beginning.
  package var cursor: String?
  /// Whether all of the list was read.
  package var isRead = false
  package var tally = LicenceScanTally()

  package init(source: String, begun: Date) {
    self.source = source
    self.begun = begun
  }

  /// Whether it can be gone on with.
  package func isFresh(at now: Date, of source: String) -> Bool {
    source == self.source && begun <= now
      && now < begun.addingTimeInterval(LicenceScanStore.lifetime)
  }
}

/// What was counted while users were read.
package struct LicenceScanTally: Sendable, Hashable {
  /// All accounts, also those without licences.
  package var users = 0
  /// Those with licences, and those of them whose names are hidden.
  package var licensed = 0
  package var hidden = 0
  /// The latest sign-in of anybody, or try of one.
  package var newest: Date?
  /// How many have each product, by its name.
  package var products: [String: Int] = [:]

  package init() {}

  init(json: JSON) {
    users = json["users"]?.int ?? 0
    licensed = json["licensed"]?.int ?? 0
    hidden = json["hidden"]?.int ?? 0
    newest = json["newest"]?.double.map { Date(timeIntervalSince1970: $0) }
    for (product, count) in json["products"]?.object ?? JSONObject() {
      products[product] = count.int
    }
  }

  var json: JSON {
    var counts = JSONObject()
    for (product, count) in products.sorted(by: { $0.key < $1.key }) {
      counts[product] = .integer(count)
    }
    return [
      "users": .integer(users), "licensed": .integer(licensed), "hidden": .integer(hidden),
      "newest": newest.map { .double($0.timeIntervalSince1970) } ?? .null,
      "products": .object(counts),
    ]
  }
}
