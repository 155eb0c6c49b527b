internal import Authoring
internal import Norwegian

/// A pattern as steps that a matcher takes, in the manner of Thompson's regular expressions.
struct PatternProgram {
  enum Step {
    /// One word, as a key of ``Folding``.
    case word(String)
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
  let needed: Set<String>
  private let kinds: [String: Slot]

  /// What a name in a pattern stands for.
  struct Slot {
    var entity: String
    var role: String?
    var isAnything: Bool
  }

  /// - Parameter slots: the entities by name, and by role where no entity has that name.
  init(_ expression: PatternExpression, slots: [String: Slot]) {
    kinds = slots
    needed = Set(
      expression.parts.flatMap { part -> [String] in
        guard case .text(let text) = part else { return [] }
        return Tokeniser.tokens(in: text).map(\.folded)
      }
    )
    add(expression)
    steps.append(.done)
  }

  private mutating func add(_ expression: PatternExpression) {
    for part in expression.parts {
      switch part {
      case .text(let text):
        for token in Tokeniser.tokens(in: text) { steps.append(.word(token.folded)) }
      case .entity(let name, let role):
        let slot = kinds[name] ?? Slot(entity: name, role: nil, isAnything: true)
        let role = role ?? slot.role
        steps.append(
          slot.isAnything
            ? .anything(name: slot.entity, role: role) : .entity(name: slot.entity, role: role)
        )
      case .optional(let inner): add(choice: [inner], mayBeMissing: true)
      case .choice(let branches): add(choice: branches, mayBeMissing: false)
      }
    }
  }

  private mutating func add(choice branches: [PatternExpression], mayBeMissing: Bool) {
    let fork = steps.count
    steps.append(.fork([]))
    var starts: [Int] = []
    var ends: [Int] = []
    for branch in branches {
      starts.append(steps.count)
      add(branch)
      ends.append(steps.count)
      steps.append(.fork([]))
    }
    let after = steps.count
    for end in ends { steps[end] = .fork([after]) }
    steps[fork] = .fork(mayBeMissing ? starts + [after] : starts)
  }
}
