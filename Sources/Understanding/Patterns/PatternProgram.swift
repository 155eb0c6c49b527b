internal import Authoring
internal import Norwegian

/// A pattern as steps that a matcher takes, in the manner of Thompson's regular expressions.
struct PatternProgram {
  enum Step {
    /// One word, by its number.
    case word(Int)
    /// An entity that was found in this place.
    case entity(name: String, role: String?)
    /// One word or more, whatever they are.
    case anything(name: String, role: String?)
    /// Goes on at each of these, the earlier ones first.
    case fork([Int])
    case done
  }

  private(set) var steps: [Step] = []
  /// The words that stand outside all groups: an utterance that lacks one of them need not be tried.
  private(set) var needed: [Int] = []
  /// The entities that stand outside all groups and must have been found, for the same reason.
  private(set) var neededEntities: [String] = []
  private let kinds: [String: Slot]

  /// The numbers of the words of all patterns, which are keys of ``Folding``.
  typealias Words = [String: Int]

  /// What a name in a pattern stands for.
  struct Slot {
    var entity: String
    var role: String?
    var isAnything: Bool
  }

  /// - Parameters:
  ///   - slots: the entities by name, and by role where no entity has that name.
  ///   - words: gets those of the pattern that are new.
  init(_ expression: PatternExpression, slots: [String: Slot], words: inout Words) {
    kinds = slots
    for case .text(let text) in expression.parts { needed += Self.numbers(of: text, in: &words) }
    for case .entity(let name, _) in expression.parts {
      if let slot = slots[name], !slot.isAnything { neededEntities.append(slot.entity) }
    }
    add(expression, &words)
    steps.append(.done)
  }

  private static func numbers(of text: String, in words: inout Words) -> [Int] {
    Tokeniser.tokens(in: text).map { token in
      let number = words[token.folded] ?? words.count
      words[token.folded] = number
      return number
    }
  }

  private mutating func add(_ expression: PatternExpression, _ words: inout Words) {
    for part in expression.parts {
      switch part {
      case .text(let text):
        steps += Self.numbers(of: text, in: &words).map { .word($0) }
      case .entity(let name, let role):
        let slot = kinds[name] ?? Slot(entity: name, role: nil, isAnything: true)
        let role = role ?? slot.role
        steps.append(
          slot.isAnything
            ? .anything(name: slot.entity, role: role) : .entity(name: slot.entity, role: role)
        )
      case .optional(let inner): add(choice: [inner], mayBeMissing: true, &words)
      case .choice(let branches): add(choice: branches, mayBeMissing: false, &words)
      }
    }
  }

  private mutating func add(
    choice branches: [PatternExpression],
    mayBeMissing: Bool,
    _ words: inout Words
  ) {
    let fork = steps.count
    steps.append(.fork([]))
    var starts: [Int] = []
    var ends: [Int] = []
    for branch in branches {
      starts.append(steps.count)
      add(branch, &words)
      ends.append(steps.count)
      steps.append(.fork([]))
    }
    let after = steps.count
    for end in ends { steps[end] = .fork([after]) }
    steps[fork] = .fork(mayBeMissing ? starts + [after] : starts)
  }
}
