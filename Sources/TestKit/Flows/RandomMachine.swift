package import Ground

/// A state machine drawn from a seed: valid, of all eight types, nested, with retriers, catchers, variables and loops,
/// and sure to end.
///
/// Below the top level, whatever fails does so with one error, so that it is of no account which of several branches
/// fails first. The input of every state is an object with the number `n` and the array `list`.
package struct RandomMachine {
  /// The definition.
  package let definition: JSON
  /// An input for it.
  package let input: JSON = ["n": 2, "list": ["a", 2, ["c": nil]]]

  /// The machine of a seed.
  package init(seed: UInt64) {
    var draft = Draft(random: SeededGenerator(seed: seed))
    var machine = draft.machine(depth: 0)
    if draft.random.below(6) == 0 {
      machine["TimeoutSeconds"] = .integer(3 + draft.random.below(30))
    }
    definition = .object(machine)
  }
}

/// What is drawn so far.
struct Draft {
  var random: SeededGenerator
  /// How many states and variables have a name.
  private(set) var names = 0
  /// The variables that a state may read.
  var visible: [String] = []

  private static let mostStates = 22

  init(random: SeededGenerator) { self.random = random }

  mutating func chance(_ percent: Int) -> Bool { random.below(100) < percent }

  mutating func pick(_ items: [JSON]) -> JSON { items[random.below(items.count)] }

  mutating func name(_ stem: String) -> String {
    names += 1
    return "\(stem)\(names)" + (names % 7 == 0 ? " æ '👩‍🚒\" $" : "")
  }

  mutating func variable() -> String {
    names += 1
    return "v\(names)"
  }

  /// A machine, `depth` forks below the top.
  mutating func machine(depth: Int, isBatch: Bool = false) -> JSONObject {
    let seen = visible
    defer { visible = seen }
    let (start, own) = (name("Start"), variable())
    visible.append(own)
    var states = JSONObject()
    let value = pick([1, "x", ["y": [1]], nil])
    var first = object(["Type": "Pass", "Assign": .object(object([own: value]))])
    if isBatch { first["Parameters"] = ["n": 1, "list": [1, 2]] }
    let next = sequence(1 + random.below(depth == 0 ? 5 : 2), next: nil, depth, &states)
    first["Next"] = .string(next)
    states[start] = .object(first)
    return object(["StartAt": .string(start), "States": .object(states)])
  }

  /// So many states in a row; gives the name of the first.
  mutating func sequence(
    _ count: Int,
    next: String?,
    _ depth: Int,
    _ states: inout JSONObject
  ) -> String {
    var next = next
    for _ in 1..<max(count, 1) { next = part(next: next, depth, &states) }
    return part(next: next, depth, &states)
  }

  private mutating func part(
    next: String?,
    _ depth: Int,
    _ states: inout JSONObject
  ) -> String {
    guard names < Self.mostStates else { return add(pass(depth), "Pass", next, &states) }
    switch random.below(14) {
    case 0...2: return add(pass(depth), "Pass", next, &states)
    case 3: return add(wait(), "Wait", next, &states)
    case 4...6: return work(task(depth), "Task", next, depth, &states)
    case 7, 8: return choice(next, depth, &states)
    case 9: return depth < 2 ? loop(next, depth, &states) : add(wait(), "Wait", next, &states)
    case 10,
      11 where depth < 3:
      return work(parallel(depth), "Parallel", next, depth, &states)
    case 12,
      13 where depth < 3:
      return work(map(depth), "Map", next, depth, &states)
    default: return add(pass(depth), "Pass", next, &states)
    }
  }

  /// Adds a state that goes on to `next`, or ends.
  mutating func add(
    _ fields: JSONObject,
    _ type: String,
    _ next: String?,
    _ states: inout JSONObject
  ) -> String {
    let name = name(type)
    var state = object(["Type": .string(type)])
    for (key, value) in fields { state[key] = value }
    if let next { state["Next"] = .string(next) } else { state["End"] = true }
    states[name] = .object(state)
    return name
  }

  /// A state to go to where there is no next.
  mutating func end(_ next: String?, _ depth: Int, _ states: inout JSONObject) -> String {
    if let next { return next }
    let name = name("End")
    states[name] = ["Type": "Succeed"]
    return name
  }
}

/// An object of these members.
func object(_ members: KeyValuePairs<String, JSON>) -> JSONObject {
  var object = JSONObject()
  for (key, value) in members { object[key] = value }
  return object
}
