internal import Foundation
internal import Ground
internal import StatesLanguage
internal import Storage

/// One execution on its way from one wait to the next, inside of one transaction.
struct Advance {
  var execution: Execution
  let engine: FlowEngine
  let connection: Connection
  let now: Int
  let interpreter: Interpreter
  private(set) var transitions = 0
  /// The call to make once this is on disk.
  private(set) var call: Round.Call?
  private var events: [ExecutionEvent]
  private var facts: Facts
  /// See ``origin()``; nil until somebody asks for it.
  private var knownOrigin: Execution.Origin?
  private let broken: BrokenCalls
  /// The visit that is stored.
  private let visitBefore: Int

  /// How many states one claim may leave; an endless loop of Pass and Choice must let others in.
  private static let mostTransitions = 200

  init(
    _ execution: Execution,
    by engine: FlowEngine,
    now: Int,
    _ broken: BrokenCalls,
    in connection: Connection
  ) throws(DatabaseError) {
    guard
      let interpreter = try engine.interpreter(of: execution.definition, in: connection)
    else {
      throw DatabaseError(code: 1, message: "the definition of the execution cannot be read")
    }
    self.execution = execution
    self.broken = broken
    self.engine = engine
    self.connection = connection
    self.now = now
    self.interpreter = interpreter
    visitBefore = execution.cursor.visit
    events = execution.id == 0 ? ExecutionEvent.first(of: execution) : []
    facts = Facts(
      execution: execution.name,
      machine: execution.flow,
      input: .null,
      started: execution.started,
      item: execution.item,
      token: execution.token,
      seed: execution.seed
    )
    if execution.kind == .run, execution.cursor.visit == 1 {
      // In its first state it stands with what it was started with.
      knownOrigin = Execution.Origin(
        name: execution.name,
        started: execution.started,
        input: execution.cursor.input
      )
    }
  }

  // MARK: What it wakes to

  /// Goes on from whatever it waited for.
  mutating func wake() throws(DatabaseError) {
    if let limit = execution.limits.run, now >= limit { return try timeOut() }
    if let limit = execution.limits.task, now >= limit, execution.waiting != .answer {
      return try conclude(
        .failure(StateFailure("States.Timeout", "The task took longer than it may"))
      )
    }
    switch execution.waiting {
    case .step: try begin()
    case .timer: try conclude(.success(.null))
    case .answer: try takeAnswer()
    case .children: try joinChildren()
    case .token, .call:
      if let limit = execution.limits.beat, now >= limit {
        try conclude(
          .failure(StateFailure("States.HeartbeatTimeout", "No sign of life came in time"))
        )
      } else {
        execution.due = execution.limits.next
      }
    }
  }

  /// Takes up what came of a call; a reply that comes after the execution has gone on is dropped.
  mutating func take(_ reply: Round.Reply) throws(DatabaseError) {
    guard execution.waiting == .call, execution.cursor.visit == reply.origin.visit,
      execution.cursor.retries == reply.origin.retries
    else { return }
    guard execution.status == .paused else { return try settle(reply.outcome) }
    switch reply.outcome {
    case .done(let result): keep(.success(result))
    case .failed(let error, let cause): keep(.failure(StateFailure(error, cause)))
    // It is asked once more when it goes on, and fails then.
    case .waiting where execution.token == nil: wait(.step, until: now)
    case .waiting, .again: try settle(reply.outcome)
    }
  }

  /// What comes in while somebody has it paused is taken up when it goes on.
  private mutating func keep(_ result: Result<JSON, StateFailure>) {
    execution.answer = FlowEngine.stored(result)
    wait(.answer, until: now)
  }

  private mutating func takeAnswer() throws(DatabaseError) {
    let stored = execution.answer.flatMap { try? JSON(parsing: $0) } ?? .null
    execution.answer = nil
    if let error = stored["error"]?.string {
      try conclude(.failure(StateFailure(error, stored["cause"]?.string ?? "")))
    } else {
      try conclude(.success(stored["result"] ?? .null))
    }
  }

  // MARK: Steps

  /// Enters the current state, or enters it again.
  private mutating func begin() throws(DatabaseError) {
    prepareToken()
    try prepareFacts()
    try follow(interpreter.begin(execution.cursor, facts: facts, now: now))
  }

