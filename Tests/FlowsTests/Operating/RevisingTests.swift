import Flows
import Ground
import StatesLanguage
import Testing

/// «Nei, jeg mente …» after the answer was given.
@Suite struct RevisingTests {
  private static let questions: JSON = [
    "StartAt": "First",
    "States": [
      "First": [
        "Type": "Task", "Resource": "rakel:work.ask.waitForTaskToken", "ResultPath": "$.first",
        "Next": "Second",
      ],
      "Second": [
        "Type": "Task", "Resource": "rakel:work.ask.waitForTaskToken", "ResultPath": "$.second",
        "Next": "Do",
      ],
      "Do": [
        "Type": "Task", "Resource": "rakel:work.echo", "ResultPath": "$.done", "Next": "Third",
      ],
      "Third": [
        "Type": "Task", "Resource": "rakel:work.ask.waitForTaskToken", "ResultPath": "$.third",
        "End": true,
      ],
    ],
  ]

  private let room: FlowRoom
  private let name: String

  init() throws {
    room = try FlowRoom(["Q": Self.questions])
    name = try room.start("Q")
  }

  private func revise(_ token: String, _ answer: JSON) throws -> Bool {
    let isRevised = try room.engine.revise(
      token,
      with: answer,
      now: room.now,
      in: room.connection
    )
    try room.settle()
    return isRevised
  }

  private func token() throws -> String { try #require(room.workshop.token(of: name)) }

  @Test func `goes on from the new answer, and asks what follows anew`() throws {
    let first = try token()
    try room.answer(name, "skjerm")
    let second = try token()
    #expect(try revise(first, "skriver"))
    #expect(try token() != second)
    #expect(try !room.engine.answer(second, with: .success(1), now: room.now, in: room.connection))
    try room.answer(name, "ja")
    try room.answer(name, "takk")
    #expect(try room.output(name)?["first"] == "skriver")
    #expect(try room.output(name)?["second"] == "ja")
  }

  @Test func `lets an answer stand that something was done by`() throws {
    try room.answer(name, "skjerm")
    let second = try token()
    try room.answer(name, "ja")
    #expect(try !revise(second, "nei"))
    #expect(try room.execution(name).cursor.input["second"] == "ja")
  }

  @Test func `leaves alone who waits for nothing, and tokens of nobody`() throws {
    let first = try token()
    #expect(try !revise(first, "for tidlig"))
    #expect(try !revise("Q-ukjent.1-abc", "nei"))
    #expect(try !revise("tull", "nei"))
  }

  @Test func `can be taken back twice, and replayed`() throws {
    let first = try token()
    try room.answer(name, "skjerm")
    #expect(try revise(first, "skriver"))
    try room.answer(name, "ja")
    let execution = try room.execution(name)
    let flow = try Flow(name: "Q", text: Self.questions.text)
    #expect(try room.engine.replay(execution, against: flow, in: room.connection) == nil)
  }
}
