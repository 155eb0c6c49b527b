import Connectors
import Flows
import Foundation
import Ground
import Helpdesk
import Storage
import Testing

@Suite struct RegisterConnectorsTests {
  private let flow: RegisterFlow

  init() throws { flow = try RegisterFlow() }

  @Test func `has the verbs of the contract`() {
    let verbs = RegisterConnectors.all().flatMap { connector in
      connector.verbs.map { "\(connector.name).\($0.name)" }
    }
    #expect(
      verbs == [
        "case.create", "case.show", "case.note", "case.close", "case.find", "worklist.add",
        "worklist.list", "worklist.show", "worklist.claim", "worklist.done", "status.read",
        "gains.add", "gains.read", "audit.write",
      ]
    )
  }

  @Test func `reads what is down where the user works`() async throws {
    try await flow.database.write { (connection) throws(DatabaseError) in
      for municipality in ["åsdal", "nordbygd", nil] {
        let notice = Announcement.Notice(
          municipality ?? "alle",
          municipality: municipality,
          since: RegisterFlow.now
        )
        _ = try AnnouncementStore.add(notice, in: connection)
      }
    }
    for (parameters, texts) in [
      ([:], ["alle", "åsdal"]), (["municipality": "Nordbygd"], ["alle", "nordbygd"]),
    ]
      as [(JSON, JSON)]
    {
      guard case .done(let read) = try await flow.call("status.read", parameters) else {
        Issue.record("not read")
        continue
      }
      #expect(read["messages"]?.array?.compactMap { $0["text"] } == texts.array)
    }
    #expect(
      try await flow.cause(of: "Status.BadRequest", "status.read", ["municipality": 1]) != nil
    )
    #expect(try await flow.cause(of: "Status.BadRequest", "status.write", [:]) != nil)
  }

  @Test func `counts what was saved once, and tells the hours`() async throws {
    for exchange in 0..<208 {
      let gain: JSON = ["minutes": 22, "kind": "exchange"]
      #expect(
        try await flow.call("gains.add", gain, key: "\(exchange / 2 * 2)") == .done(["minutes": 22])
      )
      _ = try await flow.call("gains.add", gain, key: "\(exchange)")
    }
    let all: JSON = ["exchanges": 208, "minutes": 4_576, "hours": 76.3]
    #expect(try await flow.call("gains.read") == .done(all))
    #expect(try await flow.call("gains.read", ["since": "2026-11-18"]) == .done(all))
    #expect(
      try await flow.call("gains.read", ["since": "2026-11-19"])
        == .done(["exchanges": 0, "minutes": 0, "hours": 0])
    )
  }

  @Test(
    arguments: [
      ("add", ["kind": "a"]), ("add", ["minutes": 1]), ("add", ["minutes": -1, "kind": "a"]),
      ("add", ["minutes": "1", "kind": "a"]), ("add", ["minutes": 1e300, "kind": "a"]),
      ("read", ["since": "i går"]), ("take", [:]),
    ] as [(String, JSON)]
  )
  func `counts nothing that is wrong`(verb: String, parameters: JSON) async throws {
    #expect(try await flow.cause(of: "Gains.BadRequest", "gains.\(verb)", parameters) != nil)
    #expect(
      try await flow.call("gains.read")
        == .done(["exchanges": 0, "minutes": 0, "hours": 0])
    )
  }

  @Test func `writes an event of the flow's own`() async throws {
    let parameters: JSON = ["event": "licence.removed", "details": ["sku": "E3", "seats": 2]]
    #expect(try await flow.call("audit.write", parameters) == .done([:]))
    #expect(try await flow.call("audit.write", ["event": "licence.removed"]) == .done([:]))
    let event = try #require(AuditEvent(rawValue: "licence.removed"))
    #expect(
      try await flow.events().first
        == AuditEntry(
          event,
          by: nil,
          on: AuditSubject(.execution, "Skriver-1"),
          details: ["sku": "E3", "seats": 2],
          at: RegisterFlow.now
        )
    )
  }

  @Test(
    arguments: [
      [:], ["event": "Fjernet lisens"], ["event": "case.created"], ["event": "access.given"],
      ["event": "a.b", "details": "x"], ["event": "a.b", "details": ["x": "passordet er y"]],
      ["event": "a.b", "details": ["x": ["y": 1]]],
    ] as [JSON]
  )
  func `writes no other event and no free text`(parameters: JSON) async throws {
    let cause = try await flow.cause(of: "Audit.BadRequest", "audit.write", parameters)
    #expect(cause != nil)
    #expect(cause?.contains("passordet") == false)
    #expect(try await flow.events().isEmpty)
  }
}
