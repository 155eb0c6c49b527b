import Foundation
import Ground
import Storage
import TestKit
import Testing

/// What several callers write at the same time shares one commit.
@Suite struct GroupCommitTests {
  private let folder: TemporaryFolder
  private let database: Database

  init() throws {
    folder = try TemporaryFolder()
    let layout = Layout(
      "note",
      Migration("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT")
    )
    database = try Database(path: folder.path("a.sqlite"), layouts: [layout])
  }

  @Test func `a fault of one caller undoes nothing of the others`() async throws {
    let database = database
    let failed = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<200 {
        group.addTask {
          do {
            try await database.write { (connection) throws(DatabaseError) in
              try connection.run("INSERT INTO note (id) VALUES (?)", .integer(number))
              if number % 3 == 0 { try connection.run("INSERT INTO nowhere VALUES (1)") }
            }
            return false
          } catch { return true }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(failed == 67)
    #expect(try await ids() == (0..<200).filter { $0 % 3 != 0 })
  }

  @Test func `one who changes much is kept, and undone where it fails, as one who changes little`()
    async throws
  {
    let many = 3_000
    let text = String(repeating: "x", count: 2_000)
    try await database.write { (connection) throws(DatabaseError) in
      for number in 0..<many {
        try connection.run("INSERT INTO note VALUES (?, ?)", .integer(number), .text(text))
      }
    }
    try await database.write { (connection) throws(DatabaseError) in
      try connection.savepoint { (connection) throws(DatabaseError) in
        try connection.run("UPDATE note SET text = 'kept'")
      }
      // As who shares a commit would be undone, and nobody else.
      #expect(throws: DatabaseError.self) {
        try connection.savepoint { (connection) throws(DatabaseError) in
          try connection.run("UPDATE note SET text = ?", .text(text))
          try connection.run("INSERT INTO nowhere VALUES (1)")
        }
      }
    }
    await #expect(throws: DatabaseError.self) {
      try await database.write { (connection) throws(DatabaseError) in
        try connection.run("UPDATE note SET text = ?", .text(text))
        try connection.run("INSERT INTO nowhere VALUES (1)")
      }
    }
    let kept = try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT count(*) FROM note WHERE text = 'kept'") { $0.integer(0) }
    }
    #expect(kept == [many])
  }

  @Test func `a temporary table may be large, and go again`() async throws {
    let count = try await database.write { (connection) throws(DatabaseError) in
      try connection.run("CREATE TEMP TABLE much (id INTEGER PRIMARY KEY, text TEXT)")
      for number in 0..<2_000 {
        let text = String(repeating: "x", count: 2_000)
        try connection.run("INSERT INTO much VALUES (?, ?)", .integer(number), .text(text))
      }
      try connection.run("UPDATE much SET text = 'kept'")
      return try connection.rows("SELECT count(*) FROM much") { $0.integer(0) }
    }
    #expect(count == [2_000])
    try await database.write { (connection) throws(DatabaseError) in
      try connection.run("DROP TABLE much")
    }
  }

  @Test func `what was written is there for a read that comes after it`() async throws {
    let database = database
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<100 {
        group.addTask {
          try await database.write { (connection) throws(DatabaseError) in
            try connection.run("INSERT INTO note (id) VALUES (?)", .integer(number))
          }
          return try await ids().contains(number)
        }
      }
      for try await isThere in group { #expect(isThere) }
    }
  }

  @Test func `a full disk fails everybody who shares the commit, and nothing is half kept`()
    async throws
  {
    try await database.write { (connection) throws(DatabaseError) in
      _ = try connection.rows("PRAGMA max_page_count = 20") { (row) in row.integer(0) }
    }
    let database = database
    let kept = await withTaskGroup(of: Int?.self) { group in
      for number in 0..<50 {
        group.addTask {
          do {
            try await database.write { (connection) throws(DatabaseError) in
              try connection.run(
                "INSERT INTO note (id, text) VALUES (?, ?)",
                .integer(number),
                .text(String(repeating: "x", count: 5_000))
              )
            }
            return number
          } catch { return nil }
        }
      }
      return await group.reduce(into: [Int]()) { if let number = $1 { $0.append(number) } }
    }
    #expect(kept.count < 50)
    #expect(try await ids() == kept.sorted())
  }

  @Test func `what can wait is written with what cannot, or by itself soon`() async throws {
    let database = database
    @Sendable func insert(_ number: Int, soon isSoon: Bool) async throws {
      let body = { @Sendable (connection: Connection) throws(DatabaseError) -> Void in
        try connection.run("INSERT INTO note (id) VALUES (?)", .integer(number))
      }
      if isSoon { try await database.writeSoon(body) } else { try await database.write(body) }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0...20 {
        group.addTask { () async throws -> Void in try await insert(number, soon: number < 20) }
      }
      try await group.waitForAll()
    }
    #expect(try await ids() == Array(0...20))
    try await insert(200, soon: true)
    #expect(try await ids().last == 200)
  }

  @Test func `what can wait is told by itself what came of it`() async throws {
    let database = database
    let kept = await withTaskGroup(of: Bool.self) { group in
      for number in [1, 2, 2, 3] {
        group.addTask {
          do {
            try await database.writeSoon { (connection) throws(DatabaseError) in
              try connection.run("INSERT INTO note (id) VALUES (?)", .integer(number))
            }
            return true
          } catch { return false }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(kept == 3)
    #expect(try await ids() == [1, 2, 3])
  }

  @Test func `what can wait does not wait for ever where nothing can be written`() async throws {
    try await database.write { (connection) throws(DatabaseError) in
      try connection.run("PRAGMA query_only = ON")
    }
    let error = await #expect(throws: DatabaseError.self) {
      try await database.writeSoon { (connection) throws(DatabaseError) in
        try connection.run("INSERT INTO note (id) VALUES (1)")
      }
    }
    #expect(error?.code == 8)
  }

  @Test func `a read cannot write`() async throws {
    await #expect(throws: DatabaseError.self) {
      try await database.read { (connection) throws(DatabaseError) in
        try connection.run("INSERT INTO note (id) VALUES (1)")
      }
    }
  }

  private func ids() async throws -> [Int] {
    try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT id FROM note ORDER BY id") { (row) in row.integer(0) }
    }
  }
}
