import Flows
import Ground
import StatesLanguage
import Testing

@Suite struct PausingTests {
  @Test func `lets no timer fire until it is resumed`() throws {
    let room = try FlowRoom([
      "f": Definition.chain([("w", Definition.wait(60)), ("e", ["Type": "Pass"])])
    ])
    let name = try room.start("f")
    #expect(try room.operate(.pause, name) == nil)
    try room.pass(3_600)
    #expect(try room.status(name) == .paused)
    #expect(try room.operate(.resume, name) == nil)
    #expect(try room.status(name) == .succeeded)
    let kinds = try room.history(name).map(\.kind)
    #expect(kinds == [.started, .entered, .waited, .paused, .resumed, .entered, .succeeded])
    #expect(try room.history(name).filter { $0.kind == .paused }.map(\.data) == [["by": "ida"]])
  }

  @Test func `keeps the answer that comes meanwhile`() throws {
    let room = try FlowRoom([
      "f": Definition.chain([("ask", Definition.ask), ("e", ["Type": "Pass"])])
    ])
    let name = try room.start("f")
    try room.operate(.pause, name)
    #expect(try room.answer(name, "ja"))
    #expect(try room.answer(name, "nei") == false)
    #expect(try room.status(name) == .paused)
    try room.operate(.resume, name)
    #expect(try room.output(name) == "ja")
  }

  @Test(arguments: [false, true])
  func `keeps the reply that comes meanwhile`(fails: Bool) async throws {
    let send = Definition.task("out.send", ["Parameters": ["fails": .bool(fails)]])
    let room = try FlowRoom(["f": Definition.chain([("send", send)])])
    let name = try room.start("f")
    try room.operate(.pause, name)
    try await room.reply()
    #expect(try room.status(name) == .paused)
    try room.operate(.resume, name)
    #expect(room.calls.isEmpty)
    #expect(try room.status(name) == (fails ? .failed : .succeeded))
    #expect(try room.execution(name).failure?.error == (fails ? "Refused" : nil))
  }

  @Test func `makes a call again that was still on its way`() async throws {
    let room = try FlowRoom(["f": Definition.chain([("send", Definition.task("out.send"))])])
    let name = try room.start("f")
    try room.operate(.pause, name)
    try room.operate(.resume, name)
    #expect(room.calls.count == 2)
    try await room.reply()
    #expect(try room.status(name) == .succeeded)
  }

  @Test func `pauses and resumes all that is part of it`() throws {
    let map = Definition.map([("ask", Definition.ask)], ["MaxConcurrency": 1])
    let room = try FlowRoom(["f": Definition.chain([("m", map)])])
    let name = try room.start("f", ["items": [1, 2]])
    try room.operate(.pause, name)
    #expect(try room.all().map(\.status) == [.paused, .paused, .paused])
    try room.operate(.resume, name)
    #expect(try room.all().map(\.status) == [.running, .running, .queued])
    try room.answer("\(name).1.0")
    try room.answer("\(name).1.1")
    #expect(try room.output(name) == ["ja", "ja"])
  }

  @Test func `gives no place away while an item that has begun is paused`() throws {
    let map = Definition.map([("ask", Definition.ask)], ["MaxConcurrency": 1])
    let room = try FlowRoom(["f": Definition.chain([("m", map)])])
    let name = try room.start("f", ["items": [1, 2, 3]])
    try room.operate(.pause, "\(name).1.0")
    #expect(try room.all().map(\.status) == [.running, .paused, .queued, .queued])
    // One that had not begun has no place to keep.
    try room.operate(.pause, "\(name).1.1")
    try room.operate(.resume, "\(name).1.1")
    #expect(try room.all().map(\.status) == [.running, .paused, .queued, .queued])
    try room.operate(.pause, "\(name).1.1")
    try room.operate(.resume, "\(name).1.0")
    try room.answer("\(name).1.0")
    #expect(try room.all().map(\.status) == [.running, .succeeded, .paused, .running])
    try room.operate(.resume, "\(name).1.1")
    #expect(try room.all().map(\.status) == [.running, .succeeded, .queued, .running])
    try room.answer("\(name).1.2")
    try room.answer("\(name).1.1")
    #expect(try room.status(name) == .succeeded)
  }

  @Test func `begins at once when there is a place after all`() throws {
    let map = Definition.map([("ask", Definition.ask)], ["MaxConcurrency": 1])
    let room = try FlowRoom(["f": Definition.chain([("m", map)])])
    let name = try room.start("f", ["items": [1, 2]])
    try room.operate(.pause, "\(name).1.1")
    try room.answer("\(name).1.0")
    try room.pass(60)
    try room.operate(.resume, "\(name).1.1")
    #expect(try room.status("\(name).1.1") == .running)
    let events = try room.history("\(name).1.1").map { "\($0.number) \($0.kind)" }
    #expect(events == ["1 paused", "2 resumed", "3 entered", "4 asked"])
  }

  @Test(arguments: [
    (FlowOperation.resume, [FlowOperation](), FlowRefusal.status(.running)),
    (.pause, [.pause], .status(.paused)), (.pause, [.cancel], .status(.cancelled)),
    (.retry, [], .status(.running)), (.cancel, [.cancel], .status(.cancelled)),
  ])
  func `refuses what does not go`(
    operation: FlowOperation,
    before: [FlowOperation],
    refusal: FlowRefusal
  ) throws {
    let room = try FlowRoom(["f": Definition.chain([("ask", Definition.ask)])])
    let name = try room.start("f")
    for operation in before { try room.operate(operation, name) }
    let events = try room.history(name)
    #expect(try room.operate(operation, name) == refusal)
    #expect(try room.history(name) == events)
    #expect(try room.operate(operation, "f-nobody") == .missing)
  }
}
