import Foundation
import Helpdesk
import Storage
import Testing

@Suite struct CaseStoreTests {
  private let registers: Registers

  init() throws { registers = try Registers() }

  private func report(
    _ subject: String,
    user: String = "kari",
    municipality: String? = "åsdal",
    category: String = "printer",
    flow: String? = nil
  ) -> CaseReport {
    CaseReport(
      user: user,
      municipality: municipality,
      subject: subject,
      category: category,
      flow: flow
    )
  }

  /// Three cases, an hour apart.
  private func fill() async throws {
    let reports = [
      report("a"), report("b", user: "odd", municipality: "STORØYA", flow: "Skriver"),
      report("c", category: "access"),
    ]
    try await registers { (connection) throws(DatabaseError) in
      for (index, report) in reports.enumerated() {
        _ = try CaseStore.create(
          report,
          key: "key\(index)",
          at: Registers.hour(Double(index)),
          in: connection
        )
      }
    }
  }

  private func numbers(_ change: @Sendable (inout CaseFilter) -> Void) async throws -> [Int] {
    var filter = CaseFilter()
    change(&filter)
    return try await registers.database.read { [filter] (connection) throws(DatabaseError) in
      try CaseStore.cases(filter, in: connection).map(\.number)
    }
  }

  @Test func `numbers cases from 1001 and gives back what was written`() async throws {
    let given = CaseReport(
      user: "kari",
      municipality: "Åsdal",
      subject: "  Skriveren\nstår ",
      category: "printer",
      description: "Lys\nblinker",
      priority: .high,
      flow: "Skriver",
      execution: "Skriver-1"
    )
    let lines = [
      Case.Line(isFromUser: true, text: "skriveren står", time: Registers.hour(0)),
      Case.Line(isFromUser: false, text: "Hvilken?", time: Registers.hour(0.5)),
    ]
    let made = try await registers { (connection) throws(DatabaseError) in
      try CaseStore.create(
        given,
        key: "k",
        transcript: lines,
        at: Registers.hour(1),
        in: connection
      )
    }
    #expect(made == Registration(number: 1001, isNew: true))
    let found = try await registers { (connection) throws(DatabaseError) in
      try CaseStore.find(1001, in: connection)
    }
    #expect(
      found
        == Case(
          number: 1001,
          report: given,
          status: .open,
          created: Registers.hour(1),
          changed: Registers.hour(1)
        )
    )
    #expect(found?.report.subject == "Skriveren står")
    #expect(found?.report.municipality == "åsdal")
    let transcript = try await registers { (connection) throws(DatabaseError) in
      try CaseStore.transcript(of: 1001, in: connection)
    }
    #expect(transcript == lines)
  }

  @Test func `writes a case down once per key`() async throws {
    let (first, second) = (report("a"), report("b"))
    let made = try await registers { (connection) throws(DatabaseError) in
      [
        try CaseStore.create(first, key: "k", at: Registers.hour(0), in: connection),
        try CaseStore.create(second, key: "k", at: Registers.hour(1), in: connection),
        try CaseStore.create(second, key: "l", at: Registers.hour(1), in: connection),
      ]
    }
    #expect(made.map(\.number) == [1001, 1001, 1002])
    #expect(made.map(\.isNew) == [true, false, true])
    #expect(try await numbers { _ in } == [1002, 1001])
  }

  @Test func `gives the cases that a filter lets through`() async throws {
    try await fill()
    #expect(try await numbers { _ in } == [1003, 1002, 1001])
    #expect(try await numbers { $0.user = "kari" } == [1003, 1001])
    #expect(try await numbers { $0.municipality = "Storøya" } == [1002])
    #expect(try await numbers { $0.flow = "Skriver" } == [1002])
    #expect(try await numbers { $0.category = "access" } == [1003])
    #expect(try await numbers { $0.createdBefore = Registers.hour(1) } == [1002, 1001])
    #expect(try await numbers { $0.limit = 1 } == [1003])
    #expect(try await numbers { $0.statuses = [] } == [])
    let own = try await registers { (connection) throws(DatabaseError) in
      try CaseStore.cases(of: "kari", limit: 1, in: connection).map(\.number)
    }
    #expect(own == [1003])
  }

  @Test func `closes a case once`() async throws {
    try await fill()
    let changes = try await registers { (connection) throws(DatabaseError) in
      [
        try CaseStore.set(.waiting, of: 1002, at: Registers.hour(5), in: connection),
        try CaseStore.set(.closed, of: 1001, at: Registers.hour(5), in: connection),
        try CaseStore.set(.closed, of: 1001, at: Registers.hour(6), in: connection),
        try CaseStore.set(.closed, of: 7, at: Registers.hour(6), in: connection),
      ]
    }
    #expect(changes == [.made, .made, .unneeded, .missing])
    #expect(try await numbers { _ in } == [1003, 1002])
    #expect(try await numbers { $0.statuses = [.waiting, .closed] } == [1002, 1001])
    let closed = try await registers { (connection) throws(DatabaseError) in
      try CaseStore.find(1001, in: connection)
    }
    #expect(closed?.changed == Registers.hour(5))
  }

  @Test func `keeps notes in order, once per key`() async throws {
    try await fill()
    let notes = (1...3).map { Note(by: "ida", at: Registers.hour(Double($0) + 5), "n\($0)") }
    let changes = try await registers { (connection) throws(DatabaseError) in
      [
        try CaseStore.note(notes[0], on: 1001, key: "k", in: connection),
        try CaseStore.note(notes[1], on: 1001, key: "k", in: connection),
        try CaseStore.note(notes[2], on: 1001, in: connection),
        try CaseStore.note(notes[2], on: 1001, in: connection),
        try CaseStore.note(notes[2], on: 7, in: connection),
      ]
    }
    #expect(changes == [.made, .unneeded, .made, .made, .missing])
    let (kept, changed) = try await registers { (connection) throws(DatabaseError) in
      (
        try CaseStore.notes(of: 1001, in: connection),
        try CaseStore.find(1001, in: connection)?.changed
      )
    }
    #expect(kept == [notes[0], notes[2], notes[2]])
    #expect(changed == Registers.hour(8))
  }

  @Test(arguments: ["\u{0}", "'); DROP TABLE cases; --", "\u{1B}[31m", "🙂", ""])
  func `keeps any words`(text: String) async throws {
    let given = CaseReport(user: text, subject: text, category: text, description: text)
    let found = try await registers { (connection) throws(DatabaseError) in
      let made = try CaseStore.create(given, key: text, at: Registers.hour(0), in: connection)
      return try CaseStore.find(made.number, in: connection)?.report
    }
    #expect(found == given)
    #expect(found?.description == text)
  }

  @Test func `cuts what is too long, whatever it is made of`() {
    let marks = "e" + String(repeating: "\u{301}", count: 50_000)
    let report = CaseReport(user: "kari", subject: marks, category: "", description: marks)
    #expect(report.subject.unicodeScalars.count == 200)
    #expect(report.description.unicodeScalars.count == 10_000)
    #expect(report.subject.hasSuffix("…"))
    #expect(
      Note(by: "a", at: Registers.hour(0), String(repeating: "x", count: 10_000)).text.last == "x"
    )
  }
}
