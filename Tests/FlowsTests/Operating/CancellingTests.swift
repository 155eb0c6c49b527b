import Flows
import Ground
import StatesLanguage
import Testing

@Suite struct CancellingTests {
  @Test func `ends it with all that is part of it, and closes what was asked`() throws {
    let branches: JSON = [
      "Type": "Parallel",
      "Branches": [
        Definition.chain([("ask", Definition.ask)]),
        Definition.chain([("m", Definition.map([("ask 2", Definition.ask)], ["MaxConcurrency": 1]))]
        ),
      ],
    ]
    let room = try FlowRoom(["f": Definition.chain([("p", branches)])])
    let name = try room.start("f", ["items": [1, 2]])
    try room.operate(.pause, "\(name).1.1.1.0")
    let tokens = try room.all().compactMap(\.token)
    #expect(tokens.count == 2)
    #expect(try room.operate(.cancel, name) == nil)
    #expect(try room.all().map(\.status) == Array(repeating: .cancelled, count: 5))
    #expect(Set(room.workshop.ended) == Set(tokens))
    #expect(try room.answer("\(name).1.0") == false)
    #expect(try room.history(name).last?.data == ["by": "ida"])
    for execution in try room.all() {
      #expect(try room.history(execution.name).last?.kind == .cancelled)
      #expect(execution.failure?.error == "Rakel.Cancelled")
      #expect(execution.due == nil)
    }
  }

  @Test func `tells what it is part of that it failed`() throws {
    let map = Definition.map(
      [("ask", Definition.ask)],
      ["Catch": [["ErrorEquals": ["Rakel.Cancelled"], "Next": "caught"]], "Next": "never"]
    )
    let flow = Definition.chain([
      ("m", map), ("never", ["Type": "Fail"]), ("caught", ["Type": "Pass"]),
    ])
    let room = try FlowRoom(["f": flow])
    let name = try room.start("f", ["items": [1, 2]])
    try room.operate(.cancel, "\(name).1.1")
    #expect(try room.status("\(name).1.0") == .cancelled)
    #expect(try room.output(name)?["Error"] == "Rakel.Cancelled")
  }

  @Test func `counts among the failures that a Map tolerates`() throws {
    let map = Definition.map(
      [("ask", Definition.ask)],
      ["ToleratedFailureCount": 1, "MaxConcurrency": 2]
    )
    let room = try FlowRoom(["f": Definition.chain([("m", map)])])
    let name = try room.start("f", ["items": [1, 2, 3, 4]])
    // One that had no place frees none.
    try room.operate(.cancel, "\(name).1.3")
    #expect(try room.all().map(\.status) == [.running, .running, .running, .queued, .cancelled])
    for place in 0...2 { try room.answer("\(name).1.\(place)", .integer(place)) }
    #expect(try room.output(name) == [0, 1, 2])
  }

  @Test func `gives the place of one that had begun to the next`() throws {
    let map = Definition.map(
      [("ask", Definition.ask)],
      ["ToleratedFailureCount": 1, "MaxConcurrency": 1]
    )
    let room = try FlowRoom(["f": Definition.chain([("m", map)])])
    let name = try room.start("f", ["items": [1, 2]])
    try room.operate(.cancel, "\(name).1.0")
    #expect(try room.status("\(name).1.1") == .running)
  }

  @Test func `drops a reply that comes too late`() async throws {
    let room = try FlowRoom(["f": Definition.chain([("send", Definition.task("out.send"))])])
    let name = try room.start("f")
    try room.operate(.cancel, name)
    try await room.reply()
    #expect(try room.status(name) == .cancelled)
  }
}
