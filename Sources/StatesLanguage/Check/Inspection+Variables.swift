internal import Ground

extension Inspection {
  /// The variables that the states of one machine assign, those of inner machines not counted.
  func variables(assignedIn states: Node) -> Set<String> {
    var names = Set<String>()
    for (_, state) in states.members {
      for assignment in assignments(of: state) {
        for (key, _) in assignment.members { names.insert(Self.variable(key)) }
      }
    }
    return names
  }

  /// Checks what a state assigns.
  ///
  /// - Parameter outer: The variables of the machines around; an inner one must not hide them.
  mutating func checkVariables(of state: Node, outer: Set<String>) {
    for assignment in assignments(of: state) {
      for (key, value) in assignment.members {
        let name = Self.variable(key)
        if let reason = Self.fault(ofName: name) {
          report("variable", value, at: value.heading, "\(name.quoted) is no variable: \(reason)")
        } else if outer.contains(name) {
          report(
            "variable",
            value,
            at: value.heading,
            "the variable \(name.quoted) belongs to the machine around this one",
            hint: "take another name: what is assigned in here stays in here"
          )
        }
      }
    }
  }

  private func assignments(of state: Node) -> [Node] {
    let rules = (state["Choices"]?.items ?? []) + (state["Catch"]?.items ?? [])
    return ([state["Assign"]] + rules.map { $0["Assign"] }).compactMap(\.self)
  }

  private static func variable(_ key: String) -> String {
    key.hasSuffix(".$") ? String(key.dropLast(2)) : key
  }

  private static func fault(ofName name: String) -> String? {
    if name == "states" { return "the name is reserved" }
    if name.utf8.count > 80 { return "a name has at most 80 characters" }
    let isLetter: (UInt8) -> Bool = { byte in
      (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
    }
    let isSound =
      name.utf8.first.map(isLetter) == true
      && name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
    return isSound ? nil : "a name is letters A to Z, digits and '_', and begins with no digit"
  }
}
