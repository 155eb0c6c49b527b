import Foundation
import Ground
import Helpdesk
import Storage
import Testing

@Suite struct AuditTrimmingTests {
  private let registers: Registers

  init() throws { registers = try Registers() }

  /// Ten entries, an hour apart from hour 1.
  private func fill() async throws {
    try await registers { (connection) throws(DatabaseError) in
      for number in 1...10 {
        let entry = AuditEntry(.caseCreated, by: "ida", at: Registers.hour(Double(number)))
        try AuditStore.append(entry, in: connection)
      }
    }
  }

  @discardableResult
  private func trim(before hour: Double) async throws -> Int {
    try await registers { (connection) throws(DatabaseError) in
      let (before, now) = (Registers.hour(hour), Registers.hour(100))
      let count = try AuditStore.trim(before: before, at: now, in: connection)
      var next: Int? = 0
      while let after = next { next = try AuditStore.purge(after: after, in: connection).next }
      return count
    }
  }

  private func entries() async throws -> Int? {
    let verdict = try await registers { (connection) throws(DatabaseError) in
      try AuditStore.verdict(in: connection)
    }
    guard case .intact(let entries, _) = verdict else { return nil }
    return entries
  }

  private func numbers() async throws -> [Int] {
    try await registers { (connection) throws(DatabaseError) in
      try AuditStore.records(AuditFilter(), in: connection).map(\.number)
    }
  }

  @Test func `is intact without its oldest entries`() async throws {
    try await fill()
    #expect(try await trim(before: 4) == 3)
    #expect(try await numbers() == Array(4...11))
    #expect(try await entries() == 8)
    #expect(try await trim(before: 4) == 0)
    #expect(try await trim(before: 7) == 3)
    #expect(try await entries() == 6)
    // All but what says so itself.
    #expect(try await trim(before: 50) == 4)
    #expect(try await numbers() == Array(11...13))
    #expect(try await entries() == 3)
  }

  @Test func `is intact while what was let go is not yet deleted`() async throws {
    try await fill()
    try await registers { (connection) throws(DatabaseError) in
      _ = try AuditStore.trim(before: Registers.hour(4), at: Registers.hour(100), in: connection)
    }
    #expect(try await numbers().count == 11)
    #expect(try await entries() == 8)
  }

  @Test func `keeps what is old behind something that is not`() async throws {
    try await fill()
    try await registers { (connection) throws(DatabaseError) in
      let entry = AuditEntry(.caseCreated, by: "ida", at: Registers.hour(0))
      try AuditStore.append(entry, in: connection)
    }
    #expect(try await trim(before: 1) == 0)
    #expect(try await numbers().count == 11)
  }

  @Test(arguments: [
    "UPDATE auditAnchor SET number = 5, hash = (SELECT hash FROM audit WHERE number = 5)",
    "UPDATE auditAnchor SET hash = zeroblob(32)", "DELETE FROM auditAnchor",
    "DELETE FROM audit WHERE number = 4", "UPDATE audit SET user = 'odd' WHERE number = 4",
  ])
  func `shows who trims it by hand`(sql: String) async throws {
    try await fill()
    try await trim(before: 4)
    try await registers { (connection) throws(DatabaseError) in
      try connection.run("DROP TRIGGER auditIsNotAltered")
      try connection.run("DROP TRIGGER auditIsNotShortened")
      try connection.run(sql)
    }
    #expect(try await entries() == nil)
  }

  @Test func `deletes nothing that was not let go`() async throws {
    try await fill()
    try await trim(before: 4)
    let error = await #expect(throws: DatabaseError.self) {
      try await registers { (connection) throws(DatabaseError) in
        try connection.run("DELETE FROM audit WHERE number = 4")
      }
    }
    #expect(error?.message == "the audit is append-only")
  }
}
