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

  private static let nothing: JSON = [
    "exchanges": 0, "minutes": 0, "hours": 0, "kroner": 0, "kronerPerHour": [], "machines": 0,
    "measured": 0, "before": nil, "after": nil, "noticed": 0, "reminders": 0, "medianDays": .null,
    "licences": noLicences,
  ]
  private static let noLicences: JSON = [
    "licences": 0, "kronerPerMonth": 0, "kronerPerYear": 0,
  ]

  @Test func `has the verbs of the contract`() {
    let verbs = RegisterConnectors.all().flatMap { connector in
      connector.verbs.map { "\(connector.name).\($0.name)" }
    }
    #expect(
      verbs == [
        "case.create", "case.show", "case.note", "case.close", "case.find", "worklist.add",
        "worklist.change", "worklist.list", "worklist.show", "worklist.ask", "worklist.claim",
        "worklist.unclaim", "worklist.note", "worklist.done", "worklist.handOver",
        "worklist.colleagues", "status.read",
        "gains.add", "gains.read", "gains.measure", "audit.write",
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
    let all: JSON = [
      "exchanges": 208, "minutes": 4_576, "hours": 76.3, "kroner": 34_320,
      "kronerPerHour": [450], "machines": 0, "measured": 0, "before": nil, "after": nil,
      "noticed": 0, "reminders": 0, "medianDays": .null, "licences": Self.noLicences,
    ]
    #expect(try await flow.call("gains.read") == .done(all))
    #expect(try await flow.call("gains.read", ["since": "2026-11-18"]) == .done(all))
    #expect(try await flow.call("gains.read", ["since": "2026-11-19"]) == .done(Self.nothing))
  }

  @Test func `measures 208 exchanges of three minutes against 25, which is 76 hours`()
    async throws
  {
    var flow = flow
    let (claimed, done) = (RegisterFlow.workday(0), RegisterFlow.workday(3))
    for exchange in 0..<208 {
      flow.execution = "pc-rollover-1-\(exchange)"
      let key = flow.execution
      _ = try await flow.call("worklist.add", ["title": "Klargjør"], key: key)
      try await flow.database.write { (connection) throws(DatabaseError) in
        let number = try WorklistStore.items(of: key, in: connection).first?.number ?? 0
        _ = try WorklistStore.claim(number, by: "ida", at: claimed, in: connection)
        let word = Note(by: "ida", at: done, "")
        _ = try WorklistStore.finish(number, with: word, answering: FlowAnswers(), in: connection)
      }
      for _ in 0..<2 {
        #expect(
          try await flow.call("gains.measure", ["baseline": 25, "kind": "exchange"], key: key)
            == .done(["before": 25, "after": 3, "saved": 22, "measured": true])
        )
      }
    }
    guard case .done(let all) = try await flow.call("gains.read") else {
      Issue.record("not read")
      return
    }
    #expect(all["hours"] == 76.3)
    #expect(all["machines"] == 208)
    #expect(all["measured"] == 208)
    #expect(all["before"] == 25)
    #expect(all["after"] == 3)
  }

  @Test func `says what it assumes where nobody took the work on`() async throws {
    _ = try await flow.call("worklist.add", ["title": "Klargjør"])
    #expect(
      try await flow.call("gains.measure", ["baseline": 2, "kind": "exchange"])
        == .done(["before": 2, "after": 3, "saved": 0, "measured": false])
    )
  }

  @Test(
    arguments: [
      ("measure", ["kind": "a"]), ("measure", ["baseline": -1, "kind": "a"]),
      ("add", ["kind": "a"]), ("add", ["minutes": 1]), ("add", ["minutes": -1, "kind": "a"]),
      ("add", ["minutes": "1", "kind": "a"]), ("add", ["minutes": 1e300, "kind": "a"]),
      ("read", ["since": "i går"]), ("take", [:]),
    ] as [(String, JSON)]
  )
  func `counts nothing that is wrong`(verb: String, parameters: JSON) async throws {
    #expect(try await flow.cause(of: "Gains.BadRequest", "gains.\(verb)", parameters) != nil)
    #expect(try await flow.call("gains.read") == .done(Self.nothing))
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
