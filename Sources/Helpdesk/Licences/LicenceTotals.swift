/// What could be saved, in each municipality.
package struct LicenceTotals: Sendable, Hashable {
  /// By municipality; empty for those that belong to none.
  package private(set) var rows: [String: Row] = [:]

  package init() {}

  /// One municipality's, or all.
  package struct Row: Sendable, Hashable {
    /// People, by what the rules say of them.
    package var active = 0
    package var inactive = 0
    package var unknown = 0
    package var excluded = 0
    /// Licences that can be given to others at once.
    package var now = Amount()
    /// Licences that can be had once what stands in the way is dealt with.
    package var later = Amount()
    /// Licences of inactive people that the rules leave alone.
    package var leftAlone = 0

    package init() {}

    /// Adds what another has.
    package static func += (row: inout Row, other: Row) {
      row.active += other.active
      row.inactive += other.inactive
      row.unknown += other.unknown
      row.excluded += other.excluded
      row.now += other.now
      row.later += other.later
      row.leftAlone += other.leftAlone
    }

    /// What is not paid any more, if as many are not bought again when the agreement is renewed.
    package var atRenewal: Amount {
      var amount = now
      amount += later
      return amount
    }
  }

  /// Some licences, and what they cost.
  package struct Amount: Sendable, Hashable {
    package var licences = 0
    /// Øre a month, of those that have a price.
    package var øre = 0
    /// Those that have none.
    package var unpriced = 0

    package init() {}

    /// Kroner a month, rounded; nil where nothing of it has a price.
    package var monthly: Int? { licences > unpriced ? (øre + 50) / 100 : nil }
    /// Kroner a year, rounded; nil where nothing of it has a price.
    package var yearly: Int? { licences > unpriced ? (øre * 12 + 50) / 100 : nil }

    /// Adds what another has.
    package static func += (amount: inout Amount, other: Amount) {
      amount.licences += other.licences
      amount.øre += other.øre
      amount.unpriced += other.unpriced
    }

    /// Adds a licence that costs so many øre a month, or nobody says what.
    mutating func add(_ price: Int?) {
      licences += 1
      øre += price ?? 0
      if price == nil { unpriced += 1 }
    }
  }

  /// Counts somebody.
  package mutating func add(_ user: LicensedUser, _ verdict: LicenceVerdict, _ prices: PriceFile?) {
    var row = Row()
    switch verdict {
    case .active: row.active = 1
    case .unknown: row.unknown = 1
    case .excluded: row.excluded = 1
    case .inactive(_, let findings):
      row.inactive = 1
      for finding in findings {
        let price = prices?.price(of: finding.product)
        if !finding.canBeFreed {
          row.leftAlone += 1
        } else if finding.isRemovable {
          row.now.add(price)
        } else {
          row.later.add(price)
        }
      }
    }
    rows[user.municipality ?? "", default: Row()] += row
  }

  /// All of them together.
  package var all: Row { rows.values.reduce(into: Row()) { $0 += $1 } }

  /// The municipalities in order, those that belong to none last.
  package var sorted: [(municipality: String, row: Row)] {
    rows.sorted { one, other in
      one.key.isEmpty != other.key.isEmpty ? other.key.isEmpty : one.key < other.key
    }.map { (municipality: $0.key, row: $0.value) }
  }
}
