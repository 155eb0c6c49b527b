import Foundation
import Ground
import Helpdesk
import Storage
import TestKit
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

  @Test func `lays out the day by place and time, with choices and machine`() async throws {
    try await room.write { (connection) throws(DatabaseError) in
      for (key, place, hours) in [("3", "Rådhuset", 1.0), ("4", "Helsehuset", 2)] {
        let order = WorkOrder(
          title: "Klargjør",
          kind: "klargjoring",
          device: "5CG1234XYZ",
          user: "kari",
          due: StaffRoom.ago(hours: -hours),
          place: place,
          facts: [WorkOrder.Fact("Modell", "Latitude 5440")]
        )
        _ = try WorklistStore.add(order, key: key, at: StaffRoom.now, in: connection)
      }
    }
    _ = try await room.run(WorklistCommand.self, "claim", "3")
    #expect(
      try await room.run(WorklistCommand.self, "today").lines == [
        "Helsehuset",
        "  time   item  kind         title     user  device  about",
        "  14:06  4     klargjoring  Klargjør  Kari  4XYZ    Modell: Latitude 5440", "Rådhuset",
        "  time   item  kind         title     user  device  by   about",
        "  13:06  3     klargjoring  Klargjør  Kari  4XYZ    Ida  Modell: Latitude 5440",
        "no place", "  time   item  kind  title", "  07:06  2     wipe  Slett PC",
      ]
    )
    let place = try await room.run(WorklistCommand.self, "today", "--place", "Hels").lines
    #expect(place.count == 3)
    let later = try await room.run(WorklistCommand.self, "today", "--date", "2026-11-21").lines
    #expect(later.count == 3)
    #expect(
      try await room.run(WorklistCommand.self, "today", "--date=2026-12-24").lines == ["no work"]
    )
  }

  @Test func `hands an item over, and puts it back`() async throws {
    let free = try await room.run(WorklistCommand.self, "hand", "over", "1", "ola")
    #expect(free.complaint == "item 1 is nobody's; claim it first")
    _ = try await room.run(WorklistCommand.self, "claim", "1")
    let stranger = try await room.run(WorklistCommand.self, "hand", "over", "1", "kari")
    #expect(stranger.complaint == "'kari' is not of the IT staff")
    let given = try await room.run(WorklistCommand.self, "hand", "over", "1", "ola")
    #expect(given.lines == ["item 1: handed over to ola"])
    #expect(
      try await room.run(WorklistCommand.self, "unclaim", "1").complaint
        == "item 1 is ola's already"
    )
    let back = try await room.run(WorklistCommand.self, "unclaim", "1", as: "ola")
    #expect(back.lines == ["item 1: free again"])
    #expect(
      try await room.events() == [
        "ida item.claimed item 1", "ida item.handed-over item 1", "ola item.unclaimed item 1",
      ]
    )
  }

  @Test func `prints a list and labels, with nothing that is markup but its own`() async throws {
    try await room.write { (connection) throws(DatabaseError) in
      let order = WorkOrder(
        title: "<script>alert(1)</script>",
        device: "5CG1234XYZ",
        user: "kari",
        due: StaffRoom.now,
        place: "Rådhuset & torget",
        facts: [WorkOrder.Fact("Modell", "14\" <b>")]
      )
      _ = try WorklistStore.add(order, key: "3", at: StaffRoom.now, in: connection)
    }
    let list = room.folder.path("list.html")
    let answer = try await room.run(WorklistCommand.self, "print", "--out", list)
    #expect(answer.lines == ["\(list): 3 items"])
    let html = try String(contentsOfFile: list, encoding: .utf8)
    #expect(html.contains("size: A4"))
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(html.contains("Rådhuset &amp; torget"))
    #expect(html.contains("14&quot; &lt;b&gt;"))
    #expect(!html.contains("<script"))
    let label = room.folder.path("label.html")
    _ = try await room.run(WorklistCommand.self, "print", "label", "3", "--out", label)
    let text = try String(contentsOfFile: label, encoding: .utf8)
    #expect(text.contains("size: 62mm 45mm"))
    #expect(text.contains("<h1>Kari</h1>"))
    #expect(text.contains("<b>4XYZ</b>"))
    let missing = try await room.run(WorklistCommand.self, "print", "label", "9", "--out", label)
    #expect(missing.complaint == "there is no item 9")
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
    "", "take", "claim", "claim x", "hand over 1", "print", "print label --out=x", "today 1",
    "print label 1 --paper=a3 --out=x", "claim 1 --out=x", "today --date=x", "note 1", "list 1",
    "claim 1 --kind=wipe", "list --status=new",
  ])
  func `refuses what it does not understand`(line: String) async throws {
    let words = line.split(separator: " ").map(String.init) + ["--as", "ida"]
    await #expect(throws: UsageError.self) {
      try await room.run(WorklistCommand.self, words: words)
    }
  }
}
