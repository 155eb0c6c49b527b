/// What plans of licences are made by, beside their policies: it is the content's, and read anew with it.
package struct LicenceGround: Sendable, Hashable {
  /// Who counts as inactive.
  package var rules: LicenceRules
  /// What licences cost; nil where nobody says.
  package var prices: PriceFile?

  package init(rules: LicenceRules, prices: PriceFile? = nil) {
    self.rules = rules
    self.prices = prices
  }
}
