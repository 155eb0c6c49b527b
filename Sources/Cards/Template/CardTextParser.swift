internal import Ground

/// Takes a text of a template apart into what is literal and what stands in `${…}`; `\${` is a literal `${`.
struct CardTextParser {
  private let bytes: [UInt8]
  private var position = 0
  private var literal: [UInt8] = []
  private var pieces: [CardNode.Piece] = []

  /// Reads `text`, which JSON has already unescaped.
  init(_ text: String) { bytes = Array(text.utf8) }

  /// The pieces in order; none for an empty text.
  mutating func parse() throws(CardExpressionError) -> [CardNode.Piece] {
    while position < bytes.count {
      if starts("\\${") {
        literal.append(contentsOf: "${".utf8)
        position += 3
      } else if starts("${") {
        flush()
        var parser = CardExpressionParser(bytes, from: position + 2)
        let (expression, end) = try parser.parseBraced()
        pieces.append(.expression(expression))
        position = end
      } else {
        literal.append(bytes[position])
        position += 1
      }
    }
    flush()
    return pieces
  }

  private func starts(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

  private mutating func flush() {
    if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
    literal.removeAll()
  }
}

extension JSONMap.Place {
  /// The place of the byte at `offset` in the text whose opening quote stands here.
  ///
  /// What JSON must escape counts as the two characters it was written with; a needless `\u` escape does not.
  func inside(_ text: String, offset: Int) -> JSONMap.Place {
    var column = column + 1
    for scalar in String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\"", "\\", "\n", "\t", "\r": column += 2
      default: column += UTF16.width(scalar)
      }
    }
    return JSONMap.Place(line: line, column: column)
  }
}
