import Flows
import Ground
import StatesLanguage
import Testing

@Suite struct ReopeningTests {
  private static let tryIt = Definition.task("work.try", ["Parameters": ["thing": "printer"]])

  @Test func `tries the state again in the same visit, with the same key`() throws {
    let flow = Definition.chain([
      ("a", ["Type": "Pass"]), ("t", Self.tryIt), ("e", ["Type": "Pass"]),
    ])
    let room = try FlowRoom(["f": flow])
    room.workshop.broken = ["printer"]
    let name = try room.start("f")
    #expect(try room.status(name) == .failed)
    room.workshop.broken = []
    try room.pass(60)
    #expect(try room.operate(.retry, name) == nil)
    #expect(try room.status(name) == .succeeded)
    #expect(room.workshop.keys == ["\(name)/2", "\(name)/2"])
    let execution = try room.execution(name)
    #expect(execution.failure == nil)
    #expect(execution.cursor.visit == 3)
    let events = try room.history(name)
    #expect(events.first { $0.kind == .reopened }?.data == ["by": "ida"])
    #expect(
      events.map(\.kind) == [
        .started, .entered, .entered, .broke, .failed, .reopened, .done, .entered, .succeeded,
      ]
    )
  }

  @Test func `lets every retrier begin to count anew`() throws {
    var task: JSONObject = Self.tryIt.object ?? JSONObject()
    task["Retry"] = [["ErrorEquals": ["Broken"], "MaxAttempts": 2, "IntervalSeconds": 5]]
    let room = try FlowRoom(["f": Definition.chain([("t", .object(task))])])
    room.workshop.broken = ["printer"]
    let name = try room.start("f")
    try room.finish()
    for _ in 0..<2 {
      try room.operate(.retry, name)
      try room.finish()
    }
    #expect(try room.status(name) == .failed)
    #expect(room.workshop.keys.count == 9)
    #expect(Set(room.workshop.keys).count == 1)
    #expect(try room.execution(name).cursor.retries == 6)
    let delays = try room.history(name).filter { $0.kind == .retried }.compactMap {
      $0.data["seconds"]
    }
    #expect(delays == [5, 10, 5, 10, 5, 10])
  }

  @Test func `gives a run that timed out its time again`() throws {
    let flow = Definition.chain([("ask", Definition.ask)], more: ["TimeoutSeconds": 100])
    let room = try FlowRoom(["f": flow])
    let name = try room.start("f")
    let first = room.workshop.token(of: name)
    try room.pass(200)
    #expect(try room.status(name) == .timedOut)
    #expect(room.workshop.ended == [first])
    try room.operate(.retry, name)
    try room.pass(99)
    #expect(room.workshop.token(of: name) != first)
    #expect(try room.status(name) == .running)
    try room.pass(1)
    #expect(try room.status(name) == .timedOut)
  }

  @Test func `goes on in a wait that ends when it would have`() throws {
    let room = try FlowRoom(["f": Definition.chain([("w", Definition.wait(100))])])
    let name = try room.start("f")
    try room.pass(40)
    try room.operate(.cancel, name)
    try room.operate(.retry, name)
    try room.pass(59)
    #expect(try room.status(name) == .running)
    try room.pass(1)
    #expect(try room.status(name) == .succeeded)
  }

  // MARK: Forks

  private static func items(_ more: JSON = [:], before: [(String, JSON)] = []) -> JSON {
    Definition.map(before + [("t", Definition.tryItem)], more)
  }

  @Test func `keeps the children that succeeded and reopens the others`() throws {
    let map = Self.items(["MaxConcurrency": 2], before: [])
    let room = try FlowRoom(["f": Definition.chain([("m", map)])])
    room.workshop.broken = ["b"]
    let name = try room.start("f", ["items": ["a", "b", "c", "d"]])
    #expect(try room.all().map(\.status) == [.failed, .succeeded, .failed, .cancelled, .cancelled])
    let done = room.workshop.keys.count
    room.workshop.broken = []
    try room.operate(.retry, name)
    #expect(try room.status(name) == .succeeded)
    #expect(
      try room.output(name) == [["thing": "a"], ["thing": "b"], ["thing": "c"], ["thing": "d"]]
    )
    #expect(
      room.workshop.keys.dropFirst(done) == ["\(name).1.1/1", "\(name).1.2/1", "\(name).1.3/1"]
    )
    #expect(try room.history(name).count { $0.kind == .forked } == 1)
  }

  @Test(arguments: [true, false])
  func `reopens the parent that failed because of it`(distributed: Bool) throws {
    let map = Definition.map([("t", Definition.tryItem)], distributed: distributed)
    let outer: JSON = ["Type": "Parallel", "Branches": [Definition.chain([("m", map)])]]
    let room = try FlowRoom(["f": Definition.chain([("p", outer)])])
    room.workshop.broken = ["b"]
    let name = try room.start("f", ["items": ["a", "b"]])
    #expect(try room.all().map(\.status) == [.failed, .failed, .succeeded, .failed])
    room.workshop.broken = []
    #expect(try room.operate(.retry, "\(name).1.0.1.1") == nil)
    #expect(try room.all().allSatisfy { $0.status == .succeeded })
    #expect(try room.output(name) == [[["thing": "a"], ["thing": "b"]]])
  }

  @Test func `is waited for again by a Map that goes on`() throws {
    let wait = Definition.wait(100)
    let map = Self.items(["ToleratedFailureCount": 1], before: [("w", wait)])
    let room = try FlowRoom(["f": Definition.chain([("m", map)])])
    room.workshop.broken = ["b"]
    let name = try room.start("f", ["items": ["a", "b", "c"]])
    try room.operate(.pause, "\(name).1.2")
    try room.pass(100)
    #expect(try room.execution(name).join.failures == 1)
    room.workshop.broken = []
    try room.operate(.retry, "\(name).1.1")
    #expect(try room.execution(name).join.failures == 0)
    #expect(try room.execution(name).join.pending == 1)
    try room.operate(.resume, "\(name).1.2")
    #expect(try room.output(name)?.array?.count == 3)
  }

  @Test func `goes on for itself when its Map has gone on`() throws {
    let map = Self.items(["ToleratedFailureCount": 1])
    let definition = Definition.chain([("m", map), ("ask", Definition.ask)])
    let room = try FlowRoom(["f": definition])
    room.workshop.broken = ["b"]
    let name = try room.start("f", ["items": ["a", "b"]])
    let before = try room.execution(name).join
    room.workshop.broken = []
    try room.pass(1)
    #expect(try room.operate(.retry, "\(name).1.1") == nil)
    #expect(try room.status("\(name).1.1") == .succeeded)
    #expect(try room.execution(name).join == before)
    // The Map went on without it, and a replay must too.
    let flow = try Flow(name: "f", text: definition.text)
    #expect(try room.engine.replay(room.execution(name), against: flow, in: room.connection) == nil)
    try room.answer(name)
    #expect(try room.status(name) == .succeeded)
  }

  @Test func `is not taken for one of the try that goes on`() throws {
    let retry: JSON = ["Retry": [["ErrorEquals": ["Broken"], "MaxAttempts": 1]]]
    let map = Definition.map([("t", Definition.tryItem), ("ask", Definition.ask)], retry)
    let room = try FlowRoom(["f": Definition.chain([("m", map)])])
    room.workshop.broken = ["b"]
    let name = try room.start("f", ["items": ["b"]])
    room.workshop.broken = []
    try room.pass(1)
    #expect(try room.status("\(name).1r1.0") == .running)
    try room.operate(.retry, "\(name).1.0")
    try room.answer("\(name).1.0")
    #expect(try room.all().map(\.status) == [.running, .succeeded, .running])
    #expect(try room.execution(name).join.pending == 1)
    try room.answer("\(name).1r1.0", "second")
    #expect(try room.output(name) == ["second"])
  }

  @Test func `leaves behind a branch that nobody waits for`() throws {
    let map = Definition.map(
      [("t", Definition.tryItem)],
      distributed: false,
      ["Catch": [["ErrorEquals": ["States.ALL"], "Next": "ask"]]]
    )
    let room = try FlowRoom(["f": Definition.chain([("m", map), ("ask", Definition.ask)])])
    room.workshop.broken = ["b"]
    let name = try room.start("f", ["items": ["a", "b"]])
    #expect(try room.operate(.retry, "\(name).1.1") == .leftBehind)
    #expect(try room.status("\(name).1.1") == .failed)
  }

  @Test func `tells children of one try from those of another`() throws {
    let map = Self.items([
      "Retry": [["ErrorEquals": ["Broken"], "MaxAttempts": 1, "IntervalSeconds": 1]]
    ])
    let room = try FlowRoom(["f": Definition.chain([("m", map)])])
    room.workshop.broken = ["b"]
    let name = try room.start("f", ["items": ["b"]])
    try room.finish()
    #expect(try room.all().map(\.name) == [name, "\(name).1.0", "\(name).1r1.0"])
    // Reopened, it has its retry again, which begins children of its own.
    try room.operate(.retry, name)
    try room.finish()
    #expect(try room.all().map(\.name).last == "\(name).1r2.0")
    #expect(try room.all().map(\.status) == [.failed, .failed, .failed, .failed])
    room.workshop.broken = []
    // One of an earlier try goes on for itself.
    try room.operate(.retry, "\(name).1.0")
    #expect(try room.all().map(\.status) == [.failed, .succeeded, .failed, .failed])
    try room.operate(.retry, name)
    #expect(try room.all().map(\.status) == [.succeeded, .succeeded, .failed, .succeeded])
  }

  @Test func `begins no more than have a place`() throws {
    let map = Self.items(["MaxConcurrency": 2], before: [("ask", Definition.ask)])
    let room = try FlowRoom(["f": Definition.chain([("m", map)])])
    let name = try room.start("f", ["items": ["a", "b", "c", "d", "e"]])
    try room.operate(.cancel, name)
    try room.operate(.retry, name)
    #expect(
      try room.all().map(\.status) == [.running, .running, .running, .queued, .queued, .queued]
    )
    for place in 0...4 { try room.answer("\(name).1.\(place)", .string("\(place)")) }
    #expect(try room.output(name)?.array?.count == 5)
  }

  @Test func `forks anew what had not forked`() throws {
    let map = Definition.map([("t", Definition.tryItem)], ["MaxConcurrencyPath": "$.most"])
    let room = try FlowRoom(["f": Definition.chain([("m", map)])])
    let name = try room.start("f", ["items": ["a"], "most": "many"])
    #expect(try room.status(name) == .failed)
    try room.operate(.retry, name)
    #expect(try room.status(name) == .failed)
    #expect(
      try room.history(name).map(\.kind) == [.started, .entered, .failed, .reopened, .failed]
    )
  }

  @Test func `reopens what was cancelled by hand, and the wait for it`() throws {
    let outer: JSON = [
      "Type": "Parallel",
      "Branches": [
        Definition.chain([("ask", Definition.ask)]), Definition.chain([("ask 2", Definition.ask)]),
      ],
    ]
    let room = try FlowRoom(["f": Definition.chain([("p", outer)])])
    let name = try room.start("f")
    try room.answer("\(name).1.0", 1)
    try room.operate(.cancel, "\(name).1.1")
    #expect(try room.status(name) == .failed)
    try room.operate(.retry, "\(name).1.1")
    #expect(try room.execution(name).join.pending == 1)
    try room.answer("\(name).1.1", 2)
    #expect(try room.output(name) == [1, 2])
  }
}
