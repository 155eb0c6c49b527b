/// Reads a regular expression and writes it as instructions.
struct PatternCompiler {
  typealias Instruction = Pattern.Instruction

  /// How many instructions a pattern may have; counted repetitions are written out.
  static let maximumSize = 1000
  /// How deep groups may nest.
  static let maximumDepth = 32

  private let scalars: [Unicode.Scalar]
  private let flags: ArraySlice<UInt8>
  private var ignoresCase = false
  private var dotTakesAll = false
  private var position = 0

  init(_ source: ArraySlice<UInt8>, flags: ArraySlice<UInt8>) {
    scalars = Array(String(decoding: source, as: UTF8.self).unicodeScalars)
    self.flags = flags
  }

  mutating func compile() throws(PatternFault) -> [Instruction] {
    for flag in flags {
      switch flag {
      case UInt8(ascii: "i"): ignoresCase = true
      case UInt8(ascii: "s"): dotTakesAll = true
      case UInt8(ascii: "u"): break
      default: throw fault("an unknown flag after the pattern; i, s and u are known")
      }
    }
    let body = try alternation(depth: 0)
    guard position == scalars.count else { throw fault("')' without its '('") }
    return body + [.accept]
  }

  /// Code is written as if it began at 0; whoever places it moves its jumps.
  private mutating func alternation(depth: Int) throws(PatternFault) -> [Instruction] {
    guard depth <= Self.maximumDepth else { throw fault("groups nested too deep") }
    var branches = [try sequence(depth: depth)]
    while take("|") { branches.append(try sequence(depth: depth)) }
    guard var code = branches.popLast() else { return [] }
    while let branch = branches.popLast() {
      let otherwise = branch.count + 2
      var joined: [Instruction] = [.split(1, otherwise)]
      joined += Self.moved(branch, by: 1)
      joined.append(.jump(otherwise + code.count))
      joined += Self.moved(code, by: otherwise)
      code = try bounded(joined)
    }
    return code
  }

  private mutating func sequence(depth: Int) throws(PatternFault) -> [Instruction] {
    var code: [Instruction] = []
    while let scalar = peek, scalar != "|", scalar != ")" {
      let atom = try atom(depth: depth)
      let repeated = try quantified(atom)
      code += Self.moved(repeated, by: code.count)
      code = try bounded(code)
    }
    return code
  }

  private mutating func atom(depth: Int) throws(PatternFault) -> [Instruction] {
    guard let scalar = peek else { return [] }
    position += 1
    switch scalar {
    case "(":
      if take("?") {
        guard take(":") else { throw fault("of groups with '(?', only '(?:' is known") }
      }
      let code = try alternation(depth: depth + 1)
      guard take(")") else { throw fault("'(' without its ')'") }
      return code
    case "[": return [.scalar(try characterClass())]
    case ".":
      return [.scalar(set(dotTakesAll ? [] : ScalarSet.lineEnds, isNegated: true))]
    case "^": return [.atStart]
    case "$": return [.atEnd]
    case "\\": return [.scalar(set(try escape()))]
    case "*", "+", "?", "{":
      position -= 1
      throw fault("'\(scalar)' has nothing to repeat")
    default: return [.scalar(set([scalar.value...scalar.value]))]
    }
  }

  private mutating func quantified(_ atom: [Instruction]) throws(PatternFault) -> [Instruction] {
    guard let (least, most) = try bounds() else { return atom }
    // Which way is tried first changes nothing when only the answer yes or no is wanted.
    if !take("?"), peek == "+" { throw fault("possessive quantifiers are not known") }
    var code: [Instruction] = []
    for _ in 0..<least {
      code += Self.moved(atom, by: code.count)
      code = try bounded(code)
    }
    guard let most else {
      let start = code.count
      code.append(.split(start + 1, start + atom.count + 2))
      code += Self.moved(atom, by: start + 1)
      code.append(.jump(start))
      return try bounded(code)
    }
    for _ in least..<most {
      let start = code.count
      code.append(.split(start + 1, start + atom.count + 1))
      code += Self.moved(atom, by: start + 1)
      code = try bounded(code)
    }
    return code
  }

  /// How often what went before may stand; nil where nothing says so.
  private mutating func bounds() throws(PatternFault) -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard take("{") else { return nil }
    guard let least = number() else { throw fault("expected a number after '{'") }
    var most: Int? = least
    if take(",") { most = number() }
    guard take("}") else { throw fault("expected '}'") }
    guard least <= most ?? least, (most ?? least) <= Self.maximumSize else {
      throw fault("a repetition that is out of range")
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let scalar = peek, ("0"..."9").contains(scalar), digits.utf8.count < 6 {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    return Int(digits)
  }
}

extension PatternCompiler {
  /// What stands in `[…]`, after the opening bracket.
  private mutating func characterClass() throws(PatternFault) -> ScalarSet {
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while let scalar = peek, isFirst || scalar != "]" {
      isFirst = false
      position += 1
      if scalar == "[" || scalar == "&" && peek == "&" {
        throw fault("classes inside of classes are not known")
      }
      var lower = [scalar.value...scalar.value]
      if scalar == "\\" { lower = try escape() }
      guard peek == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
        ranges += lower
        continue
      }
      position += 1
      guard let end = peek else { break }
      position += 1
      let upper = end == "\\" ? try escape() : [end.value...end.value]
      guard let from = Self.single(lower), let to = Self.single(upper), from <= to else {
        throw fault("a range that does not go from a character to a later one")
      }
      ranges.append(from...to)
    }
    guard take("]") else { throw fault("'[' without its ']'") }
    return set(ranges, isNegated: isNegated)
  }

  private static func single(_ ranges: [ClosedRange<UInt32>]) -> UInt32? {
    guard ranges.count == 1, ranges[0].count == 1 else { return nil }
    return ranges[0].lowerBound
  }

  /// What stands after a backslash.
  private mutating func escape() throws(PatternFault) -> [ClosedRange<UInt32>] {
    guard let scalar = peek else { throw fault("a pattern ends in '\\'") }
    position += 1
    switch scalar {
    case "t": return [0x09...0x09]
    case "n": return [0x0A...0x0A]
    case "r": return [0x0D...0x0D]
    case "f": return [0x0C...0x0C]
    default: break
    }
    if scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
      let letter = UInt8(ascii: scalar)
      if let ranges = ScalarSet.named(letter) { return ranges }
      if let ranges = ScalarSet.named(letter | 0x20) { return ScalarSet.complement(of: ranges) }
      throw fault("the escape '\\\(scalar)' is not known")
    }
    return [scalar.value...scalar.value]
  }

  private func set(_ ranges: [ClosedRange<UInt32>], isNegated: Bool = false) -> ScalarSet {
    ScalarSet(ranges: ranges, isNegated: isNegated, ignoresCase: ignoresCase)
  }

  private static func moved(_ code: [Instruction], by distance: Int) -> [Instruction] {
    code.map { instruction in
      switch instruction {
      case .jump(let target): .jump(target + distance)
      case .split(let first, let second): .split(first + distance, second + distance)
      default: instruction
      }
    }
  }

  private func bounded(_ code: [Instruction]) throws(PatternFault) -> [Instruction] {
    guard code.count <= Self.maximumSize else { throw fault("a pattern that is too large") }
    return code
  }

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  /// A fault here, in bytes of the source.
  private func fault(_ message: String) -> PatternFault {
    PatternFault(
      message: message,
      offset: scalars[..<min(position, scalars.count)].reduce(0) { $0 + UTF8.width($1) }
    )
  }
}