  /// Gives the current state what it waited for.
  mutating func conclude(
    _ given: Result<JSON, StateFailure>
  ) throws(DatabaseError) {
    let result = DataLimit.bounded(given)
    switch result {
    case .success(let value):
      // What a Wait or a join came to is known without being written down.
      if execution.waiting != .timer, execution.waiting != .children {
        note(.done, ["result": value])
      }
    case .failure(let failure): note(.broke, Self.data(of: failure))
    }
    try endWait()
    try prepareFacts()
    try follow(
      interpreter.conclude(execution.cursor, with: result, facts: facts, now: now)
    )
  }

  private mutating func follow(_ first: Step) throws(DatabaseError) {
    var step = first
    while case .enter(let cursor, let caught) = step {
      if let caught { note(.caught, Self.data(of: caught)) }
      execution.cursor = cursor
      // What the state before has waited for says nothing of this one.
      execution.waiting = .step
      try endWait()
      transitions += 1
      note(.entered)
      guard transitions < Self.mostTransitions else { return wait(.step, until: now) }
      prepareToken()
      try prepareFacts()
      step = interpreter.begin(cursor, facts: facts, now: now)
    }
    switch step {
    case .enter: break
    case .again(let cursor, let delay, let failure):
      execution.cursor = cursor
      try endWait()
      var data = Self.data(of: failure).object ?? JSONObject()
      data["seconds"] = Self.seconds(delay)
      note(.retried, .object(data))
      wait(.step, until: now + delay)
    case .work(.wait(let moment)):
      note(.waited, ["seconds": Self.seconds(max(0, moment - now))])
      if moment > now {
        wait(.timer, until: moment)
      } else {
        execution.waiting = .timer
        try conclude(.success(.null))
      }
    case .work(.task(let call)): try perform(call)
    case .work(.fork(let fork)): if isStored { try forkChildren(fork) } else { stopBefore() }
    case .succeeded(let output):
      transitions += 1
      execution.output = output.text
      try end(.succeeded)
    case .failed(let failure):
      transitions += 1
      execution.failure = failure
      try end(.failed)
    }
  }

  // MARK: Tasks

  private mutating func perform(_ task: TaskCall) throws(DatabaseError) {
    let state = execution.cursor.state
    guard let performer = engine.connectors.performer(of: task.resource, in: state) else {
      return try conclude(
        .failure(StateFailure("States.Runtime", "Nobody does '\(task.resource)'"))
      )
    }
    if case .remote = performer, !isStored { return stopBefore() }
    if execution.limits.task == nil, let timeout = task.timeout {
      execution.limits.task = now + timeout
    }
    execution.limits.heartbeat = task.heartbeat
    switch performer {
    case .local(let connector, let verb):
      try settle(try outcome(of: connector, try request(task, verb: verb)))
    case .standIn(let standIn):
      try settle(standIn.outcome(of: state, try request(task, verb: task.resource)))
    case .remote(let connector, let verb):
      note(.called)
      call = Round.Call(
        connector: connector,
        request: try request(task, verb: verb),
        origin: Round.Call.Origin(
          execution: execution.id,
          visit: execution.cursor.visit,
          retries: execution.cursor.retries
        )
      )
      execution.limits.beat = task.heartbeat.map { now + $0 }
      wait(.call, until: execution.limits.next)
    }
  }

  /// What comes of a local task; one that could not write fails, for the flow to catch, when the step is taken again.
  private func outcome(
    of connector: any LocalConnector,
    _ request: TaskRequest
  ) throws(DatabaseError) -> TaskOutcome {
    let visit = execution.cursor.visit
    if let error = broken[visit] {
      return .failed(error: "Rakel.Database", cause: error.description)
    }
    do throws(DatabaseError) { return try connector.perform(request, in: connection) } catch {
      if !error.isOutage { broken[visit] = error }
      throw error
    }
  }

  private mutating func settle(_ outcome: TaskOutcome) throws(DatabaseError) {
    switch outcome {
    case .done(let result): try conclude(.success(result))
    case .failed(let error, let cause): try conclude(.failure(StateFailure(error, cause)))
    case .waiting:
      guard execution.token != nil else {
        return try conclude(
          .failure(
            StateFailure("States.Runtime", "The task waits, but has no token to end it with")
          )
        )
      }
      note(.asked)
      execution.limits.beat = execution.limits.heartbeat.map { now + $0 }
      wait(.token, until: execution.limits.next)
    case .again(let delay):
      let moment = now + max(delay, 1)
      wait(.step, until: [moment, execution.limits.task].compactMap { $0 }.min())
    }
  }

