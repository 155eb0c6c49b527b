internal import Ground

extension ExpressionParser {
  /// Conditions joined by `||`; `&&` binds closer.
  mutating func filter() throws(ExpressionFault) -> Filter {
    try enter()
    defer { leave() }
    var alternatives = [try conjunction()]
    while take(word: "||") { alternatives.append(try conjunction()) }
    return alternatives.count == 1 ? alternatives[0] : .any(alternatives)
  }

  private mutating func conjunction() throws(ExpressionFault) -> Filter {
    var conditions = [try condition()]
    while take(word: "&&") { conditions.append(try condition()) }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  /// One condition, with the blanks around it.
  private mutating func condition() throws(ExpressionFault) -> Filter {
    skipBlanks()
    defer { skipBlanks() }
    var isNegated = false
    while peek == UInt8(ascii: "!") {
      position += 1
      isNegated.toggle()
      skipBlanks()
    }
    let condition: Filter
    if take("(") {
      condition = try filter()
      try expect(")")
    } else {
      condition = try comparison()
    }
    return isNegated ? .not(condition) : condition
  }

  private mutating func comparison() throws(ExpressionFault) -> Filter {
    let start = position
    let left = try operand()
    skipBlanks()
    guard let comparison = filterOperator() else {
      guard case .path(let path) = left else {
        throw fault("a value alone is no condition; compare it with something", at: start)
      }
      return .exists(path)
    }
    skipBlanks()
    let right = try operand()
    if comparison == .matches {
      guard case .pattern = right else { throw fault("expected /a pattern/ after '=~'") }
    }
    return .comparison(left, comparison, right)
  }

  private mutating func filterOperator() -> FilterOperator? {
    let start = position
    for sign in FilterOperator.signs where take(word: sign.rawValue) { return sign }
    while let byte = peek, (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) {
      position += 1
    }
    if let word = FilterOperator(rawValue: text(from: start).lowercased()) { return word }
    position = start
    return nil
  }

  private mutating func operand() throws(ExpressionFault) -> Operand {
    switch peek {
    case UInt8(ascii: "@"), UInt8(ascii: "$"): .path(try path(in: .filter))
    case UInt8(ascii: "/"): .pattern(try pattern())
    default: .value(try literal())
    }
  }

  /// A string in single or double quotes, a number, a boolean, null or a list of such.
  mutating func literal() throws(ExpressionFault) -> JSON {
    switch peek {
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      return .string(try quoted(escapable: [UInt8(ascii: "\\")]))
    case UInt8(ascii: "["): return .array(try list())
    default:
      let start = position
      while let byte = peek, Self.isOfWord(byte) { position += 1 }
      switch text(from: start) {
      case "true": return true
      case "false": return false
      case "null": return nil
      case let word:
        position = start
        if word.utf8.first.map({ $0 > 0x39 }) == true {
          throw fault("'\(word.prefix(40))' is no value; a text stands in quotes")
        }
        return try number()
      }
    }
  }

  private mutating func list() throws(ExpressionFault) -> [JSON] {
    try enter()
    defer { leave() }
    position += 1
    skipBlanks()
    var items: [JSON] = []
    if take("]") { return items }
    while true {
      items.append(try literal())
      skipBlanks()
      if take("]") { return items }
      guard take(",") else { throw fault("expected ',' or ']'") }
      skipBlanks()
    }
  }

  /// A JSON number.
  mutating func number() throws(ExpressionFault) -> JSON {
    let start = position
    while let byte = peek, Self.isOfNumber(byte) { position += 1 }
    guard position > start else { throw fault("expected a value") }
    guard position - start <= 400, let number = try? JSON(parsing: text(from: start)) else {
      throw fault("a number that is not JSON's", at: start)
    }
    return number
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "_")
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// A regular expression between slashes, and its flags.
  private mutating func pattern() throws(ExpressionFault) -> Pattern {
    let opening = position
    position += 1
    let start = position
    while let byte = peek, byte != UInt8(ascii: "/") {
      position += byte == UInt8(ascii: "\\") && peek(at: 1) != nil ? 2 : 1
    }
    guard peek != nil else { throw fault("a pattern without its closing '/'", at: opening) }
    let source = bytes[start..<position]
    position += 1
    let flags = position
    while let byte = peek, (0x61...0x7A).contains(byte) { position += 1 }
    do {
      return try Pattern(source, flags: bytes[flags..<position])
    } catch {
      throw fault(error.message, at: start + error.offset)
    }
  }
}
