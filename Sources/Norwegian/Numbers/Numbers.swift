/// Finds numbers in Bokmål, Nynorsk and English text, written with digits or words.
///
/// Digits follow Norwegian custom: «1 000,50» and «1.000,50»; a comma is a decimal comma («1,000» is one), unless
/// it groups twice («1,000,000») or stands before a decimal point («1,000.50»). Words go up to the millions:
/// «tjuefem», «femogtyve», «hundre og ti», «to og en halv», «twenty-five».
///
/// Not numbers: the articles «en», «et», «a»; digits that belong to a name («RITM0012», «2FA»); dotted runs of
/// more than two parts (versions, addresses, dates); «to», «fire», «null» in a text that is mostly English.
package struct Numbers: Sendable {
  /// A number and where it stands.
  package struct Found: Sendable, Hashable {
    package var value: Double
    /// Whether it names a place in a row («tredje», «3.») rather than an amount.
    package var isOrdinal: Bool
    /// Where it stands in the original, in UTF-8 bytes.
    package var range: Range<Int>
  }

  package init() {}

  /// The numbers of a text from left to right, without overlaps.
  ///
  /// Only the first ``readableBytes`` are read.
  package func find(in text: String) -> [Found] { find(in: Pieces(text)) }

  /// The numbers of a text that was cut into pieces.
  package func find(in pieces: Pieces) -> [Found] {
    let pieces = pieces.all
    let reader = NumberReader(pieces: pieces)
    var found: [Found] = []
    var index = 0
    while index < pieces.count {
      guard let reading = reader.read(at: index), !reading.isArticle else {
        index = reader.endOfDottedRun(at: index)
        continue
      }
      let start = pieces[reading.start].range.lowerBound
      found.append(
        Found(
          value: reading.value,
          isOrdinal: reading.isOrdinal,
          range: start..<pieces[reading.end - 1].range.upperBound
        )
      )
      index = reading.end
    }
    return found
  }
}
