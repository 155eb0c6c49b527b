internal import Ground
internal import StatesLanguage
internal import Storage

/// Having an execution go on by another definition.
extension Intervention {
  /// Replays it and all that is part of it, and swaps the definition where that leads to where they are; gives why
  /// it cannot be.
  ///
  /// The time limits that run already stay as they are. A Wait state that goes on ends when the new definition says.
  func migrate(_ standing: Standing, to flow: Flow) throws(DatabaseError) -> FlowRefusal? {
    guard standing.kind == .run else {
      let run = try store.standing(of: standing.root, in: connection)
      return .part(of: run?.name ?? "")
    }
    guard flow.name == standing.flow else { return .otherFlow(standing.flow) }
    let stored = try store.definition(standing.definition, in: connection)
    guard stored?.text != flow.text else { return .current }
    guard let execution = try store.execution(standing.id, in: connection) else { return .missing }
    let interpreter = Interpreter(flow.machine)
    let tree = ReplayedTree(engine: engine, interpreter: interpreter, connection: connection)
    switch try tree.run(execution) {
    case .different(let difference): return .difference(difference)
    case .same(let replayed):
      let definition = try engine.definition(of: flow, in: connection)
      for item in replayed { try move(item, to: definition, interpreter) }
      return nil
    }
  }

  private func move(
    _ replayed: ReplayedTree.Replayed,
    to definition: Int,
    _ interpreter: Interpreter
  ) throws(DatabaseError) {
    var execution = replayed.execution
    execution.definition = definition
    execution.cursor = replayed.replay.cursor
    if execution.waiting == .timer, !execution.status.isEnd,
      let end = replayed.replay.endOfWait(now: now)
    {
      execution.due = [end, execution.limits.run].compactMap(\.self).min()
    }
    execution.events += 1
    let event = ExecutionEvent(
      number: execution.events,
      time: now,
      kind: .migrated,
      state: execution.cursor.state,
      data: words
    )
    try store.update(execution, in: connection)
    try store.setDefinition(definition, of: execution.id, in: connection)
    try store.add([event], to: execution.id, in: connection)
  }
}
