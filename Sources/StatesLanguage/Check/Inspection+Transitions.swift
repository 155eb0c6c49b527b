internal import Ground

extension Inspection {
  /// Checks that every transition leads to a state beside it, that every state is reached, and that one ends it.
  mutating func checkTransitions(of machine: Node, states: Node) {
    var byName: [String: Node] = [:]
    for (name, state) in states.members { byName[name] = state }
    var isWhole = checkTarget(machine["StartAt"], among: byName)
    for state in byName.values {
      for target in targets(of: state) where !checkTarget(target, among: byName) {
        isWhole = false
      }
    }
    // With a transition amiss, what it should have reached would be reported as well.
    guard isWhole, let start = machine["StartAt"]?.value.string else { return }
    checkReach(from: start, among: byName)
    checkTerminal(of: states, among: byName.values)
  }

  /// The names that a state leads to.
  private func targets(of state: Node) -> [Node] {
    let rules = (state["Choices"]?.items ?? []) + (state["Catch"]?.items ?? [])
    return ([state["Next"], state["Default"]] + rules.map { $0["Next"] })
      .compactMap(\.self).filter { $0.value.string != nil }
  }

  /// Whether `target` names a state beside it; true for what is not there or no string, which others report.
  private mutating func checkTarget(_ target: Node?, among states: [String: Node]) -> Bool {
    guard let target, let name = target.value.string else { return target == nil ? false : true }
    guard states[name] == nil else { return true }
    if let other = names[name] {
      report(
        "no-such-state",
        target,
        "the state \(name.quoted) is at \(other), outside this branch",
        hint: "transitions stay inside their branch or item processor"
      )
    } else {
      let near = Resemblance.nearest(to: name, among: states.keys)
      report(
        "no-such-state",
        target,
        "there is no state \(name.quoted)",
        hint: near.map { "did you mean \($0.quoted)?" } ?? ""
      )
    }
    return false
  }

  private mutating func checkReach(from start: String, among states: [String: Node]) {
    var reached: Set<String> = [start]
    var open = [start]
    while let name = open.popLast() {
      guard let state = states[name] else { continue }
      for target in targets(of: state).compactMap(\.value.string)
      where reached.insert(target).inserted {
        open.append(target)
      }
    }
    for (name, state) in states where !reached.contains(name) {
      report(
        "unreachable-state",
        state,
        at: state.heading,
        "no way leads here from \(start.quoted)",
        hint: "let a state name it, or drop it"
      )
    }
  }

  private mutating func checkTerminal(of states: Node, among all: some Sequence<Node>) {
    let ends = all.contains { state in
      switch state["Type"]?.value.string {
      case "Succeed", "Fail": true
      case "Choice": false
      // A state that leads nowhere is at fault itself.
      default: state["Next"] == nil || state.ends
      }
    }
    guard !ends else { return }
    report(
      "no-terminal-state",
      states,
      at: states.heading,
      "no state ends the machine",
      hint: "give one \"End\": true, or add a Succeed or Fail state"
    )
  }
}

extension Node {
  /// Whether a state says that it ends the machine; what is no boolean is reported elsewhere.
  var ends: Bool { self["End"].map { $0.value != false } ?? false }
}
