internal import Ground
internal import StatesLanguage
internal import Storage

/// Replays of stored executions, and of what is part of them, against another definition.
struct ReplayedTree {
  let engine: FlowEngine
  let interpreter: Interpreter
  let connection: Connection

  private var store: ExecutionStore { engine.store }

  /// What comes of replaying one execution.
  struct Replayed {
    var execution: Execution
    var replay: FlowReplay
  }

  /// What replaying came to: the replays, or the first difference.
  enum Outcome {
    case same([Replayed])
    case different(FlowDifference)
  }

  /// Replays a run with all that is part of it and may still go on.
  func run(_ execution: Execution) throws(DatabaseError) -> Outcome {
    var replayed: [Replayed] = []
    let start = Self.start(of: execution, by: interpreter)
    if let difference = try follow(execution, from: start, into: &replayed) {
      return .different(difference)
    }
    return .same(replayed)
  }

  /// Replays an execution by itself; what it is part of is replayed for where it began.
  func replay(_ execution: Execution) throws(DatabaseError) -> (FlowReplay, FlowDifference?) {
    try replay(execution, from: try start(of: execution))
  }

  /// The answer that an execution took in a visit, and where it stood then; nil where it has done anything since but
  /// enter states and ask.
  func answer(
    of execution: Execution,
    visit: Int
  ) throws(DatabaseError) -> (cursor: Cursor, event: Int)? {
    let origin = try origin(of: execution)
    let start = try start(of: execution)
    var replay = FlowReplay(of: execution, from: start, origin: origin, by: interpreter)
    var found: (cursor: Cursor, event: Int)?
    for event in try store.history(of: execution.id, in: connection) {
      if event.kind == .done, replay.cursor.visit == visit {
        found = (replay.cursor, event.number)
      } else if event.kind != .entered, event.kind != .asked {
        found = nil
      }
      let outputs = try outputs(event, of: execution, replay)
      if replay.take(event, outputs: outputs) != nil { return nil }
    }
    return found
  }

  private func follow(
    _ execution: Execution,
    from start: Cursor,
    into replayed: inout [Replayed]
  ) throws(DatabaseError) -> FlowDifference? {
    let (replay, difference) = try replay(execution, from: start)
    if let difference { return difference }
    if let difference = try standing(execution) { return difference }
    replayed.append(Replayed(execution: execution, replay: replay))
    for id in try store.unfinished(below: execution.id, fork: execution.fork, in: connection) {
      guard let child = try store.execution(id, in: connection), let parent = child.parent else {
        continue
      }
      guard let starts = replay.forks[parent.fork], starts.indices.contains(parent.place) else {
        return FlowDifference(
          execution: child.name,
          event: 1,
          state: child.cursor.state,
          words: "the definition makes no such child"
        )
      }
      let difference = try follow(child, from: starts[parent.place], into: &replayed)
      if let difference { return difference }
    }
    return nil
  }

  private func replay(
    _ execution: Execution,
    from start: Cursor
  ) throws(DatabaseError) -> (FlowReplay, FlowDifference?) {
    let origin = try origin(of: execution)
    var replay = FlowReplay(of: execution, from: start, origin: origin, by: interpreter)
    let history = try store.history(of: execution.id, in: connection)
    for event in history {
      let outputs = try outputs(event, of: execution, replay)
      if let difference = replay.take(event, outputs: outputs) { return (replay, difference) }
    }
    guard var difference = replay.difference(from: execution.cursor) else {
      return (replay, try outputDifference(execution, replay))
    }
    if let first = try parting(execution, from: start, origin: origin, history) {
      (difference.event, difference.state) = (first.number, first.state)
    }
    return (replay, difference)
  }

  private func outputDifference(
    _ execution: Execution,
    _ replay: FlowReplay
  ) throws(DatabaseError) -> FlowDifference? {
    guard execution.status == .succeeded, replay.output != json(execution.output) else {
      return nil
    }
    return FlowDifference(
      execution: execution.name,
      event: execution.events,
      state: execution.cursor.state,
      words: "the output would be another"
    )
  }

  /// The first event after which the data are others than by the definition that the execution goes by.
  private func parting(
    _ execution: Execution,
    from start: Cursor,
    origin: Execution.Origin,
    _ history: [ExecutionEvent]
  ) throws(DatabaseError) -> ExecutionEvent? {
    guard let own = try engine.interpreter(of: execution.definition, in: connection) else {
      return nil
    }
    let ownTree = ReplayedTree(engine: engine, interpreter: own, connection: connection)
    var (ours, theirs) = (
      FlowReplay(of: execution, from: start, origin: origin, by: interpreter),
      FlowReplay(
        of: execution,
        from: try ownTree.start(of: execution),
        origin: origin,
        by: own
      )
    )
    for event in history {
      let outputs = try outputs(event, of: execution, ours)
      guard ours.take(event, outputs: outputs) == nil, theirs.take(event, outputs: outputs) == nil,
        ours.difference(from: theirs.cursor) == nil
      else { return event }
    }
    return nil
  }

  private func outputs(
    _ event: ExecutionEvent,
    of execution: Execution,
    _ replay: FlowReplay
  ) throws(DatabaseError) -> [JSON] {
    guard event.kind == .joined else { return [] }
    return try store.outputs(
      of: execution.id,
      fork: replay.cursor.fork,
      endedBy: event.time,
      in: connection
    )
  }

  // MARK: Where it began

  private static func start(of run: Execution, by interpreter: Interpreter) -> Cursor {
    let input = (try? JSON(parsing: run.input ?? "null")) ?? .null
    return Cursor(entering: interpreter.startAt, with: input, at: run.started)
  }

  private func start(of execution: Execution) throws(DatabaseError) -> Cursor {
    guard let parent = execution.parent,
      let above = try store.execution(parent.id, in: connection)
    else { return Self.start(of: execution, by: interpreter) }
    let (replay, _) = try self.replay(above)
    // Where it makes no such child, the first event differs.
    guard let starts = replay.forks[parent.fork], starts.indices.contains(parent.place) else {
      return Cursor(entering: "", with: .null, at: execution.started)
    }
    return starts[parent.place]
  }

  private func origin(of execution: Execution) throws(DatabaseError) -> Execution.Origin {
    try store.origin(of: execution, in: connection)
      ?? Execution.Origin(name: execution.name, started: execution.started, input: "null")
  }

  private func json(_ text: String?) -> JSON { (try? JSON(parsing: text ?? "null")) ?? .null }

  // MARK: Where it is

  /// Why it cannot go on by the new definition where it is; nil where it can.
  private func standing(_ execution: Execution) throws(DatabaseError) -> FlowDifference? {
    let state = execution.cursor.state
    let own = try engine.interpreter(of: execution.definition, in: connection)
    let words: String? =
      if interpreter.type(of: state) == nil {
        "the definition has no such state"
      } else if let type = own?.type(of: state), type != interpreter.type(of: state) {
        "it is a \(type) state; in the definition it is another type"
      } else if execution.waiting == .token, !interpreter.waitsForToken(state) {
        "it waits for an answer; by the definition it does not"
      } else {
        nil
      }
    return words.map {
      FlowDifference(execution: execution.name, event: execution.events, state: state, words: $0)
    }
  }
}
