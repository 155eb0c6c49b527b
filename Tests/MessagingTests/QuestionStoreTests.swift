import Foundation
import Ground
import Messaging
import Storage
import Testing

@Suite struct QuestionStoreTests {
  private let connection: Connection
  private let now = Date(timeIntervalSince1970: 1_795_000_000.5)

  init() throws {
    connection = try Connection(path: ":memory:")
    try connection.migrate([OutboxStore.layout, QuestionStore.layout])
  }

  private static let inputs: [Question.Input] = [
    .init(id: "a", label: "A", kind: .text(maximumLength: nil, pattern: nil), isRequired: true),
    .init(id: "b", label: "B", kind: .text(maximumLength: 9, pattern: "^x$"), isRequired: false),
    .init(
      id: "c",
      label: "C",
      kind: .choice([.init(title: "Én", value: "1")], severalAllowed: true),
      isRequired: true
    ),
    .init(
      id: "d",
      label: "",
      kind: .date(earliest: "2026-01-02", latest: nil),
      isRequired: true
    ),
    .init(id: "e", label: "E", kind: .time(earliest: nil, latest: "16:00"), isRequired: true),
    .init(id: "f", label: "F", kind: .number(least: -0.5, most: 3), isRequired: true),
    .init(id: "g", label: "G", kind: .toggle(on: "ja", off: "nei"), isRequired: false),
  ]

  @discardableResult
  private func ask(
    _ user: String = "kari",
    token: String = "t",
    execution: String = "e",
    inputs: [Question.Input] = []
  ) throws -> Question {
    let question = Question(
      token: token,
      execution: execution,
      flow: "BestillePC",
      user: user,
      text: "Hva?",
      inputs: inputs,
      actions: [
        .init(title: "OK", data: ["ok": true]),
        .init(title: "Nei", data: ["ok": false], takesInputs: false),
      ],
      isCard: true,
      asked: now
    )
    return try QuestionStore.open(
      question,
      saying: { id in OutgoingMessage("Hva?", card: ["rakelQuestion": .integer(id)]) },
      in: connection
    )
  }

  private func open(_ user: String = "kari") throws -> [Int] {
    try QuestionStore.openQuestions(of: user, in: connection).map(\.id)
  }

  @Test func `gives no number twice, and puts each question with its own`() throws {
    let first = try ask()
    let second = try ask()
    #expect((first.id, second.id) == (1, 2))
    for question in [first, second] {
      #expect(try QuestionStore.question(question.id, in: connection)?.message == question.message)
      let message = try OutboxStore.message(question.message, in: connection)
      #expect(message?.card?["rakelQuestion"]?.int == question.id)
    }
    try connection.run("DELETE FROM question")
    #expect(try ask().id == 3)
  }

  @Test func `gives back a question as it was put`() throws {
    let asked = try ask(inputs: Self.inputs)
    #expect(try QuestionStore.question(asked.id, in: connection) == asked)
    #expect(asked.inputs == Self.inputs)
    #expect(asked.state == .open)
    #expect(try QuestionStore.question(asked.id + 1, in: connection) == nil)
  }

  @Test func `says it with its number, once`() throws {
    let asked = try ask()
    let messages = try OutboxStore.undelivered(to: "kari", in: connection)
    #expect(messages.map(\.number) == [asked.message])
    #expect(messages.first?.message.card == ["rakelQuestion": .integer(asked.id)])
  }

  @Test func `has a user's open questions, the newest last`() throws {
    let first = try ask().id
    try ask("odd")
    let second = try ask().id
    #expect(try open() == [first, second])
    try QuestionStore.settle(first, as: .answered, at: now, in: connection)
    #expect(try open() == [second])
    #expect(try QuestionStore.question(first, in: connection)?.state == .answered)
  }

  @Test func `settles once`() throws {
    let id = try ask().id
    #expect(try QuestionStore.settle(id, as: .answered, at: now, in: connection))
    #expect(try !QuestionStore.settle(id, as: .closed, at: now, in: connection))
    #expect(try !QuestionStore.settle(99, as: .closed, at: now, in: connection))
    #expect(try QuestionStore.question(id, in: connection)?.state == .answered)
  }

  @Test func `knows what a user answered last`() throws {
    #expect(try QuestionStore.lastAnswered(by: "kari", in: connection) == nil)
    let (first, second) = (try ask().id, try ask().id)
    try QuestionStore.settle(second, as: .answered, at: now, in: connection)
    try QuestionStore.settle(first, as: .answered, at: now + 1, in: connection)
    #expect(try QuestionStore.lastAnswered(by: "kari", in: connection)?.id == first)
    #expect(try QuestionStore.lastAnswered(by: "odd", in: connection) == nil)
  }

  @Test func `closes what an execution or a wait leaves behind`() throws {
    let first = try ask(token: "t1").id
    let second = try ask(token: "t2").id
    let other = try ask(token: "t3", execution: "f").id
    let gone = try QuestionStore.closeAll(ofToken: "t1", of: "f", at: now, in: connection)
    #expect(gone.isEmpty)
    let closed = try QuestionStore.closeAll(ofToken: "t1", of: "e", at: now, in: connection)
    #expect(closed.map(\.id) == [first])
    #expect(closed.map(\.state) == [.closed])
    #expect(try QuestionStore.closeAll(of: "e", at: now, in: connection).map(\.id) == [second])
    #expect(try QuestionStore.closeAll(of: "e", at: now, in: connection).isEmpty)
    #expect(try open() == [other])
  }

  @Test func `takes over the questions of an older Rakel`() throws {
    let file = try Connection(path: ":memory:")
    let steps = QuestionStore.layout.steps
    try file.migrate([OutboxStore.layout, Layout("question", steps[0], steps[1])])
    try file.run(
      """
      INSERT INTO question (token, execution, flow, user, text, inputs, actions, isCard, asked, state)
      VALUES ('e.1-x', 'e', 'F', 'kari', 'Hva?', '[]', '[]', 0, 7, 'open')
      """
    )
    try file.migrate([OutboxStore.layout, QuestionStore.layout])
    let closed = try QuestionStore.closeAll(ofToken: "e.1-x", of: "e", at: now, in: file)
    #expect(closed.map(\.text) == ["Hva?"])
    #expect(
      try file.rows("SELECT name FROM sqlite_schema WHERE name = 'questionOfToken'") { _ in 0 }
        == []
    )
  }
}
