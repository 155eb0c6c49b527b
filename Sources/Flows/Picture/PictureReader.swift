internal import Ground

/// Reads a definition, as far as it is one, into a graph.
struct PictureReader {
  let current: Set<String>
  let visited: Set<String>
  private var graph = PictureGraph()

  init(current: Set<String>, visited: Set<String>) {
    self.current = current
    self.visited = visited
  }

  /// The states of one level, while its arrows are drawn.
  private struct Level {
    var group: PictureGraph.Group
    /// Where arrows to a state lead.
    var entries: [String: Int] = [:]
    /// The states after which the level is through.
    var lasts: [Int] = []
    var start: Int?
  }

  mutating func read(_ definition: JSON) -> PictureGraph {
    let start = node(.start)
    let level = read(states: definition, group: graph.root)
    graph.root = level.group
    graph.root.nodes.append(start)
    if let first = level.start { graph.connect(start, first) }
    if !level.lasts.isEmpty {
      let end = node(.end)
      graph.root.nodes.append(end)
      for last in level.lasts { graph.connect(last, end) }
    }
    return graph
  }

  private mutating func read(states json: JSON, group: PictureGraph.Group) -> Level {
    var level = Level(group: group)
    // Where arrows from a state begin.
    var exits: [String: Int] = [:]
    let states = json["States"]?.object ?? JSONObject()
    for (name, state) in states {
      let (entry, exit) = add(name, state, to: &level.group)
      level.entries[name] = entry
      exits[name] = exit
    }
    if let first = json["StartAt"]?.string { level.start = target(first, in: &level) }
    for (name, state) in states {
      guard let entry = level.entries[name], let exit = exits[name] else { continue }
      connect(state, entry: entry, exit: exit, in: &level)
    }
    return level
  }

  /// Draws a state with all that is inside it.
  private mutating func add(
    _ name: String,
    _ state: JSON,
    to group: inout PictureGraph.Group
  ) -> (entry: Int, exit: Int) {
    let entry = node(StateText.kind(of: state), name: name, detail: StateText.detail(of: state))
    let inner = StateText.inner(of: state)
    guard !inner.isEmpty else {
      group.nodes.append(entry)
      return (entry, entry)
    }
    var frame = PictureGraph.Group(id: "g\(entry)", title: nil)
    frame.nodes.append(entry)
    let join = node(.join)
    for (number, states) in inner.enumerated() {
      // One level alone needs no frame of its own.
      var level: Level
      if inner.count == 1 {
        level = read(states: states, group: frame)
        frame = level.group
      } else {
        let id = "\(frame.id)b\(number + 1)"
        level = read(states: states, group: .init(id: id, title: "\(number + 1)"))
        if !level.group.isEmpty { frame.groups.append(level.group) }
      }
      if let start = level.start { graph.connect(entry, start) }
      for last in level.lasts { graph.connect(last, join) }
    }
    frame.nodes.append(join)
    group.groups.append(frame)
    return (entry, join)
  }

  private mutating func connect(_ state: JSON, entry: Int, exit: Int, in level: inout Level) {
    for rule in state["Choices"]?.array ?? [] {
      guard let next = rule["Next"]?.string else { continue }
      let label = PictureText.clean(RuleText.short(rule), limit: 48)
      graph.connect(exit, target(next, in: &level), label: label)
    }
    if let next = state["Default"]?.string {
      graph.connect(exit, target(next, in: &level), label: "otherwise")
    }
    if let next = state["Next"]?.string { graph.connect(exit, target(next, in: &level)) }
    if state["End"]?.bool == true || state["Type"]?.string == "Succeed" { level.lasts.append(exit) }
    for catcher in state["Catch"]?.array ?? [] {
      guard let next = catcher["Next"]?.string else { continue }
      let goal = target(next, in: &level)
      let errors = (catcher["ErrorEquals"]?.array ?? []).compactMap(\.string)
      for error in errors.isEmpty ? ["?"] : errors {
        let label = error == "States.ALL" ? "any error" : PictureText.clean(error, limit: 48)
        graph.connect(entry, goal, label: label, isDashed: true)
      }
    }
  }

  /// The box of a state of this level; a box of its own where there is no such state.
  private mutating func target(_ name: String, in level: inout Level) -> Int {
    if let known = level.entries[name] { return known }
    let missing = node(.missing, name: name, detail: "is missing")
    level.entries[name] = missing
    level.group.nodes.append(missing)
    return missing
  }

  private mutating func node(
    _ kind: PictureGraph.Kind,
    name: String = "",
    detail: String = ""
  ) -> Int {
    let number = graph.nodes.count
    let id = name.isEmpty ? "\(kind)\(number)" : "s\(number)_\(PictureText.slug(name))"
    let mark: PictureGraph.Mark? =
      name.isEmpty || kind == .missing
      ? nil
      : current.contains(name) ? .current : visited.contains(name) ? .visited : nil
    graph.nodes.append(
      PictureGraph.Node(
        id: id,
        kind: kind,
        title: PictureText.clean(name, limit: 80),
        detail: PictureText.clean(detail, limit: 60),
        mark: mark
      )
    )
    return number
  }
}
