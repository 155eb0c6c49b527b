import Foundation
import Ground
import Helpdesk
import Storage
import Testing
import WorkingTime

@Suite struct WorklistStoreTests {
  private let registers: Registers

  init() throws { registers = try Registers() }

  private func add(_ order: WorkOrder, key: String, hour: Double = 0) async throws -> Registration {
    try await registers { (connection) throws(DatabaseError) in
      try WorklistStore.add(order, key: key, at: Registers.hour(hour), in: connection)
    }
  }

  private func item(_ number: Int) async throws -> WorkItem? {
    try await registers { (connection) throws(DatabaseError) in
      try WorklistStore.find(number, in: connection)
    }
  }

  private func finish(_ number: Int, _ text: String = "") async throws -> FinishOutcome {
    try await registers { (connection) throws(DatabaseError) in
      let word = Note(by: "ida", at: Registers.hour(9), text)
      return try WorklistStore.finish(number, with: word, answering: Waiter(), in: connection)
    }
  }

  private func numbers(_ change: @Sendable (inout WorklistFilter) -> Void) async throws -> [Int] {
    var filter = WorklistFilter()
    change(&filter)
    return try await registers.database.read { [filter] (connection) throws(DatabaseError) in
      try WorklistStore.items(filter, in: connection).map(\.number)
    }
  }

