/// Reduces the inflected forms of a word to one stem.
///
/// Norwegian is Snowball's stemmer, which serves both written forms, and then ``NorwegianEndings``:
/// what Snowball leaves apart and a helpdesk must have together (`glemte` and `glemme`, `pcene` and
/// `pc`, `skriveren` and `skriver`). English is Snowball's alone. A stem is a key, not a word: show
/// it to nobody.
package final class Stemmer: Sendable {
  private let norwegian = SnowballStemmer(.norwegian)
  private let english = SnowballStemmer(.english)

  /// Opens both stemmers; one instance serves all threads.
  package init() {}

  /// The stem of a word in the form of ``Token/text``; Bokmål and Nynorsk share one stemmer.
  ///
  /// Words with digits, and anything over 64 bytes, are their own stems.
  package func stem(_ word: String, language: Language = .nb) -> String {
    let bytes = [UInt8](word.utf8)
    guard bytes.count <= 64, bytes.allSatisfy({ $0 > UInt8(ascii: "9") }) else { return word }
    if language != .en, let known = Irregulars.stem(of: word) { return known }
    let stem = language == .en ? english.stem(bytes) : norwegianStem(bytes)
    return String(decoding: stem, as: UTF8.self)
  }

  private func norwegianStem(_ word: [UInt8]) -> [UInt8] {
    if let abbreviation = NorwegianEndings.abbreviation(word) { return abbreviation }
    return NorwegianEndings.finished(norwegian.stem(word))
  }
}
