import Foundation
import Ground
import Helpdesk
import Storage
import Testing

// Commands are App's own.
@testable import App

@Suite struct WorklistCommandTests {
  private let room: StaffRoom

  init() async throws {
    room = try StaffRoom()
    try await room.write { (connection) throws(DatabaseError) in
      let exchange = WorkOrder(
        title: "Bytt PC",
        kind: "exchange",
        details: "Ny ligger på lageret",
        municipality: "åsdal",
        device: "5CG1",
        user: "kari",
        due: StaffRoom.ago(hours: -72),
        flow: "PCRullering"
      )
      let wipe = WorkOrder(title: "Slett PC", kind: "wipe", due: StaffRoom.ago(hours: 5))
      _ = try WorklistStore.add(exchange, key: "1", at: StaffRoom.ago(hours: 50), in: connection)
      _ = try WorklistStore.add(wipe, key: "2", at: StaffRoom.ago(hours: 0.5), in: connection)
    }
  }

  @Test func `lists work in columns, what is due first, first`() async throws {
    _ = try await room.run(WorklistCommand.self, "claim", "2", as: "ola")
    #expect(
      try await room.run(WorklistCommand.self, "list").lines == [
        "item  age         due           status   by   where  kind      device  user  flow         title",
        "2     30 minutes  5 hours late  claimed  ola         wipe                                 Slett PC",
        "1     2 days      in 3 days     open          åsdal  exchange  5CG1    kari  PCRullering  Bytt PC",
      ]
    )
  }

  @Test(
    arguments: [
      ("--municipality=Åsdal", [1]), ("--flow=PCRullering", [1]), ("--kind=wipe", [2]),
      ("--age=1d", [1]), ("--status=claimed", []), ("--status=all", [2, 1]),
    ] as [(String, [JSON])]
  )
  func `filters`(word: String, numbers: [JSON]) async throws {
    let answer = try await room.run(WorklistCommand.self, "list", word, "--json")
    let found = try JSON(parsing: answer.lines.joined()).array ?? []
    #expect(found.compactMap { $0["number"] } == numbers)
  }

  @Test func `gives an item to one of two who claim it at once`() async throws {
    async let ida = room.run(WorklistCommand.self, "claim", "1", as: "ida")
    async let ola = room.run(WorklistCommand.self, "claim", "1", as: "ola")
    let answers = try await [ida, ola]
    let winner = answers[0].status == 0 ? "ida" : "ola"
    #expect(answers.map(\.lines).filter { !$0.isEmpty } == [["item 1: claimed by \(winner)"]])
    #expect(answers.compactMap(\.complaint) == ["item 1 is \(winner)'s already"])
    #expect(try await room.events() == ["\(winner) item.claimed item 1"])
  }

  @Test func `calls an item done once, and shows it`() async throws {
    _ = try await room.run(WorklistCommand.self, "note", "1", "avtalt", as: "ola")
    let done = try await room.run(WorklistCommand.self, "done", "1", "byttet")
    #expect(done.lines == ["item 1: done"])
    for verb in ["done", "claim"] {
      let again = try await room.run(WorklistCommand.self, verb, "1")
      #expect(again.complaint == "item 1 is done already")
    }
    #expect(
      try await room.run(WorklistCommand.self, "show", "1").lines == [
        "item 1: Bytt PC", "  status      done", "  done by     ida", "  kind        exchange",
        "  where       åsdal", "  user        kari", "  device      5CG1",
        "  flow        PCRullering", "  due         in 3 days (2026-11-21T11:06:40Z)",
        "  created     2 days ago (2026-11-16T09:06:40Z)",
        "  changed     now (2026-11-18T11:06:40Z)", "  Ny ligger på lageret", "  byttet",
        "  ola, now (2026-11-18T11:06:40Z):", "    avtalt",
      ]
    )
    #expect(try await room.events() == ["ola item.noted item 1", "ida item.done item 1"])
  }

  @Test func `says that a flow no longer waits`() async throws {
    try await room.write { (connection) throws(DatabaseError) in
      let order = WorkOrder(title: "a", token: "t")
      _ = try WorklistStore.add(order, key: "3", at: StaffRoom.now, in: connection)
    }
    let done = try await room.run(WorklistCommand.self, "done", "3")
    #expect(done.lines == ["item 3: done; the flow no longer waited for it"])
  }

  @Test(arguments: ["show", "claim", "done", "note"])
  func `says that there is no such item`(verb: String) async throws {
    let answer = try await room.run(WorklistCommand.self, verb, "9", verb == "note" ? "x" : "")
    #expect(answer.complaint == "there is no item 9")
    #expect(try await room.events().isEmpty)
  }

  @Test(arguments: [
    "", "take", "claim", "claim x", "note 1", "list 1", "claim 1 --kind=wipe", "list --status=new",
  ])
  func `refuses what it does not understand`(line: String) async throws {
    let words = line.split(separator: " ").map(String.init) + ["--as", "ida"]
    await #expect(throws: UsageError.self) {
      try await room.run(WorklistCommand.self, words: words)
    }
  }
}
