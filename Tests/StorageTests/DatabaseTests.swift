import Foundation
import Ground
import Storage
import TestKit
import Testing

@Suite struct DatabaseTests {
  private static let first = Migration(
    "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT"
  )
  private static let second = Migration("ALTER TABLE note ADD COLUMN mark BLOB")

  @Test func `gives back every kind of value as it was`() async throws {
    let database = try Database(path: ":memory:", layouts: [])
    let values: [SQLValue] = [
      .null, .integer(.min), .real(0.1), .text("æ\u{0}å"), .blob([0, 255]), .blob([]),
    ]
    let read = try await database.read { (connection) throws(DatabaseError) in
      try connection.rows(
        "SELECT ?, ?, ?, ?, ?, ?",
        values[0],
        values[1],
        values[2],
        values[3],
        values[4],
        values[5]
      ) {
        (row) in (0..<6).map { row[$0] }
      }
    }
    #expect(read == [values])
  }

  @Test func `gives back a value whatever was bound in its place before`() throws {
    let connection = try Connection(path: ":memory:")
    let long = String(repeating: "lang", count: 10_000)
    let texts = ["", "kort", long, "", "kort", "lenger enn kort"]
    for text in texts {
      for value in [SQLValue.text(text), .utf8(Array(text.utf8)), .blob(Array(text.utf8))] {
        let found = try connection.rows("SELECT ?, typeof(?1)", value) { (row) in
          (row.text(0), row.text(1))
        }
        #expect(found.map(\.0) == [text])
        if case .blob = value { continue }
        #expect(found.map(\.1) == ["text"])
      }
    }
    #expect(try connection.rows("SELECT ?", .json(["a": "b"])) { $0.text(0) } == [#"{"a":"b"}"#])
  }

  @Test func `takes what is not given for null, and refuses what is not asked for`() throws {
    let connection = try Connection(path: ":memory:")
    func read(_ values: SQLValue...) throws -> [[SQLValue]] {
      try connection.rows("SELECT ?, ?", values: values) { (row) in [row[0], row[1]] }
    }
    #expect(try read(1, 2) == [[1, 2]])
    #expect(try read(3) == [[3, nil]])
    #expect(try read() == [[nil, nil]])
    #expect(throws: DatabaseError.self) { try read(1, 2, 3) }
  }

  @Test func `keeps nothing of a transaction that fails`() async throws {
    let database = try Database(path: ":memory:", layouts: [Layout("note", Self.first)])
    await #expect(throws: DatabaseError.self) {
      try await database.write { (connection) throws(DatabaseError) in
        try connection.run("INSERT INTO note (text) VALUES ('a')")
        try connection.run("INSERT INTO nowhere VALUES (1)")
      }
    }
    #expect(try await count(database) == 0)
    try await database.write { (connection) throws(DatabaseError) in
      try connection.run("INSERT INTO note (text) VALUES ('b')")
    }
    #expect(try await count(database) == 1)
  }

  @Test(arguments: [false, true])
  func `a glance sees what was committed, however many there are`(isInMemory: Bool) async throws {
    let folder = try TemporaryFolder()
    let path = isInMemory ? ":memory:" : folder.path("a.sqlite")
    let database = try Database(path: path, layouts: [Layout("note", Self.first)])
    for round in 1...8 {
      try await database.write { (connection) throws(DatabaseError) in
        try connection.run("INSERT INTO note (text) VALUES ('a')")
      }
      let counts = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<16 {
          group.addTask {
            try await database.glance { (connection) throws(DatabaseError) in
              try connection.rows("SELECT count(*) FROM note") { (row) in row.integer(0) }[0]
            }
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(counts == Array(repeating: round, count: 16))
    }
  }

  @Test func `a glance writes nothing, and what it throws is thrown`() async throws {
    let folder = try TemporaryFolder()
    let database = try Database(
      path: folder.path("a.sqlite"),
      layouts: [Layout("note", Self.first)]
    )
    await #expect(throws: DatabaseError.self) {
      try await database.glance { (connection) throws(DatabaseError) in
        try connection.run("INSERT INTO note (text) VALUES ('a')")
      }
    }
    #expect(try await count(database) == 0)
  }

  @Test func `brings an older file up to date and keeps its rows`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.sqlite")
    do {
      let old = try Database(path: path, layouts: [Layout("note", Self.first)])
      try await old.write { (connection) throws(DatabaseError) in
        try connection.run("INSERT INTO note (text) VALUES ('x')")
      }
    }
    let new = try Database(path: path, layouts: [Layout("note", Self.first, Self.second)])
    #expect(try await count(new) == 1)
    #expect(throws: DatabaseError.self) {
      try Database(path: path, layouts: [Layout("note", Self.first)])
    }
  }

  @Test func `says that a file is damaged and leaves it alone`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(String(repeating: "not a database ", count: 500), to: "b.sqlite")
    let error = #expect(throws: DatabaseError.self) {
      try Database(path: path, layouts: [Layout("note", Self.first)])
    }
    #expect(error?.isDamage == true)
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("not a database"))
  }

  @Test func `names the statement but never its values`() async throws {
    let database = try Database(path: ":memory:", layouts: [Layout("note", Self.first)])
    let error = await #expect(throws: DatabaseError.self) {
      try await database.write { (connection) throws(DatabaseError) in
        try connection.run("INSERT INTO note (id, text) VALUES (?, ?)", 1, "hemmelig")
        try connection.run("INSERT INTO note (id, text) VALUES (?, ?)", 1, "hemmelig")
      }
    }
    #expect(error?.description.contains("INSERT INTO note") == true)
    #expect(error?.description.contains("hemmelig") == false)
  }

  private func count(_ database: Database) async throws -> Int {
    try await database.read { (connection) throws(DatabaseError) in
      try connection.rows("SELECT count(*) FROM note") { (row) in row.integer(0) }
    }[0]
  }
}
