internal import WorkingTime
package import struct Foundation.Date

/// A time at which somebody can be at a pick-up place.
package struct Slot: Sendable, Hashable {
  /// The place's id in the policy.
  package var place: String
  package var start: Date

  package init(place: String, start: Date) { (self.place, self.start) = (place, start) }

  /// How a card tells it: `radhus@2027-01-11T09:00:00Z`.
  package var text: String { "\(place)@\(RFC3339.text(start))" }

  /// Reads what ``text`` writes; nil for anything else.
  package init?(_ text: String) {
    guard let at = text.lastIndex(of: "@"), at > text.startIndex,
      let start = RFC3339.moment(String(text[text.index(after: at)...]))
    else { return nil }
    self.init(place: String(text[..<at]), start: start)
  }
}
