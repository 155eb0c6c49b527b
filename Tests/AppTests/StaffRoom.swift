import Dialogue
import Foundation
import Ground
import Helpdesk
import Storage
import TestKit

// What a command of the IT staff prints is App's own.
@testable import App

/// A folder with users and a database, in which the commands of the IT staff run.
struct StaffRoom {
  /// A quiet Saturday morning.
  static let now = Date(timeIntervalSince1970: 1_795_000_000)

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let users = [
      "ida\tIda\titstaff\tåsdal", "ola\tOla\titstaff", "kari\tKari\temployee\tåsdal",
      "per\tPer\tpupil",
    ]
    try folder.write(users.joined(separator: "\n"), to: "users.tsv")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "state"),
      withIntermediateDirectories: true
    )
    _ = try database()
  }

  var databasePath: String { folder.path("state/rakel.sqlite") }

  /// Whether something of that name is in the folder.
  func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.path(name))
  }

  func database() throws -> Database { try Database(path: databasePath, layouts: Tables.all) }

  /// The moment so many hours before now.
  static func ago(hours: Double) -> Date { now.addingTimeInterval(-hours * 3_600) }

  @discardableResult
  func write<Value: Sendable>(
    _ body: @Sendable (Connection) throws(DatabaseError) -> Value
  ) async throws -> Value {
    try await database().write(body)
  }

  /// Runs a command as IT staff, or as somebody else.
  func run<Staff: StaffCommand>(
    _ command: Staff.Type,
    _ words: String...,
    as user: String = "ida"
  ) async throws -> Answer {
    try await run(command, words: words + ["--as", user])
  }

  /// Runs a command with those words, and where its folders are.
  func run<Staff: StaffCommand>(
    _ command: Staff.Type,
    words: [String],
    state: String = "state"
  ) async throws -> Answer {
    let place = ["--content", folder.url.path, "--state", folder.path(state)]
    return try await command.answer(Arguments(words + place), at: Self.now)
  }

  /// The events in the audit, in order, each with who and on what.
  func events() async throws -> [String] {
    try await write { (connection) throws(DatabaseError) in
      try AuditStore.records(AuditFilter(), in: connection).map { record in
        let subject = record.entry.subject.map { "\($0.kind.rawValue) \($0.id)" } ?? ""
        return "\(record.entry.user ?? "-") \(record.entry.event.rawValue) \(subject)"
      }
    }
  }
}
