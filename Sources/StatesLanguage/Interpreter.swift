package import Ground

/// The meaning of the States Language: from where an execution stands to what it does next.
///
/// A pure function of the definition, the cursor and the time: it neither stores nor calls. Random numbers depend on
/// the execution's seed and on where it stands, so that a step that is taken again after a crash is the same step.
package struct Interpreter: Sendable {
  private let machine: StateMachine

  package init(_ machine: StateMachine) { self.machine = machine }

  /// The name of the first state.
  package var startAt: String { machine.startAt }

  /// How long a run may take, in milliseconds; nil for no limit.
  package var timeout: Int? { machine.timeout }

  /// The type of a state by the language's own name, `Task` or `Map`; nil where there is no such state.
  package func type(of state: String) -> String? {
    machine.states[state]?.kind.type
  }

  /// Whether a state reads `$$`, so that all of ``Facts`` must be right and not only the seed.
  package func readsContext(_ state: String) -> Bool { machine.states[state]?.readsContext ?? true }

  /// Whether a state is a Task that ends when somebody gives back its token.
  package func waitsForToken(_ state: String) -> Bool {
    if case .task(let task)? = machine.states[state]?.kind { task.waitsForToken } else { false }
  }

  /// What the state at `cursor` does first; `now` is in milliseconds since 1970 (UTC).
  package func begin(_ cursor: Cursor, facts: Facts, now: Int) -> Step {
    guard let state = machine.states[cursor.state] else { return gone(cursor) }
    var visit = Visit(state, cursor, facts, now, phase: 0)
    do throws(StateFailure) { return try visit.begin() } catch {
      return visit.fail(error)
    }
  }

  /// What the state at `cursor` does when its work has come to `result`.
  ///
  /// For a Wait state the result is not looked at; for a Parallel or Map state it is the array of the children's
  /// outputs, in order.
  package func conclude(
    _ cursor: Cursor,
    with result: Result<JSON, StateFailure>,
    facts: Facts,
    now: Int
  ) -> Step {
    guard let state = machine.states[cursor.state] else { return gone(cursor) }
    var visit = Visit(state, cursor, facts, now, phase: 1)
    switch result {
    case .failure(let failure): return visit.fail(failure)
    case .success(let value):
      do throws(StateFailure) { return try visit.conclude(value) } catch {
        return visit.fail(error)
      }
    }
  }

  private func gone(_ cursor: Cursor) -> Step {
    .failed(StateFailure("States.Runtime", "The definition has no state '\(cursor.state)'"))
  }
}

/// One evaluation of one state.
private struct Visit {
  let state: State
  let cursor: Cursor
  let facts: Facts
  let now: Int
  let scope: Scope
  var random: SeededGenerator

  init(_ state: State, _ cursor: Cursor, _ facts: Facts, _ now: Int, phase: UInt64) {
    self.state = state
    self.cursor = cursor
    self.facts = facts
    self.now = now
    let context = state.readsContext ? facts.context(at: cursor) : .object(JSONObject())
    scope = Scope(input: cursor.input, context: context, variables: cursor.variables)
    let place = UInt64(cursor.visit) << 20 | UInt64(cursor.retries) << 1 | phase
    random = SeededGenerator(seed: facts.seed, place: place)
  }

  mutating func begin() throws(StateFailure) -> Step {
    // What a run is started with comes from outside.
    if cursor.visit == 1 { try DataLimit.check(cursor.input) }
    switch state.kind {
    case .pass(let pass): return try self.pass(pass)
    case .task(let task):
      let parameters = try state.flow.effective(scope, drawing: &random)
      return .work(.task(try task.call(parameters, in: try filtered())))
    case .choice(let choice): return try self.choice(choice)
    case .wait(let wait):
      return .work(.wait(until: try wait.end(in: try filtered(), entered: cursor.entered)))
    case .succeed:
      return .succeeded(
        try state.flow.output(of: try filtered().input, in: scope, drawing: &random)
      )
    case .fail(let fail): return .failed(try fail.failure(in: scope, drawing: &random))
    case .parallel(let parallel):
      let input = try state.flow.effective(scope, drawing: &random)
      return .work(.fork(parallel.fork(input, at: cursor, item: facts.item, now: now)))
    case .map(let map):
      let scope = try filtered()
      return .work(.fork(try map.fork(in: scope, at: cursor, now: now, drawing: &random)))
    }
  }

  mutating func conclude(_ result: JSON) throws(StateFailure) -> Step {
    if case .wait = state.kind {
      let input = try filtered().input
      return try leave(with: input, seeing: input)
    }
    return try leave(with: result, seeing: result)
  }

  /// Tries again, goes where a catcher leads, or fails.
  mutating func fail(_ failure: StateFailure) -> Step {
    if case .fail = state.kind { return .failed(failure) }
    if let retry = state.rules.retry(failure, at: cursor, drawing: &random) {
      return .again(retry.cursor, after: retry.after, because: failure)
    }
    guard let catcher = state.rules.catcher(of: failure) else { return .failed(failure) }
    do throws(StateFailure) {
      let next = try catcher.cursor(
        after: failure,
        at: cursor,
        scope: scope,
        now: now,
        drawing: &random
      )
      return .enter(next, caught: failure)
    } catch {
      return .failed(error)
    }
  }

  private mutating func pass(_ pass: Pass) throws(StateFailure) -> Step {
    let effective = try state.flow.effective(scope, drawing: &random)
    let result = pass.result ?? effective
    return try leave(with: result, seeing: pass.result ?? effective)
  }

  private mutating func choice(_ choice: Choice) throws(StateFailure) -> Step {
    let filtered = try filtered()
    let way = try choice.way(in: filtered)
    // A rule's own Assign takes the place of the state's, which is for the Default.
    let variables =
      if let assign = way.assign {
        try assign.variables(seeing: filtered.input, in: scope, drawing: &random)
      } else if way.isDefault {
        try state.flow.variables(seeing: filtered.input, in: scope, drawing: &random)
      } else {
        scope.variables
      }
    let output = try state.flow.output(of: filtered.input, in: scope, drawing: &random)
    return enter(way.next, with: output, variables)
  }

  /// The scope with the filtered input as `$`.
  private func filtered() throws(StateFailure) -> Scope {
    var filtered = scope
    filtered.input = try state.flow.filtered(scope)
    return filtered
  }

  private mutating func leave(with result: JSON, seeing seen: JSON) throws(StateFailure) -> Step {
    let variables = try state.flow.variables(seeing: seen, in: scope, drawing: &random)
    let output = try state.flow.output(of: result, in: scope, drawing: &random)
    switch state.transition {
    case .end: return .succeeded(output)
    case .next(let next): return enter(next, with: output, variables)
    }
  }

  private func enter(_ next: String, with input: JSON, _ variables: JSONObject) -> Step {
    .enter(
      Cursor(entering: next, with: input, variables: variables, visit: cursor.visit + 1, at: now),
      caught: nil
    )
  }
}
