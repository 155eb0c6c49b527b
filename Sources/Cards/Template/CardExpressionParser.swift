internal import Ground

/// Reads one expression; operators by their rank, nested to a bounded depth.
struct CardExpressionParser {
  private let bytes: [UInt8]
  private var position: Int
  private var locals: [String] = []
  private var depth = 0
  private static let maximumDepth = 60

  /// Reads `bytes` from `start` on.
  init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    position = start
  }

  /// Reads the expression up to the `}` that ends it, and gives where the text goes on.
  mutating func parseBraced() throws(CardExpressionError) -> (CardExpression, end: Int) {
    let expression = try expression(above: 0)
    skipBlanks()
    guard take("}") else { throw fault("expected an operator or '}'") }
    return (expression, position)
  }

  private mutating func expression(above rank: Int) throws(CardExpressionError) -> CardExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw fault("an expression nested too deep") }
    var left = try prefixed()
    var length = 0
    while let next = peekOperator(), next.rank >= rank {
      length += 1
      guard length <= 50 else { throw fault("an expression that is too long") }
      position += next.rawValue.utf8.count
      left = .binary(next, left, try expression(above: next.rank + 1))
    }
    return left
  }

  private mutating func prefixed() throws(CardExpressionError) -> CardExpression {
    skipBlanks()
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw fault("an expression nested too deep") }
    if take("!") { return .not(try prefixed()) }
    if take("-") { return .negative(try prefixed()) }
    return try followed(try primary())
  }

  private mutating func primary() throws(CardExpressionError) -> CardExpression {
    skipBlanks()
    guard let byte = peek else { throw fault("expected a value before the end of the text") }
    switch byte {
    case UInt8(ascii: "("):
      position += 1
      let inner = try expression(above: 0)
      guard takeAfterBlanks(")") else { throw fault("expected ')'") }
      return inner
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .literal(.string(try quoted()))
    case 0x30...0x39: return try number()
    default: break
    }
    let start = position
    guard let name = word() else { throw fault("expected a value") }
    if peekAfterBlanks == UInt8(ascii: "(") { return try call(name, at: start) }
    switch name {
    case "true": return .literal(true)
    case "false": return .literal(false)
    case "null": return .literal(.null)
    case "$data": return .data
    case "$root": return .root
    case "$index": return .index
    default: break
    }
    if name.hasPrefix("$") {
      position = start
      throw fault("no such thing as '\(name)'; there are $data, $root and $index")
    }
    return locals.contains(name) ? .local(name) : .member(.data, name, offset: start)
  }

  /// `.name` and `[item]` after a value.
  private mutating func followed(
    _ first: CardExpression
  ) throws(CardExpressionError) -> CardExpression {
    var value = first
    var length = 0
    while true {
      length += 1
      guard length <= 50 else { throw fault("a path that is too long") }
      let start = position
      if take(".") {
        let offset = position
        guard let name = word() else { throw fault("expected a name after '.'") }
        value = .member(value, name, offset: offset)
      } else if take("[") {
        let item = try expression(above: 0)
        guard takeAfterBlanks("]") else { throw fault("expected ']'") }
        value = .item(value, item, offset: start + 1)
      } else {
        return value
      }
    }
  }

  private mutating func call(
    _ name: String,
    at start: Int
  ) throws(CardExpressionError) -> CardExpression {
    skipBlanks()
    position += 1
    if name == "select" || name == "where" { return try each(keepsItems: name == "where") }
    guard let function = CardFunction(rawValue: name) else {
      position = start
      let known = (CardFunction.allCases.map(\.rawValue) + ["select", "where"]).sorted()
      throw fault("no function '\(name)'; there are \(known.joined(separator: ", "))")
    }
    var arguments: [CardExpression] = []
    if !takeAfterBlanks(")") {
      repeat {
        guard arguments.count < 20 else { throw fault("too many arguments") }
        arguments.append(try expression(above: 0))
      } while takeAfterBlanks(",")
      guard takeAfterBlanks(")") else { throw fault("expected ',' or ')'") }
    }
    guard function.arity.contains(arguments.count) else {
      position = start
      let bounds = function.arity
      let wanted =
        bounds.count == 1 ? "\(bounds.lowerBound)" : "\(bounds.lowerBound) to \(bounds.upperBound)"
      throw fault("'\(name)' takes \(wanted) arguments, not \(arguments.count)")
    }
    return .call(function, arguments)
  }

  private mutating func each(keepsItems: Bool) throws(CardExpressionError) -> CardExpression {
    let list = try expression(above: 0)
    guard takeAfterBlanks(",") else { throw fault("expected ',' and a name for the item") }
    skipBlanks()
    guard let name = word(), !name.hasPrefix("$") else { throw fault("expected a name") }
    guard takeAfterBlanks(",") else { throw fault("expected ',' after '\(name)'") }
    locals.append(name)
    let body = try expression(above: 0)
    locals.removeLast()
    guard takeAfterBlanks(")") else { throw fault("expected ')'") }
    return .each(keepsItems: keepsItems, list, name: name, body)
  }

  /// A text in quotes; a backslash takes the next character as it is, `\n` is a line end.
  private mutating func quoted() throws(CardExpressionError) -> String {
    let opening = position
    guard let quote = peek else { return "" }
    position += 1
    var text: [UInt8] = []
    while let byte = peek, byte != quote {
      position += 1
      guard byte == UInt8(ascii: "\\"), let escaped = peek else {
        text.append(byte)
        continue
      }
      position += 1
      text.append(escaped == UInt8(ascii: "n") ? 0x0A : escaped)
    }
    guard peek == quote else {
      position = opening
      throw fault("a text without its closing quote")
    }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func number() throws(CardExpressionError) -> CardExpression {
    let start = position
    while let byte = peek, (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") {
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if let integer = Int(text) { return .literal(.integer(integer)) }
    guard let double = Double(text), double.isFinite, !text.hasSuffix(".") else {
      position = start
      throw fault("'\(text)' is no number")
    }
    return .literal(.double(double))
  }

  /// A name: letters, digits, `_`, and what is not ASCII; `$` or `@` before it.
  private mutating func word() -> String? {
    let start = position
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "_"), 0x80...0xFF:
        position += 1
      case UInt8(ascii: "$") where position == start: position += 1
      case 0x30...0x39 where position > start: position += 1
      default: return position > start ? text(from: start) : nil
      }
    }
    return position > start ? text(from: start) : nil
  }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func peekOperator() -> CardExpression.Operator? {
    skipBlanks()
    // Longer ones stand before the shorter ones that they begin with.
    return CardExpression.Operator.allCases.first {
      bytes[position...].starts(with: $0.rawValue.utf8)
    }
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private var peekAfterBlanks: UInt8? {
    mutating get {
      skipBlanks()
      return peek
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func takeAfterBlanks(_ scalar: Unicode.Scalar) -> Bool {
    skipBlanks()
    return take(scalar)
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  private func fault(_ message: String) -> CardExpressionError {
    CardExpressionError(message: message, offset: position)
  }
}
