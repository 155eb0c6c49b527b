internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Messaging
internal import Storage
internal import WorkingTime

/// A flow with many made-up users, in a database that is nowhere, by a clock that jumps from one moment that matters to
/// the next: the engine, the connectors and the answers are the ones that people meet.
struct Simulation {
  let automation: Automation
  let clock: VirtualTime
  let model: AnswerModel
  /// When technicians are at work.
  let hours: BusinessHours
  /// How far the clock goes at once at the least: what falls into one such span is done in one go.
  let step: Duration
  private var random: SeededGenerator
  private var agenda = Agenda()
  /// How many questions were put, by the model's name of them.
  private(set) var questions: [String: Int] = [:]
  private var lastQuestion = 0
  private var lastItem = 0

  init(
    _ automation: Automation,
    clock: VirtualTime,
    model: AnswerModel,
    hours: BusinessHours = BusinessHours(),
    step: Duration,
    seed: UInt64
  ) {
    self.automation = automation
    self.clock = clock
    self.model = model
    self.hours = hours
    self.step = step
    random = SeededGenerator(seed: seed)
  }

  /// Starts `flow` once for each of `users` people, and goes on until nothing is left to do, or until `end`.
  mutating func run(_ flow: String, users: Int, input: JSONObject, until end: Date) async throws {
    try await start(flow, users: users, input: input)
    try await goOn(until: end)
  }

  /// Goes on with what has been started, until nothing is left to do, or until `end`.
  mutating func goOn(until end: Date) async throws {
    while true {
      try await automation.worker.settle()
      try await react()
      guard let next = try await next(), next <= end else { return }
      let least = clock.now().addingTimeInterval(step / .seconds(1))
      clock.set(to: max(next, least))
      try await act()
    }
  }

  private mutating func start(_ flow: String, users: Int, input: JSONObject) async throws {
    let inputs = (1...users).map { number in person(number, flow, input) }
    let (engine, now) = (automation.engine, clock.now().milliseconds)
    try await automation.database.write { (connection) throws(DatabaseError) in
      for input in inputs { _ = try engine.start(flow, input: input, now: now, in: connection) }
    }
  }

  /// The input that the chat would give a flow that this person starts.
  private mutating func person(_ number: Int, _ flow: String, _ input: JSONObject) -> JSON {
    let traits = model.traits(&random)
    let id = "sim-\(number)"
    var person = JSONObject()
    person["id"] = .string(id)
    person["name"] = .string("Bruker \(number)")
    person["role"] = "employee"
    person["municipality"] = traits["municipality"] ?? .null
    var whole = JSONObject()
    whole["user"] = .object(person)
    whole["language"] = traits["language"] ?? "nb"
    whole["text"] = ""
    whole["intent"] = .string(flow)
    whole["entities"] = .object(JSONObject())
    whole["conversation"] = .string("simulation:\(id)")
    for (key, value) in input { whole[key] = value }
    return .object(whole)
  }

  /// Decides what people do about what is new.
  private mutating func react() async throws {
    let (question, item) = (lastQuestion, lastItem)
    let new = try await automation.database.read { (connection) throws(DatabaseError) in
      (
        try SimulationStore.questions(after: question, in: connection),
        try SimulationStore.items(after: item, in: connection)
      )
    }
    let now = clock.now()
    for asked in new.0 {
      lastQuestion = asked.question
      let (key, way) = model.way(for: asked.state, asked.variables, &random)
      questions[key, default: 0] += 1
      guard !way.isSilent else { continue }
      let time = now.addingTimeInterval(way.hours.draw(&random) * 3_600)
      agenda.add(.answer(asked.question, way.data, random.next()), at: time)
    }
    for item in new.1 {
      lastItem = item.number
      let done = now.addingTimeInterval(model.hours(forWork: item.kind, &random) * 3_600)
      // Whatever would be done in the evening or on a holiday is done when they are back.
      let moment = hours[item.municipality].opening(after: done)
      agenda.add(.finish(item.number), at: moment)
    }
  }

  private mutating func next() async throws -> Date? {
    let due = try await automation.worker.nextDue().map(Date.init(milliseconds:))
    return [due, agenda.next].compactMap { $0 }.min()
  }

  /// Does what people do by now, in one transaction.
  private mutating func act() async throws {
    let now = clock.now()
    let deeds = agenda.take(until: now)
    guard !deeds.isEmpty else { return }
    let engine = automation.engine
    try await automation.database.write { (connection) throws(DatabaseError) in
      for deed in deeds { try deed.perform(by: engine, at: now, in: connection) }
    }
  }
}
