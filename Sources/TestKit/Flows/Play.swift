internal import Flows
internal import Ground
internal import StatesLanguage
internal import Storage

/// One execution of a ``RandomMachine`` from start to end, and what is left of it.
package struct Play: Hashable {
  /// How it ended, in a line.
  package private(set) var outcome = ""
  /// What happened, by the name of the execution, in lines; a call that was made again stands once.
  package private(set) var histories: [String: [String]] = [:]
  /// The executions below that succeeded.
  package private(set) var succeeded: Set<String> = []
  /// Where the histories, replayed against the definition that made them, lead elsewhere; not looked for where it goes
  /// undisturbed, which comes to the same.
  package private(set) var differences: [String] = []
  /// The executions that never ended.
  package private(set) var open: [String] = []

  /// How Rakel goes on in the meantime.
  package enum Course: Sendable, Hashable {
    case undisturbed
    /// It stops after every round, in which one execution may act, and loses what was on its way half of the time.
    case stopping
    /// As `stopping`, with the database closed and opened again.
    case reopening(path: String)
  }

  /// Plays it.
  package init(_ machine: RandomMachine, seed: UInt64, _ course: Course) async throws {
    var stage = try Stage(machine, seed: seed, course)
    let name = try stage.bench.start(machine.input)
    for _ in 0..<20_000 {
      if try await stage.round() { continue }
      if try stage.answer() { continue }
      guard let due = try ExecutionStore().nextDue(in: stage.bench.connection) else { break }
      stage.bench.now = max(stage.bench.now, due)
    }
    outcome = Self.unnumbered(try stage.bench.outcome(name))
    if course != .undisturbed { differences = try stage.bench.differences() }
    for status in Execution.Status.allCases {
      let names = try stage.bench.names(status)
      if status == .succeeded { succeeded = Set(names) }
      if !status.isEnd { open += names }
      for name in names { histories[name] = try Self.lines(of: stage.bench.history(name)) }
    }
  }

  private static func lines(of history: [ExecutionEvent]) throws -> [String] {
    var lines: [String] = []
    var last: ExecutionEvent?
    for event in history {
      defer { last = event }
      if event.kind == .called, last?.kind == .called, last?.state == event.state { continue }
      lines.append(
        "\(event.time) \(event.kind.rawValue) \(event.state) \(unnumbered(event.data.text))"
      )
    }
    return lines
  }

  /// How many of several branches failed before they were stopped depends on who went first.
  private static func unnumbered(_ line: String) -> String {
    guard line.contains("ExceedTolerated") else { return line }
    return String(line.filter { !$0.isNumber })
  }
}

/// A bench on which a random machine is played.
private struct Stage {
  var bench: FlowBench
  private let definition: JSON
  private let course: Play.Course
  private let script: ConnectorScript
  private var random: SeededGenerator
  private var replies: [Round.Reply] = []

  init(_ machine: RandomMachine, seed: UInt64, _ course: Play.Course) throws {
    definition = machine.definition
    self.course = course
    script = ConnectorScript { (request, _) in RandomPlan.outcome(of: request) }
    random = SeededGenerator(seed: seed ^ 0xF00D)
    let path = if case .reopening(let path) = course { path } else { ":memory:" }
    bench = try FlowBench(definition, connectors: Self.connectors(script), seed: seed, path: path)
  }

  private static func connectors(_ script: ConnectorScript) -> Connectors {
    Connectors([ScriptedLocal(script), ScriptedRemote(script)])
  }

  /// A round, with what comes after it; false where nothing was to be done.
  mutating func round() async throws -> Bool {
    let taken = replies
    replies = []
    guard course != .undisturbed else {
      let round = try bench.round(replies: taken)
      replies = await bench.replies()
      return round.executions > 0 || !replies.isEmpty
    }
    let round = try bench.round(replies: taken, limit: 1)
    guard !round.calls.isEmpty else {
      try restart()
      return round.executions > 0
    }
    switch random.below(4) {
    // It stops before the call is made, or before the reply is there.
    case 0: try restart()
    case 1:
      _ = await bench.replies()
      try restart()
    default: replies = await bench.replies()
    }
    return true
  }

  private mutating func restart() throws {
    guard case .reopening(let path) = course else { return try bench.restart() }
    let now = bench.now
    bench = try FlowBench(
      definition,
      connectors: Self.connectors(script),
      seed: random.next(),
      path: path
    )
    bench.now = now
  }

  /// Answers the first token that somebody would answer; false where there is none.
  mutating func answer() throws -> Bool {
    for token in try bench.tokens() {
      guard let request = script.requests.last(where: { $0.token == token }),
        let answer = RandomPlan.answer(to: request.parameters)
      else { continue }
      return try bench.answer(token, answer)
    }
    return false
  }
}
