// Licences that were freed, which save no time but money: what others can have now need not be bought, and what is not
// bought again when the agreement is renewed is not paid.
extension GainReport {
  /// Some licences that were freed and not given back.
  package struct Freed: Sendable, Hashable {
    package var licences = 0
    /// Øre a month, of those that have a price.
    package var øre = 0

    package init() {}

    /// What they are worth while others have them, in whole kroner a month.
    package var kronerPerMonth: Int { (øre + 50) / 100 }
    /// What is saved from the next renewal on, in whole kroner a year, if as many fewer are bought.
    package var kronerPerYear: Int { (øre * 12 + 50) / 100 }

    /// Adds what another has.
    package static func += (freed: inout Freed, other: Freed) {
      freed.licences += other.licences
      freed.øre += other.øre
    }
  }

  /// All of them together.
  package var freed: Freed { parts.reduce(into: Freed()) { $0 += $1.freed } }

  /// Adds what was freed in a month in a municipality.
  mutating func add(_ totals: [LicenceRemovalStore.Total]) {
    for total in totals {
      var freed = Freed()
      (freed.licences, freed.øre) = (total.licences, total.øre)
      let index = parts.firstIndex {
        $0.month == total.month && $0.municipality == total.municipality
      }
      if let index {
        parts[index].freed += freed
      } else {
        parts.append(Part(month: total.month, municipality: total.municipality, freed: freed))
      }
    }
    parts.sort { ($0.month, $0.municipality ?? "") < ($1.month, $1.municipality ?? "") }
  }
}
