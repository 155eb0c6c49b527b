internal import Ground

/// One state of a definition: what all types share, and what its own type adds.
struct State: Sendable {
  let name: String
  let flow: DataFlow
  let rules: ErrorRules
  let kind: Kind
  /// Where it leads; `end` for the types that end a run or choose.
  let transition: Transition
  /// Whether any of its expressions reads the context object, which costs time to make.
  let readsContext: Bool

  /// The eight types.
  enum Kind: Sendable {
    case pass(Pass), task(Task), choice(Choice), wait(Wait), succeed, fail(Fail)
    case parallel(Parallel), map(Map)

    /// The type by the language's own name.
    var type: String {
      switch self {
      case .pass: "Pass"
      case .task: "Task"
      case .choice: "Choice"
      case .wait: "Wait"
      case .succeed: "Succeed"
      case .fail: "Fail"
      case .parallel: "Parallel"
      case .map: "Map"
      }
    }
  }

  init(_ fields: StateFields) throws(DefinitionFault) {
    name = fields.name
    flow = try DataFlow(fields)
    rules = try ErrorRules(fields)
    readsContext = fields.json.text.contains("$$")
    let isLast = ["Choice", "Succeed", "Fail"].contains(fields.type)
    transition = isLast ? .end : try fields.transition()
    switch fields.type {
    case "Pass": kind = .pass(Pass(fields))
    case "Task": kind = .task(try Task(fields))
    case "Choice": kind = .choice(try Choice(fields))
    case "Wait": kind = .wait(try Wait(fields))
    case "Succeed": kind = .succeed
    case "Fail": kind = .fail(try Fail(fields))
    case "Parallel": kind = .parallel(try Parallel(fields))
    case "Map": kind = .map(try Map(fields))
    default: throw DefinitionFault("\(fields.path).Type", "no such type")
    }
  }

  /// Where a state leads.
  enum Transition: Sendable, Hashable { case next(String), end }
}
