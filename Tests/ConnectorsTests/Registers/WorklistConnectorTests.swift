import Connectors
import Flows
import Foundation
import Ground
import Helpdesk
import Storage
import Testing

@Suite struct WorklistConnectorTests {
  private var flow: RegisterFlow

  init() throws { flow = try RegisterFlow() }

  private struct Deaf: TaskAnswering {
    func answer(
      _ token: String,
      with output: JSON,
      at time: Date,
      in connection: Connection
    ) throws(DatabaseError) -> Bool { true }
  }

  private func finish(_ number: Int) async throws {
    try await flow.database.write { (connection) throws(DatabaseError) in
      let word = Note(by: "ida", at: RegisterFlow.now, "byttet")
      _ = try WorklistStore.finish(number, with: word, answering: Deaf(), in: connection)
    }
  }

  private func item() async throws -> WorkItem? {
    try await flow.database.read { (connection) throws(DatabaseError) in
      try WorklistStore.find(1, in: connection)
    }
  }

  @Test func `puts an item on the list once`() async throws {
    var flow = flow
    flow.input = ["user": "kari", "device": ["serial": "5CG1"]]
    let parameters: JSON = [
      "title": ["nb": "Bytt PC", "nn": "Byt PC"], "kind": "exchange", "due": "2026-12-01",
      "municipality": "Storøya", "case": 1001, "details": "d",
    ]
    #expect(try await flow.call("worklist.add", parameters) == .done(["item": 1]))
    #expect(try await flow.call("worklist.add", parameters) == .done(["item": 1]))
    #expect(
      try await item()?.order
        == WorkOrder(
          title: "Bytt PC",
          kind: "exchange",
          details: "d",
          municipality: "storøya",
          device: "5CG1",
          user: "kari",
          due: Date(timeIntervalSince1970: 1_796_169_599),
          caseNumber: 1001,
          flow: "Skriver",
          execution: "Skriver-1"
        )
    )
    #expect(try await flow.events().map(\.event) == [.itemAdded])
  }

  @Test func `waits until it is done, also when a new attempt asks`() async throws {
    #expect(try await flow.call("worklist.add", ["title": "a"], token: "t1") == .waiting)
    #expect(try await flow.call("worklist.add", ["title": "a"], token: "t2") == .waiting)
    #expect(try await item()?.order.token == "t2")
    try await finish(1)
    let outcome = try await flow.call("worklist.add", ["title": "a"], token: "t3")
    #expect(outcome == .done(["item": 1, "by": "ida", "note": "byttet"]))
  }

  @Test func `lists what is to be done`() async throws {
    _ = try await flow.call("worklist.add", ["title": "a", "kind": "wipe"], key: "1")
    _ = try await flow.call(
      "worklist.add",
      ["title": "b", "municipality": "nordbygd"],
      key: "2",
      token: "t"
    )
    let expected: [(JSON, JSON)] = [
      ([:], ["a", "b"]), (["kind": "wipe"], ["a"]), (["municipality": "Nordbygd"], ["b"]),
      (["kind": "wipe", "municipality": "nordbygd"], []),
    ]
    for (parameters, titles) in expected {
      guard case .done(let list) = try await flow.call("worklist.list", parameters) else {
        Issue.record("no list")
        continue
      }
      #expect(list["items"]?.array?.compactMap { $0["title"] } == titles.array)
      #expect(!list.text.contains("token"))
    }
  }

  @Test(
    arguments: [
      ("2026-03-01T08:00:00Z", 1_772_352_000), ("2026-03-01T09:00:00+01:00", 1_772_352_000),
      ("2026-03-01T08:00:00.5Z", 1_772_352_000.5), ("2026-03-01", 1_772_409_599), ("", nil),
      ("2026-03-01T08:00:00Zulu", nil), ("2026-03-01T08:00:00", nil),
      ("2026-03-01T08:00:00Zo+01:00", nil),
      ("i morgen", nil), ("2026-13-01", nil), (.string(String(repeating: "2", count: 999)), nil),
      (20_260_301, nil),
    ] as [(JSON, Double?)]
  )
  func `reads when it is due`(due: JSON, seconds: Double?) async throws {
    let outcome = try await flow.call("worklist.add", ["title": "a", "due": due])
    #expect(try await item()?.order.due?.timeIntervalSince1970 == seconds)
    guard seconds == nil else { return }
    let cause = "'due' must be a day (2026-03-01) or a moment (2026-03-01T08:00:00Z)"
    #expect(outcome == .failed(error: "Worklist.BadRequest", cause: cause))
  }

  @Test(
    arguments: [
      ("add", [:], "'title' is missing"),
      ("add", ["title": "a", "case": "x"], "'case' must be a whole number"),
      ("list", ["kind": 1], "'kind' must be a text, or texts by language with 'nb'"),
      ("claim", [:], "there is no verb 'claim'"),
    ] as [(String, JSON, String)]
  )
  func `says what is wrong with the parameters`(
    verb: String,
    parameters: JSON,
    cause: String
  ) async throws {
    let found = try await flow.cause(of: "Worklist.BadRequest", "worklist.\(verb)", parameters)
    #expect(found == cause)
  }
}
