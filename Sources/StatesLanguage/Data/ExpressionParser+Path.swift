extension ExpressionParser {
  /// Where a path stands: in a filter it may begin with `@`.
  enum Surroundings { case outside, filter }

  /// Reads a path as far as it goes.
  mutating func path(in surroundings: Surroundings) throws(ExpressionFault) -> Path {
    let start = position
    let origin = try origin(in: surroundings)
    var segments: [Segment] = []
    var function: PathFunction?
    while function == nil, let byte = peek {
      if byte == UInt8(ascii: ".") {
        function = try dotted(&segments)
      } else if byte == UInt8(ascii: "[") {
        segments.append(try bracket())
      } else {
        break
      }
      guard segments.count <= Self.maximumSegments else {
        throw fault("a path of more than \(Self.maximumSegments) steps")
      }
    }
    return Path(origin: origin, segments: segments, function: function, text: text(from: start))
  }

  /// What follows a point or two: a step, or the function at the path's end, which is returned.
  private mutating func dotted(_ segments: inout [Segment]) throws(ExpressionFault) -> PathFunction?
  {
    position += 1
    let descends = take(".")
    if descends { segments.append(.descendants) }
    if peek == UInt8(ascii: "[") {
      segments.append(try bracket())
    } else if take("*") {
      segments.append(.all)
    } else {
      let start = position
      let name = try name()
      if peek == UInt8(ascii: "(") {
        guard !descends else { throw fault("a function cannot follow '..'", at: start) }
        return try pathFunction(name, at: start)
      }
      segments.append(.name(name))
    }
    return nil
  }

  private mutating func origin(in surroundings: Surroundings) throws(ExpressionFault) -> Path.Origin
  {
    if surroundings == .filter, take("@") { return .item }
    guard take("$") else { throw fault("expected a path, which begins with '$'") }
    if take("$") { return .context }
    guard let byte = peek, Self.beginsVariable(byte) else { return .input }
    let start = position
    while let byte = peek, Self.beginsVariable(byte) || (0x30...0x39).contains(byte) {
      position += 1
    }
    return .variable(text(from: start))
  }

  private static func beginsVariable(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
      || byte >= 0x80
  }

  /// A name after a point: anything but blanks, brackets, quotes and the signs of filters.
  private mutating func name() throws(ExpressionFault) -> String {
    let start = position
    while let byte = peek, !Self.endsName(byte) { position += 1 }
    guard position > start else {
      throw fault(peek == nil ? "a path ends in '.'" : "expected a name after '.'")
    }
    return text(from: start)
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F, UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "'"), UInt8(ascii: "\""),
      UInt8(ascii: ","), UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "="),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"), UInt8(ascii: "&"),
      UInt8(ascii: "|"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private mutating func pathFunction(
    _ name: String,
    at start: Int
  ) throws(ExpressionFault) -> PathFunction {
    guard let function = PathFunction(rawValue: name) else {
      throw fault("there is no path function '\(name)'", at: start)
    }
    position += 1
    skipBlanks()
    try expect(")")
    return function
  }

  /// What stands in brackets, with them.
  private mutating func bracket() throws(ExpressionFault) -> Segment {
    position += 1
    skipBlanks()
    let segment: Segment
    switch peek {
    case UInt8(ascii: "*"):
      position += 1
      segment = .all
    case UInt8(ascii: "'"), UInt8(ascii: "\""): segment = try bracketedNames()
    case UInt8(ascii: "?"): segment = .filter(try bracketedFilter())
    default: segment = try bracketedNumbers()
    }
    skipBlanks()
    try expect("]")
    return segment
  }

  private mutating func bracketedNames() throws(ExpressionFault) -> Segment {
    var names = [try quoted(escapable: [UInt8(ascii: "\\")])]
    skipBlanks()
    while take(",") {
      skipBlanks()
      guard peek == UInt8(ascii: "'") || peek == UInt8(ascii: "\"") else {
        throw fault("expected a name in quotes after ','")
      }
      names.append(try quoted(escapable: [UInt8(ascii: "\\")]))
      skipBlanks()
    }
    return names.count == 1 ? .name(names[0]) : .names(names)
  }

  private mutating func bracketedNumbers() throws(ExpressionFault) -> Segment {
    let first = integer()
    skipBlanks()
    if take(":") {
      skipBlanks()
      return .slice(from: first, to: integer())
    }
    guard let first else { throw fault("expected an index, '*', '?' or a name in quotes") }
    var indices = [first]
    while take(",") {
      skipBlanks()
      guard let next = integer() else { throw fault("expected an index after ','") }
      indices.append(next)
      skipBlanks()
    }
    return indices.count == 1 ? .index(first) : .indices(indices)
  }

  private mutating func bracketedFilter() throws(ExpressionFault) -> Filter {
    position += 1
    skipBlanks()
    try expect("(")
    skipBlanks()
    let filter = try filter()
    skipBlanks()
    try expect(")")
    return filter
  }
}
