package import WorkingTime

/// How many devices have to be renewed in which of the coming years, and what that costs.
///
/// A device is due in the year in which its end of life falls, or else that in which it becomes so many years old;
/// what is due already is due this year.
package struct FleetPlan: Sendable, Hashable {
  /// The years, this one first.
  package let years: ClosedRange<Int>
  /// After how many years a device is due whose end of life is not known.
  package let life: Int
  package let prices: FleetPrices
  /// What is due by the years' end, by municipality and model.
  package private(set) var rows: [Key: Row] = [:]
  /// Devices of which neither age nor end of life is known.
  package private(set) var unknown = 0
  /// Devices that are due later.
  package private(set) var later = 0

  /// - Parameters:
  ///   - years: from 1 to 20.
  ///   - life: from 1 to 20.
  package init(from today: Day, years: Int, life: Int, prices: FleetPrices) {
    let first = today.civil.year
    self.years = first...(first + years - 1)
    (self.life, self.prices) = (life, prices)
  }

  /// What a row is about; nil for what is not known.
  package struct Key: Sendable, Hashable {
    package var municipality: String?
    package var model: String?
  }

  /// What is due, by year.
  package struct Row: Sendable, Hashable {
    package var counts: [Int: Int] = [:]
    package var count: Int { counts.values.reduce(0, +) }
  }

  /// Adds some devices that are alike.
  package mutating func add(
    _ count: Int,
    model: String?,
    municipality: String?,
    purchased: Day?,
    endOfLife: Day?
  ) {
    guard let due = endOfLife?.civil.year ?? purchased.map({ $0.civil.year + life }) else {
      unknown += count
      return
    }
    guard due <= years.upperBound else {
      later += count
      return
    }
    let key = Key(municipality: municipality, model: model)
    rows[key, default: Row()].counts[max(due, years.lowerBound), default: 0] += count
  }

  /// The rows in order of municipality and model, what is not known last.
  package var sorted: [(key: Key, row: Row)] {
    rows.sorted { one, other in
      let (a, b) = (one.key, other.key)
      if a.municipality != b.municipality {
        return Self.comes(a.municipality, before: b.municipality)
      }
      return Self.comes(a.model, before: b.model)
    }.map { ($0.key, $0.value) }
  }

  private static func comes(_ one: String?, before other: String?) -> Bool {
    guard let one else { return false }
    return other.map { one < $0 } ?? true
  }

  /// How many are due in a year.
  package func count(_ year: Int) -> Int { rows.values.reduce(0) { $0 + ($1.counts[year] ?? 0) } }

  /// What a row costs in a year, in kroner; nil where there is no price for its model.
  package func cost(_ key: Key, _ row: Row, _ year: Int) -> Int? {
    prices.price(of: key.model).map { $0 * (row.counts[year] ?? 0) }
  }

  /// What a year costs as far as there are prices.
  package func cost(_ year: Int) -> Int {
    rows.reduce(0) { $0 + (cost($1.key, $1.value, year) ?? 0) }
  }

  /// How many of a year have no price.
  package func unpriced(_ year: Int) -> Int {
    rows.filter { prices.price(of: $0.key.model) == nil }
      .reduce(0) { $0 + ($1.value.counts[year] ?? 0) }
  }
}
