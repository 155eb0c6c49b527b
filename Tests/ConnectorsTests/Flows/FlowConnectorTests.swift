import Connectors
import Flows
import Foundation
import Ground
import Helpdesk
import Storage
import Testing

@Suite struct FlowConnectorTests {
  private let connection: Connection
  private let connector: FlowConnector
  private static let now = Date(timeIntervalSince1970: 1_795_000_000)

  init() throws {
    connection = try Connection(path: ":memory:")
    try connection.migrate([ExecutionStore.layout, AuditStore.layout])
    let text = #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#
    connector = FlowConnector([try Flow(name: "Sak", text: text)])
  }

  private func call(_ verb: String, _ parameters: JSON) throws -> TaskOutcome {
    let request = TaskRequest(
      verb: verb,
      parameters: parameters,
      token: nil,
      key: "k",
      execution: "Skriver-1",
      flow: "Skriver",
      state: "Case",
      user: "kari",
      input: ["user": ["id": "kari"], "language": "nn", "text": "skrivaren står"],
      entered: Self.now,
      now: Self.now
    )
    return try connector.perform(request, in: connection)
  }

  @Test func `starts another flow, about the same user unless told otherwise`() throws {
    let input: JSON = ["subject": "Skrivar", "language": "nb"]
    guard case .done(let started) = try call("start", ["flow": "Sak", "input": input]) else {
      Issue.record("not started")
      return
    }
    let name = try #require(started["execution"]?.string)
    let execution = try ExecutionStore().execution(named: name, in: connection)
    #expect(execution?.flow == "Sak")
    #expect(execution?.user == "kari")
    #expect(
      try JSON(parsing: execution?.input ?? "") == [
        "user": ["id": "kari"], "language": "nb", "text": "skrivaren står", "subject": "Skrivar",
      ]
    )
    let records = try AuditStore.records(AuditFilter(), in: connection)
    #expect(records.map(\.entry.event) == [.flowStarted])
    #expect(records.first?.entry.subject == AuditSubject(.execution, name))
  }

  @Test(
    arguments: [
      ("start", ["flow": "Sakk"], "Flow.NotFound", "there is no flow 'Sakk'"),
      ("start", [:], "Flow.BadRequest", "'flow' must be the name of a flow"),
      ("start", ["flow": 5], "Flow.BadRequest", "'flow' must be the name of a flow"),
      ("start", ["flow": "Sak", "input": []], "Flow.BadRequest", "'input' must be an object"),
      ("stop", ["flow": "Sak"], "Flow.BadRequest", "'flow' must be the name of a flow"),
    ] as [(String, JSON, String, String)]
  )
  func `says what is wrong`(
    verb: String,
    parameters: JSON,
    error: String,
    cause: String
  ) throws {
    #expect(try call(verb, parameters) == .failed(error: error, cause: cause))
    #expect(try AuditStore.records(AuditFilter(), in: connection).isEmpty)
  }
}
