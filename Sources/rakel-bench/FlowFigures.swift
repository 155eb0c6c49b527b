internal import Flows
internal import Foundation
internal import Ground
internal import StatesLanguage
internal import Storage

/// What the flow engine costs on a real file, with every commit on disk: each figure is measured once, lower is better.
struct FlowFigures {
  private let folder: URL

  /// - Parameter folder: where database files may be made; on a disk, or the figures mean nothing.
  init(in folder: URL) { self.folder = folder }

  func all() async throws -> [Figure] {
    let alone = try await transitions(executions: 1, tasks: 2_000)
    let grouped = try await transitions(executions: 100, tasks: 200)
    let fanOut = try await fanOut(children: 5_000)
    return [
      Figure(name: "flow: transition, one at a time", unit: "µs", value: alone),
      Figure(name: "flow: transition, 100 at once", unit: "µs", value: grouped),
      Figure(name: "flow: fan out to 5,000", unit: "ms", value: fanOut),
    ] + (try await waiting(executions: 100_000))
  }

  /// Microseconds a transition of executions that call a connector outside in every state.
  private func transitions(executions: Int, tasks: Int) async throws -> Double {
    let bench = try FlowBench(Self.chain(of: tasks), in: folder)
    try await bench.start(executions)
    let clock = ContinuousClock()
    let start = clock.now
    let transitions = try await bench.worker.settle()
    let elapsed = clock.now - start
    precondition(transitions == executions * tasks, "not every state was left")
    return elapsed / .microseconds(1) / Double(transitions)
  }

  /// Milliseconds until all children of a DISTRIBUTED Map wait.
  private func fanOut(children: Int) async throws -> Double {
    let bench = try FlowBench(Self.fan, in: folder)
    let items = (0..<children).map { JSON.object(Self.item($0)) }
    try await bench.start(1, input: ["items": .array(items)])
    let clock = ContinuousClock()
    let start = clock.now
    try await bench.worker.settle()
    return (clock.now - start) / .milliseconds(1)
  }

  /// Opening a file with many waiting executions, the first timer of it, and what each takes on disk and in memory.
  private func waiting(executions: Int) async throws -> [Figure] {
    let path: String
    do {
      let bench = try FlowBench(Self.waiting, in: folder)
      path = bench.path
      for batch in 0..<(executions / 1_000) {
        try await bench.start(1_000, input: ["user": .string("user\(batch)"), "days": 30])
        try await bench.worker.settle()
      }
    }
    let before = Usage.residentBytes()
    let clock = ContinuousClock()
    let start = clock.now
    let again = try FlowBench(Self.waiting, at: path)
    try await again.worker.recover()
    let due = try await again.worker.nextDue() ?? 0
    let opened = clock.now - start
    again.time.set(to: Date(milliseconds: due))
    let fired = try await clock.measure { try await again.fireOne() }
    let bytes = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    let resident = Usage.residentBytes()
    return [
      Figure(name: "flow: open with 100,000 waiting", unit: "ms", value: opened / .milliseconds(1)),
      Figure(name: "flow: first timer of 100,000", unit: "ms", value: fired / .milliseconds(1)),
      Figure(
        name: "flow: bytes on disk, each waiting",
        unit: "bytes",
        value: Double(bytes) / Double(executions)
      ),
      Figure(
        name: "flow: memory with 100,000 waiting",
        unit: "MB",
        value: Double(max(0, resident - before)) / 1e6
      ),
    ]
  }

  private static func item(_ number: Int) -> JSONObject {
    var item = JSONObject()
    item["user"] = .string("user\(number)")
    item["device"] = ["serial": .string("SN\(number)"), "model": "Latitude 5420", "age": 4]
    return item
  }

  private static func chain(of tasks: Int) -> JSON {
    var states = JSONObject()
    for number in 0..<tasks {
      var state = JSONObject()
      state["Type"] = "Task"
      state["Resource"] = "rakel:bench.echo"
      if number + 1 < tasks {
        state["Next"] = .string("S\(number + 1)")
      } else {
        state["End"] = true
      }
      states["S\(number)"] = .object(state)
    }
    return ["StartAt": "S0", "States": .object(states)]
  }

  private static let fan: JSON = [
    "StartAt": "Each",
    "States": [
      "Each": [
        "Type": "Map", "ItemsPath": "$.items", "End": true,
        "ItemProcessor": [
          "ProcessorConfig": ["Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"],
          "StartAt": "Days", "States": ["Days": ["Type": "Wait", "Seconds": 86_400, "End": true]],
        ],
      ]
    ],
  ]

  private static let waiting: JSON = [
    "StartAt": "Prepare",
    "States": [
      "Prepare": ["Type": "Pass", "Next": "Days"],
      "Days": ["Type": "Wait", "Seconds": 2_592_000, "End": true],
    ],
  ]
}

/// An engine on a file of its own.
private struct FlowBench {
  let path: String
  let engine: FlowEngine
  let database: Database
  let worker: FlowWorker
  let time = VirtualTime(Date(timeIntervalSince1970: 1_780_000_000))

  init(_ definition: JSON, in folder: URL) throws {
    try self.init(definition, at: folder.appending(path: "\(UUID().uuidString).sqlite").path)
  }

  init(_ definition: JSON, at path: String) throws {
    self.path = path
    let flow = try Flow(name: "bench", text: definition.text)
    engine = FlowEngine(flows: [flow], connectors: Connectors([Echo()]))
    database = try Database(path: path, layouts: [ExecutionStore.layout])
    worker = FlowWorker(engine: engine, database: database, clock: time)
  }

  func start(_ count: Int, input: JSON = .object(JSONObject())) async throws {
    let (engine, now) = (engine, time.now().milliseconds)
    try await database.write { (connection) throws(DatabaseError) in
      for _ in 0..<count {
        _ = try engine.start("bench", input: input, now: now, in: connection)
      }
    }
  }

  /// Runs one round of one execution.
  func fireOne() async throws {
    let (engine, now) = (engine, time.now().milliseconds)
    let round = try await database.write { (connection) throws(DatabaseError) in
      try engine.round(replies: [], now: now, limit: 1, in: connection)
    }
    precondition(round.executions == 1, "no timer fired")
  }

  /// A connector outside that is as quick as can be.
  private struct Echo: RemoteConnector {
    let name = "bench"
    let verbs = [Verb("echo")]
    func perform(_ request: TaskRequest) async -> TaskOutcome { .done(request.parameters) }
  }
}
