/// Reads paths, filters and intrinsic calls from UTF-8, left to right, never going back far.
///
/// Depth and the number of segments are bounded, so stack and time are, whatever the text.
struct ExpressionParser {
  /// How deep calls, parentheses and lists may nest.
  static let maximumDepth = 64
  /// How many steps one path may have.
  static let maximumSegments = 256

  let bytes: [UInt8]
  var position = 0
  var depth = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Reads one whole text by `read`; what is left over is a fault.
  static func whole<Value>(
    _ text: String,
    _ read: (inout ExpressionParser) throws(ExpressionFault) -> Value
  ) throws(ExpressionFault) -> Value {
    var parser = ExpressionParser(text)
    let value = try read(&parser)
    guard parser.position == parser.bytes.count else {
      throw parser.fault("unexpected text after the expression")
    }
    return value
  }

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  func peek(at offset: Int) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  /// Takes `word`, all or nothing.
  mutating func take(word: String) -> Bool {
    guard bytes[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  mutating func expect(_ scalar: Unicode.Scalar) throws(ExpressionFault) {
    guard take(scalar) else { throw fault("expected '\(scalar)'") }
  }

  /// Enters one more level of nesting; ``leave()`` ends it.
  mutating func enter() throws(ExpressionFault) {
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw fault("nested deeper than \(Self.maximumDepth) levels")
    }
  }

  mutating func leave() { depth -= 1 }

  func text(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// A fault at the current position, or at the byte `start`.
  func fault(_ message: String, at start: Int? = nil) -> ExpressionFault {
    var units = 0
    for byte in bytes[..<min(start ?? position, bytes.count)] where byte & 0xC0 != 0x80 {
      units += byte >= 0xF0 ? 2 : 1
    }
    return ExpressionFault(message: message, offset: units)
  }
}

extension ExpressionParser {
  /// The integer at the position; nil (and nothing taken) where there is none or it does not fit.
  mutating func integer() -> Int? {
    let start = position
    _ = take("-")
    let digits = position
    while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
    if position > digits, let value = Int(text(from: start)) { return value }
    position = start
    return nil
  }

  /// A string in the quotes it begins with.
  ///
  /// - Parameter escapable: The characters that a backslash stands before; before any other, it stands for itself.
  mutating func quoted(escapable: [UInt8]) throws(ExpressionFault) -> String {
    let opening = position
    let quote = peek
    position += 1
    var start = position
    var content: [UInt8] = []
    while let byte = peek {
      if byte == quote {
        content.append(contentsOf: bytes[start..<position])
        position += 1
        return String(decoding: content, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\"), let next = peek(at: 1),
        next == quote || escapable.contains(next)
      {
        content.append(contentsOf: bytes[start..<position])
        start = position + 1
        position += 1
      }
      position += 1
    }
    throw fault("a string without its closing quote", at: opening)
  }
}
