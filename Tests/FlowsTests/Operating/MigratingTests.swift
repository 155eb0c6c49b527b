import Flows
import Ground
import StatesLanguage
import Storage
import Testing

@Suite struct MigratingTests {
  private func migrate(
    _ name: String,
    to definition: JSON,
    in room: FlowRoom
  ) throws -> FlowRefusal? {
    let flow = try Flow(name: "f", text: definition.text)
    let refusal = try room.connection.transaction { (connection) throws(DatabaseError) in
      try room.engine.migrate(name, to: flow, by: "ida", now: room.now, in: connection)
    }
    try room.settle()
    return refusal
  }

  private static func flow(_ end: JSON, _ middle: (String, JSON) = ("ask", Definition.ask)) -> JSON
  {
    Definition.chain([("a", ["Type": "Pass"]), middle, ("end", end)])
  }

  private static let old = flow(["Type": "Pass", "Result": "old"])
  private static let new = flow(["Type": "Pass", "Result": "new"])

  @Test func `goes on by the new definition`() throws {
    let room = try FlowRoom(["f": Self.old])
    let (name, other) = (try room.start("f"), try room.start("f"))
    #expect(try migrate(name, to: Self.new, in: room) == nil)
    #expect(try room.history(name).last?.kind == .migrated)
    #expect(try room.history(name).last?.data == ["by": "ida"])
    for each in [name, other] { try room.answer(each) }
    #expect(try room.output(name) == "new")
    #expect(try room.output(other) == "old")
  }

  @Test(arguments: [
    (old, FlowRefusal.current), (flow(["Type": "Pass"], ("other", Definition.ask)), nil),
    (flow(["Type": "Pass"], ("ask", ["Type": "Pass"])), nil),
    (flow(["Type": "Pass"], ("ask", Definition.task("work.echo"))), nil),
  ])
  func `refuses where it could not go on`(definition: JSON, refusal: FlowRefusal?) throws {
    let room = try FlowRoom(["f": Self.old])
    let name = try room.start("f")
    let before = try room.history(name)
    let answer = try #require(try migrate(name, to: definition, in: room))
    if let refusal { #expect(answer == refusal) }
    #expect(try room.history(name) == before)
    try room.answer(name)
    #expect(try room.output(name) == "old")
  }

  @Test func `lets a wait that goes on end when the new definition says`() throws {
    let room = try FlowRoom(["f": Self.flow(["Type": "Pass"], ("w", Definition.wait(100)))])
    let name = try room.start("f")
    try room.pass(30)
    let longer = Self.flow(["Type": "Pass"], ("w", Definition.wait(200)))
    #expect(try migrate(name, to: longer, in: room) == nil)
    try room.pass(169)
    #expect(try room.status(name) == .running)
    try room.pass(1)
    #expect(try room.status(name) == .succeeded)
  }

  @Test func `takes along all that is part of it, and no child by itself`() throws {
    func flow(_ last: String) -> JSON {
      let item = [
        ("ask", Definition.ask), ("t", ["Type": "Pass", "Result": .string(last)] as JSON),
      ]
      return Definition.chain([("m", Definition.map(item, ["MaxConcurrency": 2]))])
    }
    let room = try FlowRoom(["f": flow("old")])
    let name = try room.start("f", ["items": [1, 2, 3]])
    try room.answer("\(name).1.0")
    #expect(try migrate("\(name).1.1", to: flow("new"), in: room) == .part(of: name))
    #expect(try migrate(name, to: flow("new"), in: room) == nil)
    let definitions = try room.all().map(\.definition)
    #expect(definitions == [2, 1, 2, 2])
    for place in 1...2 { try room.answer("\(name).1.\(place)") }
    #expect(try room.output(name) == ["old", "new", "new"])
    let flow = try Flow(name: "f", text: flow("new").text)
    #expect(
      try room.engine.replay(room.execution(name), against: flow, in: room.connection) == nil
    )
  }

  @Test func `refuses where a part of it could not go on`() throws {
    func flow(_ first: String) -> JSON {
      Definition.chain([("m", Definition.map([(first, Definition.ask)]))])
    }
    let room = try FlowRoom(["f": flow("ask")])
    let name = try room.start("f", ["items": [1, 2]])
    guard case .difference(let difference)? = try migrate(name, to: flow("other"), in: room) else {
      Issue.record("it was migrated")
      return
    }
    #expect(difference.execution == "\(name).1.0")
    #expect(difference.event == 1)
    #expect(try room.all().map(\.definition) == [1, 1, 1])
  }

  @Test func `mends what has failed before it is tried again`() throws {
    let broken = Self.flow(["Type": "Pass"], ("t", Definition.task("work.nobody")))
    let mended = Self.flow(["Type": "Pass"], ("t", Definition.task("work.echo")))
    let room = try FlowRoom(["f": broken])
    let name = try room.start("f")
    #expect(try room.status(name) == .failed)
    #expect(try migrate(name, to: mended, in: room) == nil)
    #expect(try room.status(name) == .failed)
    try room.operate(.retry, name)
    #expect(try room.status(name) == .succeeded)
    #expect(try migrate(name, to: broken, in: room) == .status(.succeeded))
  }

  @Test func `refuses a definition of another flow`() throws {
    let room = try FlowRoom(["f": Self.old])
    let name = try room.start("f")
    let other = try Flow(name: "g", text: Self.new.text)
    let refusal = try room.engine.migrate(name, to: other, by: "ida", now: 0, in: room.connection)
    #expect(refusal == .otherFlow("f"))
  }
}
