/// A pattern taken apart: what it wants to see, in order.
///
/// `[x]` may be missing, `(a|b)` is one of several, `{name}` and `{name:role}` stand for an entity; a backslash
/// takes the meaning from the character after it.
package struct PatternExpression: Sendable, Hashable {
  /// A piece of a pattern.
  package indirect enum Part: Sendable, Hashable {
    /// Words, with the blanks around them.
    case text(String)
    /// What may be missing.
    case optional(PatternExpression)
    /// One of these.
    case choice([PatternExpression])
    /// An entity in a role.
    case entity(name: String, role: String?)
  }

  package var parts: [Part]

  /// Groups nested deeper than this are read as plain text.
  package static let maximumDepth = 32

  package init(parts: [Part]) { self.parts = parts }

  /// Takes a pattern apart; brackets that do not match stand for themselves.
  package init(_ pattern: String) {
    var reader = PatternReader(CodeUnits(pattern))
    self = reader.read()
  }

  /// The names of all entities in it, in order.
  package var entities: [String] {
    parts.flatMap { part -> [String] in
      switch part {
      case .text: []
      case .optional(let inner): inner.entities
      case .choice(let branches): branches.flatMap(\.entities)
      case .entity(let name, _): [name]
      }
    }
  }

  /// Whether an example without labels is a pattern: it holds `[…]` or `(…|…)`, not escaped.
  static func isPattern(_ text: ArraySlice<UInt16>) -> Bool {
    var hasBracket = false
    var hasParenthesis = false
    var hasBar = false
    var index = text.startIndex
    while index < text.endIndex {
      switch text[index] {
      case Unit.backslash: index += 1
      case Unit.openBracket: hasBracket = true
      case Unit.closeBracket where hasBracket: return true
      case Unit.openParenthesis: hasParenthesis = true
      case Unit.bar where hasParenthesis: hasBar = true
      case Unit.closeParenthesis where hasBar: return true
      default: break
      }
      index += 1
    }
    return false
  }

  /// Without the backslashes before brackets and parentheses.
  static func unescaped(_ text: ArraySlice<UInt16>) -> CodeUnits {
    var result: CodeUnits = []
    result.reserveCapacity(text.count)
    for index in text.indices {
      let isEscape =
        text[index] == Unit.backslash && index + 1 < text.endIndex && isGroupMark(text[index + 1])
      if !isEscape { result.append(text[index]) }
    }
    return result
  }

  static func isGroupMark(_ unit: UInt16) -> Bool {
    unit == Unit.openBracket || unit == Unit.closeBracket || unit == Unit.openParenthesis
      || unit == Unit.closeParenthesis
  }
}

/// Reads a pattern with a stack of open groups.
private struct PatternReader {
  private struct Group {
    var opener: UInt16
    var branches: [[PatternExpression.Part]] = [[]]
  }

  private let units: CodeUnits
  private var groups = [Group(opener: 0)]
  private var text: CodeUnits = []

  init(_ units: CodeUnits) { self.units = units }

  mutating func read() -> PatternExpression {
    var index = 0
    while index < units.count {
      let unit = units[index]
      switch unit {
      case Unit.backslash where index + 1 < units.count:
        index += 1
        text.append(units[index])
      case Unit.openBracket, Unit.openParenthesis:
        if groups.count <= PatternExpression.maximumDepth {
          flush()
          groups.append(Group(opener: unit))
        } else {
          text.append(unit)
        }
      case Unit.closeBracket where groups[groups.count - 1].opener == Unit.openBracket,
        Unit.closeParenthesis where groups[groups.count - 1].opener == Unit.openParenthesis:
        close()
      case Unit.bar where groups.count > 1:
        flush()
        groups[groups.count - 1].branches.append([])
      case Unit.openBrace: index = entity(at: index)
      default: text.append(unit)
      }
      index += 1
    }
    while groups.count > 1 { abandon() }
    flush()
    return PatternExpression(parts: groups[0].branches[0])
  }

  /// Reads `{name:role}`; gives the offset of its last unit.
  private mutating func entity(at start: Int) -> Int {
    guard let end = units[start...].firstIndex(of: Unit.closeBrace) else {
      text.append(Unit.openBrace)
      return start
    }
    let inner = units[(start + 1)..<end]
    let colon = inner.firstIndex(of: Unit.colon) ?? inner.endIndex
    let role = inner[colon...].dropFirst().trimmed.text
    flush()
    append(.entity(name: inner[..<colon].trimmed.text, role: role.isEmpty ? nil : role))
    return end
  }

  private mutating func close() {
    flush()
    let group = groups.removeLast()
    let branches = group.branches.map(PatternExpression.init(parts:))
    let inner: PatternExpression =
      branches.count == 1 ? branches[0] : PatternExpression(parts: [.choice(branches)])
    if group.opener == Unit.openBracket {
      append(.optional(inner))
    } else {
      append(.choice(branches))
    }
  }

  /// Turns a group that is never closed back into text.
  private mutating func abandon() {
    flush()
    let group = groups.removeLast()
    append(.text(String(decoding: [group.opener], as: UTF16.self)))
    for (index, branch) in group.branches.enumerated() {
      if index > 0 { append(.text("|")) }
      for part in branch { append(part) }
    }
  }

  private mutating func flush() {
    guard !text.isEmpty else { return }
    append(.text(text[...].text))
    text = []
  }

  private mutating func append(_ part: PatternExpression.Part) {
    let last = groups.count - 1
    let branch = groups[last].branches.count - 1
    groups[last].branches[branch].append(part)
  }
}
