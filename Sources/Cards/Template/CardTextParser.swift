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

extension JSONMap {
  /// The place of a byte of a string's value, from 0, in the text that was read.
  func place(ofByte offset: Int, in source: [UInt8]) -> Place {
    let before = String(decoding: (value.string ?? "").utf8.prefix(offset), as: UTF8.self)
    return place(ofUnit: before.utf16.count, in: source)
  }
}
