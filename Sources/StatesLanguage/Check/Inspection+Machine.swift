internal import Ground

extension Inspection {
  /// Notes the name of every state in the file, and which are used twice or cannot be used.
  mutating func collectNames(in machine: Node) {
    for (name, state) in machine["States"]?.members ?? [] {
      if let first = names[name] {
        report(
          "duplicate-state",
          state,
          at: state.heading,
          "a state is named \(name.quoted) already, at \(first)",
          hint: "names are unique in the whole file, branches included"
        )
      } else {
        names[name] = state.trail
      }
      if name.isEmpty || name.unicodeScalars.count > 80 {
        let count = name.unicodeScalars.count
        report(
          "state-name",
          state,
          at: state.heading,
          "a state's name has 1 to 80 characters, not \(count)"
        )
      }
      for inner in innerMachines(of: state) { collectNames(in: inner) }
    }
  }

  /// The machines inside a Parallel or Map state.
  func innerMachines(of state: Node) -> [Node] {
    let branches = state["Branches"]?.items ?? []
    return branches + [state["ItemProcessor"], state["Iterator"]].compactMap(\.self)
  }

  /// Checks the machine itself and everything in it.
  ///
  /// - Parameter outer: The variables of the machines around it.
  mutating func checkMachine(_ machine: Node, as rule: ObjectRule, outer: Set<String>) {
    guard check(machine, against: rule), let states = machine["States"], states.isObject else {
      return
    }
    guard !states.map.members.isEmpty else {
      report("missing-field", states, at: states.heading, "there is not one state")
      return
    }
    let own = variables(assignedIn: states)
    for (name, state) in states.members {
      checkState(state, named: name, beside: states, outer: outer, own: own)
    }
    checkTransitions(of: machine, states: states)
  }

  private mutating func checkState(
    _ state: Node,
    named name: String,
    beside states: Node,
    outer: Set<String>,
    own: Set<String>
  ) {
    guard state.isObject else {
      report("wrong-type", state, "a state is an object, not \(state.value.kind)")
      return
    }
    if let reason = jsonata(in: state) {
      reportJSONata(reason)
      return
    }
    guard let type = state["Type"] else {
      report(
        "missing-field",
        state,
        at: state.heading,
        "a state needs the field 'Type'",
        hint: "one of \(ObjectRule.states.keys.sorted().joined(separator: ", "))"
      )
      return
    }
    guard let word = type.value.string, let rule = ObjectRule.states[word] else {
      let near = type.value.string.flatMap {
        Resemblance.nearest(to: $0, among: ObjectRule.states.keys)
      }
      report(
        "unknown-type",
        type,
        "there is no such type of state",
        hint: near.map { "did you mean '\($0)'?" }
          ?? "one of \(ObjectRule.states.keys.sorted().joined(separator: ", "))"
      )
      return
    }
    _ = check(state, against: rule)
    checkVariables(of: state, outer: outer)
    switch word {
    case "Task": checkTask(state)
    case "Map": checkMap(state, outer: outer.union(own))
    case "Parallel": checkBranches(state, outer: outer.union(own))
    case "Choice": checkChoices(state)
    default: break
    }
    checkErrorRules(of: state)
  }
}