  private mutating func request(
    _ task: TaskCall,
    verb: String
  ) throws(DatabaseError) -> TaskRequest {
    TaskRequest(
      verb: verb,
      parameters: task.parameters,
      token: Connectors.waits(task.resource) ? execution.token : nil,
      key: execution.key,
      execution: execution.name,
      flow: execution.flow,
      state: execution.cursor.state,
      user: execution.user,
      input: try origin()?.input ?? .null,
      entered: Date(milliseconds: execution.cursor.entered),
      now: Date(milliseconds: now)
    )
  }

  // MARK: Ends

  private mutating func timeOut() throws(DatabaseError) {
    execution.failure = StateFailure("States.Timeout", "The run took longer than it may")
    try end(.timedOut)
  }

  mutating func end(_ status: Execution.Status) throws(DatabaseError) {
    try endWait()
    try cancelChildren(
      because: StateFailure("Rakel.Cancelled", "What it was part of has ended")
    )
    execution.status = status
    execution.due = nil
    execution.ended = now
    let kind: ExecutionEvent.Kind =
      switch status {
      case .succeeded: .succeeded
      case .timedOut: .timedOut
      case .cancelled: .cancelled
      default: .failed
      }
    note(kind, execution.failure.map(Self.data) ?? .null)
    guard let parent = execution.parent else { return }
    if execution.limits.run != nil { execution.limits.run = nil }
    try engine.store.tellParent(
      of: parent,
      isFailure: status != .succeeded,
      now: now,
      in: connection
    )
    try engine.store.startNext(of: parent, now: now, in: connection)
  }

  /// Whatever the state waited for, it waits no more.
  private mutating func endWait() throws(DatabaseError) {
    if let token = execution.token {
      execution.token = nil
      try engine.onWaitEnded(token, now, connection)
    }
    facts.token = nil
    execution.limits.task = nil
    execution.limits.beat = nil
    execution.limits.heartbeat = nil
  }

  // MARK: Keeping

  mutating func wait(_ waiting: Execution.Waiting, until moment: Int?) {
    execution.waiting = waiting
    execution.due = [moment, execution.limits.run].compactMap { $0 }.min()
  }

  mutating func note(_ kind: ExecutionEvent.Kind, _ data: JSON = .null) {
    execution.events += 1
    events.append(
      ExecutionEvent(
        number: execution.events,
        time: now,
        kind: kind,
        state: execution.cursor.state,
        data: data
      )
    )
  }

  /// Stores what has changed.
  mutating func save() throws(DatabaseError) {
    execution.changed = now
    let hasMoved = execution.cursor.visit != visitBefore
    if isStored {
      try engine.store.update(execution, hasMoved: hasMoved, in: connection)
    } else {
      execution.id = try engine.store.insert(execution, hasMoved: hasMoved, in: connection)
    }
    try engine.store.add(events, to: execution.id, in: connection)
    events = []
  }

  // MARK: What it may read

  /// Makes the token ready, where the current state waits for one.
  private mutating func prepareToken() {
    guard execution.token == nil, interpreter.waitsForToken(execution.cursor.state) else { return }
    execution.token = TaskToken(execution, engine.entropy()).description
  }

  /// Makes `$$` right for the current state, where the state reads it.
  private mutating func prepareFacts() throws(DatabaseError) {
    facts.token = execution.token
    guard interpreter.readsContext(execution.cursor.state),
      let origin = try origin()
    else { return }
    facts.execution = origin.name
    facts.started = origin.started
    facts.input = origin.input
  }

  /// What it was started with, or the nearest above it that is one by itself; it never changes.
  private mutating func origin() throws(DatabaseError) -> Execution.Origin? {
    if knownOrigin == nil { knownOrigin = try engine.store.origin(of: execution, in: connection) }
    return knownOrigin
  }

  static func data(of failure: StateFailure) -> JSON {
    ["error": .string(failure.error), "cause": .string(failure.cause)]
  }

  private static func seconds(_ milliseconds: Int) -> JSON {
    milliseconds % 1_000 == 0
      ? .integer(milliseconds / 1_000) : .double(Double(milliseconds) / 1_000)
  }
}
