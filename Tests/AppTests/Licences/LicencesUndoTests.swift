import Foundation
import Ground
import Helpdesk
import Storage
import TestKit
import Testing

// The commands are the program's own; no other module uses them.
@testable import App

/// `rakel licences undo` and `removed` against the stand-in for Microsoft Graph.
@Suite(.serialized, .enabled(if: MockGraph.isThere, "\(MockGraph.need)"))
struct LicencesUndoTests {
  private static let visio = "c5928f49-12ba-48f7-ada3-0d743a3601d5"
  private static let graph = Result { try MockGraph(users: 40, devices: 1, seed: 31) }

  /// A hall in which Visio was taken from the first two of the tenant, as the ledger has it.
  private static func hall(_ graph: MockGraph) async throws -> (LicenceHall, [String]) {
    try await graph.tell("reset")
    let hall = try LicenceHall()
    let people = try await graph.exactTruth()["users"]?.object ?? JSONObject()
    let ids = people.filter { $0.value["kind"] == "active" }.map(\.key).sorted().prefix(2)
    let database = try ContentFolder(path: hall.folder.url.path, state: nil).database(making: true)
    for (index, id) in ids.enumerated() {
      try await graph.changeUser(["id": .string(id), "direct": []])
      var row = LicenceRemoval(
        key: "k\(index)",
        user: id,
        product: "VISIOCLIENT",
        sku: visio,
        disabledPlans: index == 0 ? ["663a804f-1c30-4ff0-9915-9db84f0d1cea"] : [],
        way: .direct,
        decision: .staff,
        planned: LicenceHall.now
      )
      row.campaign = 3
      row.person = index == 0 ? "kari" : nil
      let removal = row
      try await database.write { (connection) throws(DatabaseError) in
        for row in try LicenceRemovalStore.plan([removal], in: connection) ?? [] {
          try LicenceRemovalStore.end(row.number, as: .done, at: LicenceHall.now, in: connection)
        }
      }
    }
    return (hall, Array(ids))
  }

  private static func undo(
    _ hall: LicenceHall,
    _ graph: MockGraph,
    _ words: [String],
    mayChange: Bool = true,
    as user: String = "nils",
    typed: Int? = nil
  ) async throws -> Answer {
    try await LicencesUndoCommand.answer(
      Arguments(
        try hall.words(graph.address, .full, as: user) + words
          + ["--graph.changes", mayChange ? "true" : "false"]
      ),
      at: LicenceHall.now,
      asking: Counter(ask: typed.map { number in { @Sendable _ in number } }),
      sleep: { _ in }
    )
  }

  private static func direct(_ graph: MockGraph, _ id: String) async throws -> JSON? {
    try await graph.exactTruth()["users"]?[id]?["direct"]
  }

  private static func statuses(_ hall: LicenceHall) async throws -> [LicenceRemoval.Status] {
    let database = try ContentFolder(path: hall.folder.url.path, state: nil).database(making: false)
    return try await database.read { (connection) throws(DatabaseError) in
      try LicenceRemovalStore.rows(after: 0, limit: 9, in: connection).map(\.status)
    }
  }

  @Test func `shows what would be given back, and changes nothing`() async throws {
    let graph = try Self.graph.get()
    let (hall, ids) = try await Self.hall(graph)
    let answer = try await Self.undo(hall, graph, ["3"])
    #expect(answer.status == 0)
    #expect(
      answer.lines.contains { $0.hasPrefix("1: assign VISIOCLIENT to the person again, less") }
    )
    #expect(answer.lines.contains { $0.contains("dry run") })
    for id in ids { #expect(try await Self.direct(graph, id) == []) }
    #expect(try await Self.statuses(hall) == [.done, .done])
  }

  @Test(arguments: ["kari", "entra", "campaign"])
  func `gives back exactly what was taken`(what: String) async throws {
    let graph = try Self.graph.get()
    let (hall, ids) = try await Self.hall(graph)
    let subject = ["kari": "kari", "entra": ids[0].uppercased(), "campaign": "3"][what] ?? ""
    let count = what == "campaign" ? 2 : 1
    let answer = try await Self.undo(hall, graph, [subject, "--apply"], typed: count)
    #expect(answer.complaint == nil)
    #expect(answer.lines.count == count)
    let parts: JSON = ["663a804f-1c30-4ff0-9915-9db84f0d1cea"]
    #expect(try await Self.direct(graph, ids[0]) == [[.string(Self.visio), parts]])
    let other = try await Self.direct(graph, ids[1])
    #expect(other == (what == "campaign" ? [[.string(Self.visio), []]] : []))
    let rest: LicenceRemoval.Status = what == "campaign" ? .undone : .done
    #expect(try await Self.statuses(hall) == [.undone, rest])
    // There is nothing more to give back of them.
    let again = try await Self.undo(hall, graph, [subject, "--apply", "--yes", "\(count)"])
    #expect(again.complaint?.contains("nothing") == (count == 2 || what != "campaign"))
  }

  @Test func `changes nothing without the right number, the setting, or the right`() async throws {
    let graph = try Self.graph.get()
    let (hall, ids) = try await Self.hall(graph)
    let wrong = try await Self.undo(hall, graph, ["3", "--apply"], typed: 1)
    #expect(wrong.complaint?.contains("that is not 2") == true)
    let shut = try await Self.undo(hall, graph, ["3", "--apply", "--yes", "2"], mayChange: false)
    #expect(shut.complaint?.contains("graph.changes") == true)
    let kari = try await Self.undo(hall, graph, ["3", "--apply", "--yes", "2"], as: "kari")
    #expect(kari.complaint?.contains("IT staff") == true)
    await #expect(throws: UsageError.self) {
      try await Self.undo(hall, graph, ["3", "--apply"])
    }
    for id in ids { #expect(try await Self.direct(graph, id) == []) }
    #expect(try await Self.statuses(hall) == [.done, .done])
  }

  @Test func `says why something cannot be given back, and lets be what is there again`()
    async throws
  {
    let graph = try Self.graph.get()
    let (hall, ids) = try await Self.hall(graph)
    let own: JSON = [["skuId": .string(Self.visio), "disabledPlans": []]]
    try await graph.changeUser(["id": .string(ids[0]), "direct": own])
    try await graph.changeUser(["id": .string(ids[1]), "gone": true])
    let answer = try await Self.undo(hall, graph, ["3", "--apply", "--yes", "2"])
    #expect(answer.complaint == "1 of 2 are not given back")
    #expect(answer.lines.contains { $0.contains("has it again") })
    #expect(answer.lines.contains { $0.contains("the account is gone") })
    #expect(try await Self.statuses(hall) == [.undone, .done])
    #expect(try await Self.direct(graph, ids[0]) == [[.string(Self.visio), []]])
  }

  @Test func `lists what was taken`() async throws {
    let graph = try Self.graph.get()
    let (hall, _) = try await Self.hall(graph)
    func list(_ words: [String]) async throws -> Answer {
      try await LicencesRemovedCommand.answer(
        Arguments(["--content", hall.folder.url.path, "--as", "nils"] + words),
        at: LicenceHall.now
      )
    }
    #expect(try await list([]).lines.count == 3)
    #expect(try await list(["--campaign", "4"]).lines == ["nothing was taken"])
    #expect(try await list(["--csv"]).lines.count == 3)
    let json = try JSON(parsing: try await list(["--json"]).lines[0])
    #expect(json.array?.map { $0["status"] } == ["done", "done"])
  }
}
