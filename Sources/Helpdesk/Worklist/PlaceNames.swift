internal import Foundation

/// The places where work is done, by the words that people use for them.
///
/// «Rådhuset, servicetorget» is named by a text that has «rådhuset» in it: by its first word of four letters or more,
/// whatever the case and the ending.
package struct PlaceNames: Sendable {
  private let places: [(place: String, word: String)]

  package init(_ places: [String]) {
    self.places = places.compactMap { place in
      Self.words(of: place).first { $0.count >= 4 }.map { (place, $0) }
    }
  }

  /// The places that a text names; none where it names none.
  package func named(in text: String) -> Set<String> {
    let said = Self.words(of: text)
    return Set(
      places.filter { place in
        said.contains { $0.hasPrefix(place.word) || $0.count >= 4 && place.word.hasPrefix($0) }
      }.map(\.place)
    )
  }

  private static func words(of text: String) -> [String] {
    text.prefix(2_000).lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
