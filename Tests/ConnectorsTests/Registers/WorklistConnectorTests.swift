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
      "municipality": "Storøya", "case": 1001, "details": "d", "place": "Rådhuset",
      "facts": [["title": ["nb": "Modell", "en": "Model"], "value": "Latitude 5440"]],
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
          place: "Rådhuset",
          facts: [WorkOrder.Fact("Modell", "Latitude 5440")],
          caseNumber: 1001,
          flow: "Skriver",
          execution: "Skriver-1"
        )
    )
    #expect(try await flow.events().map(\.event) == [.itemAdded])
  }

  @Test func `changes the execution's own items that are to be done, or the one it names`()
    async throws
  {
    for (key, kind) in [("1", "klargjoring"), ("2", "utlevering"), ("3", "retur")] {
      _ = try await flow.call("worklist.add", ["title": "a", "kind": .string(kind)], key: key)
    }
    try await finish(1)
    let place: JSON = ["place": "Rådhuset", "due": "2026-12-01T08:00:00Z"]
    #expect(try await flow.call("worklist.change", place) == .done(["items": [2, 3]]))
    let own: JSON = ["kind": "retur", "facts": [["title": "Modell", "value": "X"]]]
    #expect(try await flow.call("worklist.change", own) == .done(["items": [3]]))
    #expect(try await flow.call("worklist.change", own) == .done(["items": [3]]))
    let named: JSON = ["item": 2, "title": "b"]
    #expect(try await flow.call("worklist.change", named) == .done(["items": [2]]))
    let (second, third) = try await flow.database.read { (connection) throws(DatabaseError) in
      (try WorklistStore.find(2, in: connection), try WorklistStore.find(3, in: connection))
    }
    #expect(second?.order.title == "b")
    #expect(second?.order.place == "Rådhuset")
    #expect(third?.order.facts == [WorkOrder.Fact("Modell", "X")])
    #expect(third?.order.due == Date(timeIntervalSince1970: 1_796_112_000))
    #expect(try await flow.events().count { $0.event == .itemChanged } == 4)
    let finished = try await flow.cause(of: "Worklist.Finished", "worklist.change", ["item": 1])
    #expect(finished == "item 1 is done")
    #expect(try await flow.cause(of: "Worklist.NotFound", "worklist.change", ["item": 9]) != nil)
    var other = flow
    other.execution = "Skriver-2"
    #expect(try await other.call("worklist.change", place) == .done(["items": []]))
  }

  @Test func `waits until it is done, also when a new attempt asks`() async throws {
    #expect(try await flow.call("worklist.add", ["title": "a"], token: "t1") == .waiting)
    #expect(try await flow.call("worklist.add", ["title": "a"], token: "t2") == .waiting)
    #expect(try await item()?.order.token == "t2")
    try await finish(1)
    let outcome = try await flow.call("worklist.add", ["title": "a"], token: "t3")
    #expect(outcome == .done(["item": 1, "by": "ida", "note": "byttet"]))
  }

  @Test func `takes an item, once, and calls it done`() async throws {
    _ = try await flow.call("worklist.add", ["title": "a"], token: "t1")
    var ida = flow
    ida.user = "ida"
    var ola = flow
    ola.user = "ola"
    guard case .done(let claimed) = try await ida.call("worklist.claim", ["number": 1]) else {
      Issue.record("not claimed")
      return
    }
    #expect(claimed["item"]?["claimedBy"] == "ida")
    let taken = try await ola.cause(of: "Worklist.Taken", "worklist.claim", ["number": 1])
    #expect(taken == "item 1 is ida's")
    let done: JSON = ["number": 1, "note": "byttet"]
    _ = try await ida.call("worklist.done", done)
    #expect(try await item()?.status == .done)
    #expect(try await item()?.doneNote == "byttet")
    let again = try await ida.cause(of: "Worklist.Finished", "worklist.done", done)
    #expect(again == "item 1 is done")
    let late = try await ola.cause(of: "Worklist.Finished", "worklist.claim", ["number": 1])
    #expect(late == "item 1 is done")
    #expect(
      try await flow.events().map { "\($0.user ?? "-") \($0.event.rawValue)" } == [
        "- item.added", "ida item.claimed", "ida item.done",
      ]
    )
  }

  @Test func `shows an item with its notes`() async throws {
    _ = try await flow.call("worklist.add", ["title": "a"])
    try await flow.database.write { (connection) throws(DatabaseError) in
      let word = Note(by: "ida", at: RegisterFlow.now, "venter")
      _ = try WorklistStore.note(word, on: 1, in: connection)
    }
    guard case .done(let shown) = try await flow.call("worklist.show", ["number": 1]) else {
      Issue.record("not shown")
      return
    }
    #expect(shown["item"]?["title"] == "a")
    #expect(shown["notes"]?.array?.map { $0["text"] } == ["venter"])
  }

  @Test(arguments: ["worklist.show", "worklist.claim", "worklist.done"])
  func `says that there is no such item`(resource: String) async throws {
    let cause = try await flow.cause(of: "Worklist.NotFound", resource, ["number": 7])
    #expect(cause == "no item has number 7")
  }

  @Test(arguments: ["worklist.claim", "worklist.done"])
  func `does nobody's work`(resource: String) async throws {
    var flow = flow
    flow.user = nil
    #expect(try await flow.cause(of: "Worklist.BadRequest", resource, ["number": 1]) != nil)
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
      (
        "add", ["title": "a", "facts": "x"],
        "'facts' must be a list of at most 40 of {title, value}"
      ),
      (
        "change", ["facts": [["title": "a"]]],
        "each of 'facts' needs a 'title' and a 'value', both texts"
      ),
      ("list", ["kind": 1], "'kind' must be a text, or texts by language with 'nb'"),
      ("claim", [:], "'number' is missing"), ("drop", [:], "there is no verb 'drop'"),
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
