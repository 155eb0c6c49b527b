import Foundation
import Storage
import TestKit
import Testing

// Backups are the program's own; no other module uses them.
@testable import App

@Suite struct BackupTests {
  private let folder: TemporaryFolder
  private let content: ContentFolder

  init() throws {
    folder = try TemporaryFolder()
    var arguments = Arguments(["--content", folder.url.path])
    content = try ContentFolder(&arguments)
  }

  @Test func `copies what a server has written, while it has it open`() async throws {
    let database = try content.database(making: true)
    try await write("én", to: database)
    let bytes = try DatabaseBackup.write(content.databasePath, to: file, force: false)
    // What comes after is not in it.
    try await write("to", to: database)
    #expect(try notes(in: file) == ["én"])
    #expect(try notes(in: content.databasePath) == ["én", "to"])
    #expect(bytes > 4_096)
  }

  @Test func `leaves one file, for its owner alone`() async throws {
    let database = try content.database(making: true)
    try await write("én", to: database)
    _ = try DatabaseBackup.write(content.databasePath, to: file, force: false)
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(names.sorted() == [".rakel", "backup.sqlite"])
    // Bytes 18 and 19 say whether a log belongs to it (https://sqlite.org/fileformat2.html).
    #expect(try Data(contentsOf: URL(filePath: file))[18...19] == Data([1, 1]))
  }

  @Test func `replaces no file unless told to`() async throws {
    let database = try content.database(making: true)
    try await write("én", to: database)
    try folder.write("mine", to: "backup.sqlite")
    #expect(throws: UsageError.self) {
      try DatabaseBackup.write(content.databasePath, to: file, force: false)
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    _ = try DatabaseBackup.write(content.databasePath, to: file, force: true)
    #expect(try notes(in: file) == ["én"])
  }

  @Test func `leaves nothing behind where it cannot`() async throws {
    #expect(throws: DatabaseFault.self) {
      try DatabaseBackup.write(content.databasePath, to: file, force: false)
    }
    try folder.write(String(repeating: "no database", count: 1_000), to: ".rakel/rakel.sqlite")
    #expect(throws: DatabaseFault.self) {
      try DatabaseBackup.write(content.databasePath, to: file, force: false)
    }
    #expect(throws: FileFault.self) {
      try DatabaseBackup.write(content.databasePath, to: folder.path("no/b"), force: false)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [".rakel"])
  }

  @Test func `restores a backup, and keeps what was there`() async throws {
    do {
      let database = try content.database(making: true)
      try await write("én", to: database)
      _ = try DatabaseBackup.write(content.databasePath, to: file, force: false)
      try await write("to", to: database)
    }
    let before = try Data(contentsOf: URL(filePath: file))
    let kept = try #require(try restore())
    #expect(kept == content.databasePath + ".before-restore")
    #expect(try notes(in: content.databasePath) == ["én"])
    #expect(try notes(in: kept) == ["én", "to"])
    #expect(try Data(contentsOf: URL(filePath: file)) == before)
    #expect(try restore() == content.databasePath + ".before-restore-2")
  }

  @Test func `restores where there is nothing, or what is there is damaged`() async throws {
    do {
      let database = try content.database(making: true)
      try await write("én", to: database)
      _ = try DatabaseBackup.write(content.databasePath, to: file, force: false)
    }
    try FileManager.default.removeItem(at: content.state)
    #expect(try restore() == nil)
    try folder.write(String(repeating: "no database", count: 1_000), to: ".rakel/rakel.sqlite")
    try folder.write("its log", to: ".rakel/rakel.sqlite-wal")
    let kept = try #require(try restore())
    #expect(try String(contentsOfFile: kept, encoding: .utf8).hasPrefix("no database"))
    #expect(try notes(in: content.databasePath) == ["én"])
  }

  @Test func `restores nothing while a process runs on the database`() async throws {
    let database = try content.database(making: true)
    try await write("én", to: database)
    _ = try DatabaseBackup.write(content.databasePath, to: file, force: false)
    let lock = try #require(FileLock(path: content.lockPath))
    #expect(throws: RestoreFault.self) { try restore() }
    withExtendedLifetime(lock) {}
    #expect(try notes(in: content.databasePath) == ["én"])
  }

  @Test(arguments: ["text", "empty", "foreign", "cut", "newer"])
  func `restores nothing that is no backup`(kind: String) async throws {
    let database = try content.database(making: true)
    try await write("én", to: database)
    switch kind {
    case "text": try folder.write(String(repeating: "text", count: 9_999), to: "backup.sqlite")
    case "empty": try folder.write("", to: "backup.sqlite")
    case "foreign": try Connection(path: file).run("CREATE TABLE a (b TEXT) STRICT")
    case "cut":
      _ = try DatabaseBackup.write(content.databasePath, to: file, force: false)
      let data = try Data(contentsOf: URL(filePath: file))
      try data.prefix(data.count / 2).write(to: URL(filePath: file))
    default:
      _ = try DatabaseBackup.write(content.databasePath, to: file, force: false)
      try Connection(path: file).run("UPDATE layout SET steps = 99")
    }
    #expect(throws: (any Error).self) { try restore() }
    #expect(try notes(in: content.databasePath) == ["én"])
    let names = try FileManager.default.contentsOfDirectory(atPath: content.state.path)
    #expect(names.allSatisfy { !$0.contains("tmp") && !$0.contains("before") }, "\(names)")
  }

  @Test(arguments: [
    ("b", "."), ("/b", "/"), ("a/b", "a"), ("/a/b", "/a"), ("../b", ".."), ("", "."),
  ])
  func `knows the folder of a file`(path: String, folder: String) {
    #expect(NewFile.folder(of: path) == folder)
  }

  private var file: String { folder.path("backup.sqlite") }

  private func restore() throws -> String? {
    try DatabaseRestore(backup: file, folder: content).run()
  }

  private func write(_ note: String, to database: Database) async throws {
    try await database.write { (connection) throws(DatabaseError) in
      try connection.run("CREATE TABLE IF NOT EXISTS note (text TEXT) STRICT")
      try connection.run("INSERT INTO note VALUES (?)", .text(note))
    }
  }

  private func notes(in path: String) throws -> [String] {
    try Connection(path: path).rows("SELECT text FROM note") { (row) in row.text(0) }
  }
}
