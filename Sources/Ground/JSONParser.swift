/// A text is not JSON: where it stops being so, and why.
package struct JSONError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, for a reader of the text.
  package var message: String
  /// The offset of the offending byte, from 0.
  package var offset: Int
  /// The line of that byte, from 1.
  package var line: Int
  /// The column of that byte in bytes, from 1.
  package var column: Int

  package var description: String { "\(line):\(column): \(message)" }
}

extension JSON {
  /// Reads one JSON text (RFC 8259), strictly: no trailing commas, no comments, valid UTF-8 only.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8; a leading byte order mark is refused, as RFC 8259 §8.1 allows.
  ///   - maximumDepth: how deep arrays and objects may nest before the text is refused.
  package init(parsing bytes: [UInt8], maximumDepth: Int = 512) throws(JSONError) {
    var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth)
    self = try parser.parse()
  }

  /// Reads one JSON text; see ``init(parsing:maximumDepth:)-([UInt8],_)``.
  package init(parsing text: String, maximumDepth: Int = 512) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), maximumDepth: maximumDepth)
  }
}

/// A recursive-descent reader over bytes; depth is bounded, so the stack is.
///
/// ``JSONMap`` reads with the same parts and keeps where everything stands.
struct JSONParser {
  let bytes: [UInt8]
  let maximumDepth: Int
  private(set) var position = 0

  init(bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  mutating func parse() throws(JSONError) -> JSON {
    skipBlanks()
    let value = try value(depth: 0)
    skipBlanks()
    guard position == bytes.count else { throw fault("unexpected text after the value") }
    return value
  }

  mutating func value(depth: Int) throws(JSONError) -> JSON {
    try bound(depth)
    guard let byte = peek else { throw fault("unexpected end; expected a value") }
    switch byte {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): try word("true"); return .bool(true)
    case UInt8(ascii: "f"): try word("false"); return .bool(false)
    case UInt8(ascii: "n"): try word("null"); return .null
    case UInt8(ascii: "-"), 0x30...0x39: return try number()
    default: throw fault("expected a value")
    }
  }

  func bound(_ depth: Int) throws(JSONError) {
    guard depth <= maximumDepth else { throw fault("nested deeper than \(maximumDepth) levels") }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
    var object = JSONObject()
    position += 1
    skipBlanks()
    if take("}") { return object }
    while true {
      skipBlanks()
      let key = try key()
      object[key] = try value(depth: depth + 1)
      skipBlanks()
      if take("}") { return object }
      guard take(",") else { throw fault("expected ',' or '}'") }
    }
  }

  /// A key, its colon and the blanks before the value.
  mutating func key() throws(JSONError) -> String {
    guard peek == UInt8(ascii: "\"") else { throw fault("expected a key in double quotes") }
    let key = try string()
    skipBlanks()
    guard take(":") else { throw fault("expected ':' after the key") }
    skipBlanks()
    return key
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSON] {
    var items: [JSON] = []
    position += 1
    skipBlanks()
    if take("]") { return items }
    while true {
      skipBlanks()
      items.append(try value(depth: depth + 1))
      skipBlanks()
      if take("]") { return items }
      guard take(",") else { throw fault("expected ',' or ']'") }
    }
  }

  private mutating func string() throws(JSONError) -> String {
    let opening = position
    position += 1
    var start = position
    var text: [UInt8] = []
    while true {
      position = endOfPlain
      switch peek {
      case UInt8(ascii: "\""):
        // Nearly all have no escape, and are read from where they stand.
        let string: String?
        if text.isEmpty {
          string = Self.string(of: bytes.span.extracting(start..<position))
        } else {
          text.append(contentsOf: bytes[start..<position])
          string = Self.string(of: text.span)
        }
        guard let string else {
          position = opening
          throw fault("a string that is not valid UTF-8")
        }
        position += 1
        return string
      case UInt8(ascii: "\\"):
        text.append(contentsOf: bytes[start..<position])
        try escape(into: &text)
        start = position
      case nil:
        position = opening
        throw fault("a string without its closing quote")
      default: throw fault("a control character in a string; write it as \\u00XX")
      }
    }
  }

  /// Where a string ends, or what does not stand for itself in it is.
  private var endOfPlain: Int {
    let bytes = bytes.span
    var place = position
    while place < bytes.count {
      let byte = bytes[place]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      place += 1
    }
    return place
  }

  private static func string(of bytes: Span<UInt8>) -> String? {
    // What is wrong with them is of no use to anybody.
    do { return String(copying: try UTF8Span(validating: bytes)) } catch { return nil }
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    position += 1
    guard let byte = peek else { throw fault("unexpected end after '\\'") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(try unicodeEscape()).utf8)
    default:
      position -= 1
      throw fault("an unknown escape in a string")
    }
  }

  /// The scalar after `\u`; a lone surrogate becomes U+FFFD (RFC 8259 §8.2 leaves it open).
  private mutating func unicodeEscape() throws(JSONError) -> Character {
    let first = try hexadecimal()
    guard (0xD800...0xDBFF).contains(first) else {
      return Character(Unicode.Scalar(first) ?? "\u{FFFD}")
    }
    let afterFirst = position
    if take("\\"), take("u") {
      let second = try hexadecimal()
      if (0xDC00...0xDFFF).contains(second) {
        let scalar = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        return Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")
      }
    }
    position = afterFirst
    return "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault("expected four hexadecimal digits after \\u")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    _ = take("-")
    if !take("0") {
      guard digits() else { throw fault("expected a digit") }
    }
    var isWhole = true
    if take(".") {
      isWhole = false
      guard digits() else { throw fault("expected a digit after the decimal point") }
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      guard digits() else { throw fault("expected a digit in the exponent") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let integer = Int(text) { return text == "-0" ? .double(-0.0) : .integer(integer) }
    guard let double = Double(text), double.isFinite else {
      position = start
      throw fault("a number too large for 64 bits")
    }
    return .double(double)
  }

  private mutating func digits() -> Bool {
    let start = position
    while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
    return position > start
  }

  private mutating func word(_ word: String) throws(JSONError) {
    guard bytes[position...].starts(with: word.utf8) else { throw fault("expected \(word)") }
    position += word.utf8.count
  }

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  func fault(_ message: String) -> JSONError {
    let before = bytes[..<min(position, bytes.count)]
    let line = before.count { $0 == 0x0A }
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONError(
      message: message,
      offset: position,
      line: line + 1,
      column: position - lineStart + 1
    )
  }
}
