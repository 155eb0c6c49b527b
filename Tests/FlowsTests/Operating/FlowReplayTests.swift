import Flows
import Ground
import StatesLanguage
import Storage
import Testing

/// A random flow goes its way while somebody pauses, cancels and reopens what is part of it, and answers come when they
/// like: what is written down must lead to where it is.
@Suite struct FlowReplayTests {
  @Test(arguments: 0..<100)
  func `leads to where each execution is, by its own definition`(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let definition = RandomFlow.definition(seed: UInt64(seed))
    let room = try FlowRoom(["f": definition], seed: UInt64(seed))
    let flow = try Flow(name: "f", text: definition.text)
    room.workshop.broken = ["b"]
    _ = try room.start("f", ["items": ["a", "b", "c"], "n": .integer(random.below(5))])
    for _ in 0..<20 {
      let all = try room.all()
      let some = all[random.below(all.count)].name
      switch random.below(8) {
      case 0...2: try room.finish(most: 1)
      case 3: try await room.reply()
      case 4: try room.answer(some, ["answer": .integer(random.below(9))])
      case 5: room.workshop.broken = random.below(2) == 0 ? ["b"] : []
      default:
        let operations: [FlowOperation] = [.pause, .resume, .retry, .cancel, .retry, .resume]
        try room.operate(operations[random.below(operations.count)], some)
      }
      room.now += 1 + random.below(3_000)
    }
    for execution in try room.all() {
      #expect(try room.engine.replay(execution, against: flow, in: room.connection) == nil)
    }
  }

  private static let order: [(String, JSON)] = [
    ("first", ["Type": "Pass", "Result": 1, "ResultPath": "$.first"]),
    (
      "which",
      [
        "Type": "Choice", "Default": "ask",
        "Choices": [["Variable": "$.n", "NumericGreaterThan": 3, "Next": "ask"]],
      ]
    ), ("ask", Definition.task("work.ask.waitForTaskToken", ["ResultPath": "$.answer"])),
    ("map", Definition.map([("t", Definition.tryItem)], ["ResultPath": "$.done"])),
    ("wait", Definition.wait(60)), ("end", ["Type": "Pass"]),
  ]

  /// The definition with one state changed, or without it.
  private static func changed(_ name: String, _ state: JSON?) -> JSON {
    Definition.chain(
      order.compactMap { each in each.0 == name ? state.map { (name, $0) } : each }
    )
  }

  static let changes: [(change: (String, JSON?), event: Int, state: String, words: String)] = [
    (
      ("first", ["Type": "Pass", "Result": 2, "ResultPath": "$.first"]), 3, "which",
      "the data would be others"
    ),
    (
      ("first", ["Type": "Pass", "Result": 2, "Assign": ["x": 1], "ResultPath": "$.first"]), 3,
      "which",
      "the data would be others"
    ),
    (
      (
        "which",
        ["Type": "Choice", "Choices": [["Variable": "$.n", "NumericEquals": 7, "Next": "ask"]]]
      ),
      4, "which", "it went on to 'ask'; the definition fails there with 'States.NoChoiceMatched'"
    ),
    (
      (
        "which",
        ["Type": "Choice", "Choices": [["Variable": "$.n", "NumericEquals": 1, "Next": "end"]]]
      ), 4, "which",
      "it went on to 'ask'; the definition goes on to 'end'"
    ),
    (
      ("ask", Definition.wait(5)), 5, "ask",
      "a connector was called; the definition waits for a time"
    ),
    (
      ("ask", ["Type": "Pass", "Next": "map"]), 5, "ask",
      "a connector was called; the definition goes on to 'map'"
    ),
    (
      ("map", ["Type": "Pass"]), 8, "map",
      "it began 2 children; the definition goes on to 'wait'"
    ),
    (
      (
        "map", Definition.map([("t", Definition.tryItem)], ["ItemBatcher": ["MaxItemsPerBatch": 2]])
      ), 8,
      "map", "it began 2 children; the definition begins 1 children"
    ),
  ]

  @Test(arguments: changes.indices)
  func `says where a definition first differs`(index: Int) throws {
    let change = Self.changes[index]
    let room = try FlowRoom(["f": Definition.chain(Self.order)])
    let name = try room.start("f", ["n": 1, "items": ["a", "b"]])
    try room.answer(name)
    let other = try Flow(name: "f", text: Self.changed(change.change.0, change.change.1).text)
    let execution = try room.execution(name)
    let difference = try room.engine.replay(execution, against: other, in: room.connection)
    #expect(difference?.execution == name)
    #expect(difference?.event == change.event)
    #expect(difference?.state == change.state)
    #expect(difference?.words == change.words)
  }

  @Test(arguments: [
    // What is still to come, what a connector was given, how long something lasted that is over.
    changed("end", ["Type": "Fail"]), changed("wait", wait(600)),
    changed(
      "ask",
      Definition.task(
        "work.ask.waitForTaskToken",
        ["Parameters": ["card": "other"], "ResultPath": "$.answer"]
      )
    ),
    changed(
      "map",
      Definition.map([("t", Definition.tryItem)], ["ResultPath": "$.done", "MaxConcurrency": 7])
    ),
  ])
  func `takes no notice of what makes no difference any more`(definition: JSON) throws {
    let room = try FlowRoom(["f": Definition.chain(Self.order)])
    let name = try room.start("f", ["n": 1, "items": ["a", "b"]])
    try room.answer(name)
    let other = try Flow(name: "f", text: definition.text)
    let difference = try room.engine.replay(
      room.execution(name),
      against: other,
      in: room.connection
    )
    #expect(difference == nil)
  }

  private static func wait(_ seconds: Int) -> JSON { Definition.wait(seconds) }
}
