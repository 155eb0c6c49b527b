/// A card could not be made from its template and the data.
package enum CardExpansionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The data make more of it than a card can hold, or than may be computed for one.
  case tooMuch
  /// The whole card is left out, by its own `$when` or `$data`.
  case nothing

  package var description: String {
    switch self {
    case .tooMuch: "the data make a card that is too large; repeat over fewer items"
    case .nothing: "the card leaves itself out; its first element may have no $when and no list"
    }
  }
}
