import Connectors
import Flows
import Foundation
import Ground
import Helpdesk
import Storage
import Testing

@Suite struct CaseConnectorTests {
  private var flow: RegisterFlow

  init() throws { flow = try RegisterFlow() }

  @Test func `writes a case down once, with the conversation that led to it`() async throws {
    let parameters: JSON = [
      "subject": ["nb": "Skriveren står", "nn": "Skrivaren står"], "category": "printer",
      "priority": "high",
    ]
    for (key, number) in [("k", 1001), ("k", 1001), ("l", 1002)] {
      let made = try await flow.call("case.create", parameters, key: key)
      #expect(made == .done(["number": .integer(number), "subject": "Skrivaren står"]))
    }
    let (found, lines) = try await flow.database.read { (connection) throws(DatabaseError) in
      (
        try CaseStore.find(1001, in: connection),
        try CaseStore.transcript(of: 1001, in: connection)
      )
    }
    #expect(
      found?.report
        == CaseReport(
          user: "kari",
          municipality: "åsdal",
          subject: "Skrivaren står",
          category: "printer",
          priority: .high,
          flow: "Skriver",
          execution: "Skriver-1"
        )
    )
    #expect(lines.map(\.text) == ["sagt i c"])
    #expect(try await flow.events().map(\.event) == [.caseCreated, .caseCreated])
    #expect(
      try await flow.events().first
        == AuditEntry(
          .caseCreated,
          by: nil,
          on: AuditSubject(.helpdeskCase, 1001),
          details: ["flow": "Skriver", "execution": "Skriver-1", "user": "kari"],
          at: RegisterFlow.now
        )
    )
  }

  @Test func `notes, closes and finds a case`() async throws {
    _ = try await flow.call("case.create", ["subject": "a", "category": "b"], key: "1")
    let noted = try await flow.call("case.note", ["number": "1001", "text": "n"], key: "2")
    #expect(noted == .done(["number": 1001]))
    _ = try await flow.call("case.note", ["number": 1001, "text": "n"], key: "2")
    let close: JSON = ["number": 1001.0, "text": "ferdig"]
    #expect(try await flow.call("case.close", close, key: "3") == .done(["number": 1001]))
    #expect(try await flow.call("case.close", close, key: "3") == .done(["number": 1001]))
    let (notes, status) = try await flow.database.read { (connection) throws(DatabaseError) in
      (
        try CaseStore.notes(of: 1001, in: connection),
        try CaseStore.find(1001, in: connection)?.status
      )
    }
    #expect(notes.map(\.text) == ["n", "ferdig"])
    #expect(notes.map(\.author) == ["flow:Skriver", "flow:Skriver"])
    #expect(status == .closed)
    #expect(try await flow.events().map(\.event) == [.caseCreated, .caseNoted, .caseClosed])
    // Without parameters a task gets the state's input, where the user is an object.
    for parameters in [[:], flow.input, ["user": "kari"]] as [JSON] {
      guard case .done(let found) = try await flow.call("case.find", parameters) else {
        Issue.record("not found")
        continue
      }
      #expect(found["cases"]?.array?.map { $0["number"] } == [1001])
      #expect(found["cases"]?.array?.first?["status"] == "closed")
    }
    #expect(try await flow.call("case.find", ["user": "odd"]) == .done(["cases": []]))
  }

  @Test func `shows a case to its user only`() async throws {
    _ = try await flow.call("case.create", ["subject": "a", "category": "b"], key: "1")
    _ = try await flow.call("case.note", ["number": 1001, "text": "n"], key: "2")
    guard case .done(let shown) = try await flow.call("case.show", ["number": 1001]) else {
      Issue.record("not shown")
      return
    }
    #expect(shown["case"]?["subject"] == "a")
    #expect(shown["notes"]?.array?.map { $0["text"] } == ["n"])
    var other = flow
    other.user = "odd"
    let cause = try await other.cause(of: "Case.NotFound", "case.show", ["number": 1001])
    #expect(cause == "no case has number 1001")
  }

  @Test func `tells the worklist of notes and of the end of a case`() async throws {
    _ = try await flow.call("case.create", ["subject": "a", "category": "b"], key: "1")
    for title in ["x", "y"] {
      let item: JSON = ["title": .string(title), "case": 1001]
      _ = try await flow.call("worklist.add", item, key: title)
    }
    _ = try await flow.call("case.note", ["number": 1001, "text": "n"], key: "2")
    _ = try await flow.call("case.close", ["number": 1001, "text": "ferdig"], key: "3")
    _ = try await flow.call("case.note", ["number": 1001, "text": "for sent"], key: "4")
    let (items, notes) = try await flow.database.read { (connection) throws(DatabaseError) in
      (
        [
          try WorklistStore.find(1, in: connection), try WorklistStore.find(2, in: connection),
        ],
        try WorklistStore.notes(on: 2, in: connection)
      )
    }
    #expect(items.map { $0?.status } == [.done, .done])
    #expect(items.map { $0?.doneBy } == ["kari", "kari"])
    #expect(items.map { $0?.doneNote } == ["ferdig", "ferdig"])
    #expect(notes.map(\.text) == ["n"])
  }

  @Test(arguments: ["case.show", "case.note", "case.close"])
  func `says that there is no such case`(resource: String) async throws {
    let outcome = try await flow.call(resource, ["number": 7, "text": "x"])
    #expect(outcome == .failed(error: "Case.NotFound", cause: "no case has number 7"))
    #expect(try await flow.events().isEmpty)
  }

  @Test(
    arguments: [
      ("create", [:], "'subject' is missing"),
      ("create", ["subject": "a", "category": nil], "'category' is missing"),
      (
        "create", ["subject": 5, "category": "b"],
        "'subject' must be a text, or texts by language with 'nb'"
      ),
      (
        "create", ["subject": ["en": "a"], "category": "b"],
        "'subject' must be a text, or texts by language with 'nb'"
      ),
      (
        "create", ["subject": "a", "category": "b", "priority": "max"],
        "'priority' must be one of low, normal, high"
      ),
      (
        "create", ["subject": "a", "category": "b", "municipality": 3],
        "'municipality' must be a text, or texts by language with 'nb'"
      ),
      ("note", ["number": "1e3", "text": "a"], "'number' must be a whole number"),
      ("note", ["number": 1001], "'text' is missing"),
      ("note", ["text": "a"], "'number' is missing"),
      ("close", ["number": 1.5], "'number' must be a whole number"),
      ("find", ["user": 3], "'user' must be the id of a user"),
      ("open", [:], "there is no verb 'open'"), ("create", "text", "'subject' is missing"),
    ] as [(String, JSON, String)]
  )
  func `says what is wrong with the parameters`(
    verb: String,
    parameters: JSON,
    cause: String
  ) async throws {
    let found = try await flow.cause(of: "Case.BadRequest", "case.\(verb)", parameters)
    #expect(found == cause)
  }

  @Test func `makes no case of nobody's`() async throws {
    var flow = flow
    flow.user = nil
    let parameters: JSON = ["subject": "a", "category": "b"]
    #expect(try await flow.cause(of: "Case.BadRequest", "case.create", parameters) != nil)
    #expect(try await flow.call("case.find") == .done(["cases": []]))
  }
}