  @Test func `gives back what was written, once per key`() async throws {
    let order = WorkOrder(
      title: "Bytt PC",
      kind: "exchange",
      details: "Ny ligger på lageret",
      municipality: "Åsdal",
      device: "5CG123",
      user: "kari",
      due: Registers.hour(48),
      place: "Rådhuset",
      facts: [WorkOrder.Fact("Modell", "Latitude 5440"), WorkOrder.Fact("Tilbehør", "Dokk")],
      caseNumber: 1001,
      flow: "PCRullering",
      execution: "e",
      token: "t"
    )
    #expect(try await add(order, key: "k") == Registration(number: 1, isNew: true))
    #expect(
      try await add(WorkOrder(title: "b", token: "t"), key: "k")
        == Registration(number: 1, isNew: false)
    )
    let expected = WorkItem(
      number: 1,
      order: order,
      status: .open,
      claimedBy: nil,
      doneBy: nil,
      doneNote: nil,
      created: Registers.hour(0),
      changed: Registers.hour(0)
    )
    #expect(try await item(1) == expected)
    #expect(try await item(2) == nil)
  }

  @Test func `gives the items that a filter lets through, those due first, first`() async throws {
    _ = try await add(WorkOrder(title: "a", municipality: "åsdal"), key: "1")
    _ = try await add(
      WorkOrder(title: "b", kind: "wipe", due: Registers.hour(90)),
      key: "2",
      hour: 1
    )
    _ = try await add(
      WorkOrder(title: "c", due: Registers.hour(40), flow: "F"),
      key: "3",
      hour: 2
    )
    #expect(try await numbers { _ in } == [3, 2, 1])
    #expect(try await numbers { $0.municipality = "ÅSDAL" } == [1])
    #expect(try await numbers { $0.kind = "wipe" } == [2])
    #expect(try await numbers { $0.flow = "F" } == [3])
    #expect(try await numbers { $0.createdBefore = Registers.hour(1) } == [2, 1])
    #expect(try await numbers { $0.limit = 2 } == [3, 2])
    _ = try await finish(2)
    #expect(try await numbers { _ in } == [3, 1])
    #expect(try await numbers { $0.statuses = [.done] } == [2])
  }

  @Test func `tells whoever is second who was first`() async throws {
    _ = try await add(WorkOrder(title: "a"), key: "1")
    let outcomes = try await registers { (connection) throws(DatabaseError) in
      var outcomes: [ClaimOutcome] = []
      for (number, user) in [(1, "ida"), (1, "ola"), (1, "ida"), (2, "ida")] {
        outcomes.append(
          try WorklistStore.claim(number, by: user, at: Registers.hour(1), in: connection)
        )
      }
      return outcomes
    }
    #expect(outcomes == [.claimed, .taken(by: "ida"), .claimed, .missing])
    let item = try await item(1)
    #expect(item?.status == .claimed)
    #expect(item?.claimedBy == "ida")
    #expect(item?.changed == Registers.hour(1))
  }

  @Test(arguments: 0..<5)
  func `gives an item to one of many who claim it at once`(round: Int) async throws {
    _ = try await add(WorkOrder(title: "a"), key: "1")
    let databases = [registers.database, try registers.another(), try registers.another()]
    let outcomes = try await withThrowingTaskGroup { group in
      for claimer in 0..<9 {
        group.addTask {
          try await databases[claimer % 3].write { (connection) throws(DatabaseError) in
            try WorklistStore.claim(
              1,
              by: "user\(claimer)",
              at: Registers.hour(1),
              in: connection
            )
          }
        }
      }
      return try await group.reduce(into: [ClaimOutcome]()) { $0.append($1) }
    }
    let owner = try #require(try await item(1)?.claimedBy)
    #expect(outcomes.count { $0 == .claimed } == 1)
    #expect(outcomes.count { $0 == .taken(by: owner) } == 8)
  }

  @Test func `tells the flow that waits for it once, whoever did it`() async throws {
    _ = try await add(WorkOrder(title: "a", token: "t"), key: "1")
    _ = try await registers { (connection) throws(DatabaseError) in
      try WorklistStore.claim(1, by: "ola", at: Registers.hour(1), in: connection)
    }
    #expect(try await finish(1, "byttet") == .done(.answered))
    #expect(try await finish(1, "igjen") == .finished(.done))
    #expect(try await finish(2) == .missing)
    let item = try #require(try await item(1))
    #expect(item.doneBy == "ida")
    #expect(item.answer == ["item": 1, "by": "ida", "note": "byttet"])
    let answers = try await registers { (connection) throws(DatabaseError) in
      try Waiter.answers(in: connection)
    }
    #expect(answers == [#"{"item":1,"by":"ida","note":"byttet"}"#])
    let claim = try await registers { (connection) throws(DatabaseError) in
      try WorklistStore.claim(1, by: "ida", at: Registers.hour(10), in: connection)
    }
    #expect(claim == .finished(.done))
  }

  @Test func `says that nobody waits`() async throws {
    _ = try await add(WorkOrder(title: "a"), key: "1")
    _ = try await add(WorkOrder(title: "b", token: "old"), key: "2")
    #expect(try await finish(1) == .done(.none))
    #expect(try await finish(2) == .done(.gone))
    #expect(try await item(2)?.answer["note"] == .null)
  }

  @Test func `keeps when it was taken on and when it was done`() async throws {
    _ = try await add(WorkOrder(title: "a"), key: "1")
    _ = try await registers { (connection) throws(DatabaseError) in
      try WorklistStore.claim(1, by: "ola", at: Registers.hour(1), in: connection)
    }
    _ = try await finish(1)
    #expect(try await item(1)?.claimed == Registers.hour(1))
    #expect(try await item(1)?.done == Registers.hour(9))
  }

  @Test func `becomes another item while it is to be done, and only what is told changes`()
    async throws
  {
    let facts = [WorkOrder.Fact("Modell", "Latitude 5440")]
    _ = try await add(WorkOrder(title: "a", due: Registers.hour(5), facts: facts), key: "1")
    let changes = [
      WorkChange(due: Registers.hour(9), place: "Rådhuset"), WorkChange(place: "Rådhuset"),
      WorkChange(title: "b", facts: []),
    ]
    let outcomes = try await registers { (connection) throws(DatabaseError) in
      try changes.map { (change) throws(DatabaseError) in
        try WorklistStore.change(1, change, at: Registers.hour(1), in: connection)
      }
    }
    #expect(outcomes == [.changed, .unneeded, .changed])
    let expected = WorkOrder(title: "b", due: Registers.hour(9), place: "Rådhuset")
    #expect(try await item(1)?.order == expected)
    _ = try await finish(1)
    let late = try await registers { (connection) throws(DatabaseError) in
      try [1, 2].map { (number) throws(DatabaseError) in
        try WorklistStore.change(number, changes[0], at: Registers.hour(1), in: connection)
      }
    }
    #expect(late == [.finished(.done), .missing])
  }

  @Test func `goes from hand to hand, and only from the hand that has it`() async throws {
    _ = try await add(WorkOrder(title: "a"), key: "1")
    let outcomes = try await registers { (connection) throws(DatabaseError) in
      let time = Registers.hour(2)
      return [
        try WorklistStore.unclaim(1, by: "ida", at: time, in: connection),
        try WorklistStore.claim(1, by: "ida", at: Registers.hour(1), in: connection),
        try WorklistStore.handOver(1, by: "ola", to: "per", at: time, in: connection),
        try WorklistStore.handOver(1, by: "ida", to: "ola", at: time, in: connection),
        try WorklistStore.unclaim(1, by: "ida", at: time, in: connection),
        try WorklistStore.claim(1, by: "ida", at: time, in: connection),
        try WorklistStore.handOver(9, by: "ida", to: "ola", at: time, in: connection),
      ]
    }
    #expect(
      outcomes == [
        .taken(by: ""), .claimed, .taken(by: "ida"), .claimed, .taken(by: "ola"),
        .taken(by: "ola"), .missing,
      ]
    )
    #expect(try await item(1)?.claimedBy == "ola")
    #expect(try await item(1)?.claimed == Registers.hour(1))
    _ = try await registers { (connection) throws(DatabaseError) in
      try WorklistStore.unclaim(1, by: "ola", at: Registers.hour(3), in: connection)
    }
    #expect(try await item(1)?.status == .open)
    #expect(try await item(1)?.claimed == nil)
    _ = try await finish(1)
    let late = try await registers { (connection) throws(DatabaseError) in
      try WorklistStore.handOver(1, by: "ida", to: "ola", at: Registers.hour(9), in: connection)
    }
    #expect(late == .finished(.done))
  }

  @Test func `gives the items of a day, of a place, and of a person`() async throws {
    // The registers' hour 0 is noon on 18 November.
    for (key, hour, place) in [
      ("1", -30.0, "Rådhuset"), ("2", 2, "Rådhuset"), ("3", 20, "Helsehuset"),
    ] {
      _ = try await add(WorkOrder(title: key, due: Registers.hour(hour), place: place), key: key)
    }
    _ = try await add(WorkOrder(title: "4"), key: "4")
    _ = try await registers { (connection) throws(DatabaseError) in
      try WorklistStore.claim(3, by: "ida", at: Registers.hour(1), in: connection)
    }
    let today = try #require(Day("2026-11-18"))
    #expect(try await numbers { $0.narrow(to: today, at: Registers.hour(0)) } == [1, 2])
    #expect(try await numbers { $0.narrow(to: today + 1, at: Registers.hour(0)) } == [3])
    #expect(try await numbers { $0.places = ["Rådhuset", "Ukjent"] } == [1, 2])
    #expect(try await numbers { $0.place = "Hels" } == [3])
    #expect(try await numbers { $0.claimedBy = "ida" } == [3])
    let places = try await registers { (connection) throws(DatabaseError) in
      try WorklistStore.places(in: connection)
    }
    #expect(places == ["Helsehuset", "Rådhuset"])
  }

  @Test(arguments: [
    ("hva skal jeg klargjøre på rådhuset", ["Rådhuset, servicetorget"]),
    ("RÅDHUSETS liste", ["Rådhuset, servicetorget"]), ("rådhus i dag", ["Rådhuset, servicetorget"]),
    ("rådhuset og helsehuset", ["Helsehuset", "Rådhuset, servicetorget"]), ("vis alt", []),
    ("", []),
  ])
  func `knows a place by what people call it`(text: String, places: [String]) {
    let names = PlaceNames(["Rådhuset, servicetorget", "Helsehuset", "B2"])
    #expect(names.named(in: text).sorted() == places)
  }

  @Test func `keeps notes in order`() async throws {
    _ = try await add(WorkOrder(title: "a"), key: "1")
    let notes = (1...2).map { Note(by: "ida", at: Registers.hour(Double($0)), "n\($0)") }
    let (changes, kept) = try await registers { (connection) throws(DatabaseError) in
      let changes = [
        try WorklistStore.note(notes[0], on: 1, in: connection),
        try WorklistStore.note(notes[1], on: 1, in: connection),
        try WorklistStore.note(notes[1], on: 2, in: connection),
      ]
      return (changes, try WorklistStore.notes(on: 1, in: connection))
    }
    #expect(changes == [.made, .made, .missing])
    #expect(kept == notes)
    #expect(try await item(1)?.changed == Registers.hour(2))
  }

  @Test func `withdraws what an execution wanted, and wants it again on the next attempt`()
    async throws
  {
    _ = try await add(WorkOrder(title: "a", execution: "e", token: "t1"), key: "1")
    _ = try await add(WorkOrder(title: "b", execution: "e", token: "t2"), key: "2")
    _ = try await add(WorkOrder(title: "c", execution: "f"), key: "3")
    _ = try await add(WorkOrder(title: "d", execution: "e"), key: "4")
    _ = try await finish(4)
    let first = try await registers { (connection) throws(DatabaseError) in
      try ["t1", "t1", "none"].map { (token) throws(DatabaseError) in
        try WorklistStore.withdraw(waitingWith: token, at: Registers.hour(1), in: connection)
      }
    }
    #expect(first == [[1], [], []])
    #expect(try await item(1)?.changed == Registers.hour(1))
    #expect(try await numbers { _ in } == [2, 3])
    _ = try await add(WorkOrder(title: "a", execution: "e", token: "t9"), key: "1")
    #expect(try await item(1)?.status == .open)
    #expect(try await item(1)?.order.token == "t9")
    let rest = try await registers { (connection) throws(DatabaseError) in
      try WorklistStore.withdraw(of: "e", at: Registers.hour(2), in: connection)
    }
    #expect(rest.sorted() == [1, 2])
    #expect(try await numbers { _ in } == [3])
    #expect(try await item(4)?.status == .done)
  }
}
