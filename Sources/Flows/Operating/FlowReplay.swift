package import Ground
package import StatesLanguage

/// A history, taken once more through a definition: nothing is called, and what came of the calls, when, and every
/// random number are those of then.
///
/// What is compared is the way and, at its end, the data. How long a wait was that is over, or what a connector was
/// given that has answered, changes nothing any more and may differ. That a state failed for good is not compared
/// either, so that a definition in which it does not can take over before it is tried again.
package struct FlowReplay: Sendable {
  /// Where the history has led so far.
  package private(set) var cursor: Cursor
  /// What the execution came to; nil before it has succeeded.
  package private(set) var output: JSON?
  /// Where the children of each fork so far began, by the fork's number.
  private(set) var forks: [Int: [Cursor]] = [:]
  private let interpreter: Interpreter
  private let facts: Facts
  private let name: String
  private var hasBegun = false
  private var wasCaught = false
  /// What the work of the current state came to; nil as long as that is not known.
  private var outcome: Result<JSON, StateFailure>?
  private var lastEvent = 0
  /// Where the tasks stood that came to a result, by the number of that event.
  private var answered: [Int: Cursor] = [:]

  /// - Parameters:
  ///   - execution: whose history it is.
  ///   - start: where it began.
  ///   - origin: what `$$.Execution` speaks of.
  package init(
    of execution: Execution,
    from start: Cursor,
    origin: Execution.Origin,
    by interpreter: Interpreter
  ) {
    cursor = start
    self.interpreter = interpreter
    name = execution.name
    facts = Facts(
      execution: origin.name,
      machine: execution.flow,
      input: origin.input,
      started: origin.started,
      item: execution.item,
      seed: execution.seed
    )
  }

  /// Takes the next event and says where the definition would have led otherwise; nil where it would not.
  ///
  /// - Parameter outputs: of an event `joined`, the outputs of the children; else nothing.
  package mutating func take(_ event: ExecutionEvent, outputs: [JSON] = []) -> FlowDifference? {
    lastEvent = event.number
    switch event.kind {
    case .started, .paused, .resumed, .migrated, .cancelled, .failed, .timedOut: return nil
    case .reopened:
      cursor.renewAttempts()
      outcome = nil
      wasCaught = false
      return nil
    case .caught:
      wasCaught = true
      return nil
    case .revised: return revise(event)
    case .entered: return enter(event)
    case .retried:
      let step = next(at: event.time)
      guard case .again(let again, _, _) = step else { return difference(event, step) }
      cursor = again
      outcome = nil
    case .succeeded:
      let step = next(at: event.time)
      guard case .succeeded(let output) = step else { return difference(event, step) }
      self.output = output
    case .waited, .called, .asked, .done, .broke, .forked, .joined:
      return work(event, outputs)
    }
    return nil
  }

  /// How the stored cursor differs from where the history has led; nil where it does not.
  ///
  /// How often each retrier was used is the definition's own count, and only their sum is compared.
  package func difference(from stored: Cursor) -> FlowDifference? {
    let words: String? =
      if cursor.state != stored.state {
        "it is in '\(stored.state)'; the definition would have it in '\(cursor.state)'"
      } else if cursor.input != stored.input {
        "the data would be others"
      } else if cursor.variables != stored.variables {
        "the variables would be others"
      } else if cursor.visit != stored.visit || cursor.retries != stored.retries
        || cursor.entered != stored.entered
      {
        "it would have come there another way"
      } else {
        nil
      }
    return words.map { difference(at: lastEvent, stored.state, $0) }
  }

  /// When the Wait state that it is in ends, in milliseconds since 1970; nil where it is in none.
  func endOfWait(now: Int) -> Int? {
    if case .work(.wait(let end)) = begun(at: now) { end } else { nil }
  }

  // MARK: Events

  private mutating func enter(_ event: ExecutionEvent) -> FlowDifference? {
    guard hasBegun else {
      hasBegun = true
      guard cursor.state == event.state else {
        return difference(
          at: event.number,
          event.state,
          "it began there; the definition begins in '\(cursor.state)'"
        )
      }
      // An item that had to queue enters its state when it begins.
      cursor.entered = event.time
      return nil
    }
    let step = next(at: event.time)
    guard case .enter(let entered, let caught) = step, entered.state == event.state,
      (caught != nil) == wasCaught
    else { return difference(event, step) }
    cursor = entered
    outcome = nil
    wasCaught = false
    return nil
  }

  /// Goes back to a question that was answered otherwise at first.
  private mutating func revise(_ event: ExecutionEvent) -> FlowDifference? {
    guard let number = event.data["event"]?.int, var before = answered[number] else {
      return difference(
        at: event.number,
        event.state,
        "an answer was taken back that it never gets"
      )
    }
    before.visit = cursor.visit + 1
    before.entered = event.time
    before.renewAttempts()
    cursor = before
    outcome = nil
    wasCaught = false
    return nil
  }

  /// What a state does before it is left.
  private mutating func work(_ event: ExecutionEvent, _ outputs: [JSON]) -> FlowDifference? {
    let step = begun(at: event.time)
    guard case .work(let work) = step else { return difference(event, step) }
    switch (event.kind, work) {
    case (.waited, .wait), (.called, .task), (.asked, .task): break
    case (.done, .task):
      outcome = .success(event.data["result"] ?? .null)
      answered[event.number] = cursor
    case (.broke, .task), (.broke, .fork): outcome = .failure(Self.failure(event.data))
    case (.forked, .fork(let fork)) where event.data["count"]?.int == fork.children.count:
      forks[cursor.fork] = fork.children.map(\.cursor)
    case (.joined, .fork): outcome = .success(.array(outputs))
    default: return difference(event, step)
    }
    return nil
  }

  private static func failure(_ data: JSON) -> StateFailure {
    StateFailure(data["error"]?.string ?? "", data["cause"]?.string ?? "")
  }

  // MARK: Steps

  private func begun(at now: Int) -> Step {
    interpreter.begin(cursor, facts: currentFacts, now: now)
  }

  /// What the current state leads to by what is known of its work; a wait that something came after is over.
  private func next(at now: Int) -> Step {
    if let outcome { return conclude(outcome, at: now) }
    switch begun(at: now) {
    case .work(.wait): return conclude(.success(.null), at: now)
    case .work(.fork(let fork)) where fork.children.isEmpty:
      return conclude(.success([]), at: now)
    case let step: return step
    }
  }

  private func conclude(_ result: Result<JSON, StateFailure>, at now: Int) -> Step {
    interpreter.conclude(cursor, with: result, facts: currentFacts, now: now)
  }

  /// Tokens are nowhere in the history, and those of then are worth nothing; the state must only see that there is one.
  private var currentFacts: Facts {
    var facts = facts
    if interpreter.waitsForToken(cursor.state) { facts.token = "token" }
    return facts
  }

  // MARK: Words

  private func difference(_ event: ExecutionEvent, _ step: Step) -> FlowDifference {
    let was: String =
      switch event.kind {
      case .entered: "it went on to '\(event.state)'" + (wasCaught ? " by a Catch" : "")
      case .retried: "it was tried again"
      case .succeeded: "it succeeded"
      case .waited: "it waited for a time"
      case .forked: "it began \(event.data["count"]?.int ?? 0) children"
      case .joined: "its children were through"
      default: "a connector was called"
      }
    return difference(at: event.number, cursor.state, "\(was); the definition \(Self.words(step))")
  }

  private func difference(at event: Int, _ state: String, _ words: String) -> FlowDifference {
    FlowDifference(execution: name, event: event, state: state, words: words)
  }

  private static func words(_ step: Step) -> String {
    switch step {
    case .enter(let cursor, nil): "goes on to '\(cursor.state)'"
    case .enter(let cursor, .some): "goes on to '\(cursor.state)' by a Catch"
    case .again: "tries it again"
    case .succeeded: "ends there"
    case .failed(let failure): "fails there with '\(failure.error)'"
    case .work(.task(let call)): "calls '\(call.resource)'"
    case .work(.wait): "waits for a time"
    case .work(.fork(let fork)): "begins \(fork.children.count) children"
    }
  }
}

extension Cursor {
  /// The number of the fork that this try makes; see ``Execution/fork``.
  var fork: Int { Self.fork(visit: visit, retries: retries) }

  /// The number for a try of a visit; larger than that of any try of an earlier visit, however often it was tried.
  static func fork(visit: Int, retries: Int) -> Int { visit << 32 | retries }
}
