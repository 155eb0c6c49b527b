internal import Ground

extension ExpressionParser {
  /// Reads `States.Name(arguments)`.
  mutating func intrinsic() throws(ExpressionFault) -> Intrinsic {
    try enter()
    defer { leave() }
    let start = position
    guard take(word: "States.") else { throw fault("expected a call of States.…") }
    let nameStart = position
    while let byte = peek, Self.isOfFunctionName(byte) { position += 1 }
    let name = text(from: nameStart)
    guard let function = IntrinsicFunction(rawValue: name) else {
      throw fault("there is no intrinsic function 'States.\(name.prefix(40))'", at: start)
    }
    try expect("(")
    let arguments = try arguments(of: function)
    guard function.arity.contains(arguments.count) else {
      throw fault("States.\(name) takes \(Self.words(for: function.arity))", at: start)
    }
    return Intrinsic(function: function, arguments: arguments)
  }

  private static func isOfFunctionName(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "_")
  }

  private static func words(for arity: ClosedRange<Int>) -> String {
    if arity.upperBound == Int.max { return "at least \(arity.lowerBound) arguments" }
    if arity.count > 1 { return "\(arity.lowerBound) to \(arity.upperBound) arguments" }
    return arity.lowerBound == 1 ? "one argument" : "\(arity.lowerBound) arguments"
  }

  private mutating func arguments(
    of function: IntrinsicFunction
  ) throws(ExpressionFault) -> [Intrinsic.Argument] {
    var arguments: [Intrinsic.Argument] = []
    skipBlanks()
    if take(")") { return arguments }
    while true {
      arguments.append(try argument(isTemplate: function == .format && arguments.isEmpty))
      skipBlanks()
      if take(")") { return arguments }
      guard take(",") else { throw fault("expected ',' or ')'") }
      skipBlanks()
    }
  }

  private mutating func argument(
    isTemplate: Bool
  ) throws(ExpressionFault) -> Intrinsic.Argument {
    switch peek {
    case UInt8(ascii: "$"): return .path(try path(in: .outside))
    case UInt8(ascii: "S"): return .call(try intrinsic())
    case UInt8(ascii: "'"):
      let start = position + 1
      let value = try quoted(escapable: FormatTemplate.escapable)
      return isTemplate
        ? .template(FormatTemplate(literal: bytes[start..<position - 1]))
        : .value(.string(value))
    default:
      if take(word: "true") { return .value(true) }
      if take(word: "false") { return .value(false) }
      if take(word: "null") { return .value(nil) }
      guard let byte = peek, (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") else {
        throw fault("expected an argument: 'text', a number, true, false, null, a path or a call")
      }
      return .value(try number())
    }
  }
}
