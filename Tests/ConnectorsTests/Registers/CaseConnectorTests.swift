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

  @Test(arguments: ["case.note", "case.close"])
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
