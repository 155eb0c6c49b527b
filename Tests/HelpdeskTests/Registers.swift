import Foundation
import Helpdesk
import Storage
import TestKit

/// The registers in a file of one test's own.
struct Registers {
  static let layouts = [
    CaseStore.layout, WorklistStore.layout, AuditStore.layout, AnnouncementStore.layout,
    GainStore.layout, LicenceRemovalStore.layout,
  ]

  let folder: TemporaryFolder
  let database: Database

  init() throws {
    folder = try TemporaryFolder()
    database = try Database(path: folder.path("rakel.sqlite"), layouts: Self.layouts)
  }

  /// A second connection to the same file, as another process has.
  func another() throws -> Database {
    try Database(path: folder.path("rakel.sqlite"), layouts: Self.layouts)
  }

  @discardableResult
  func callAsFunction<Value: Sendable>(
    _ body: @Sendable (Connection) throws(DatabaseError) -> Value
  ) async throws -> Value {
    try await database.write(body)
  }

  /// A quiet Saturday morning, and so many hours after it.
  static func hour(_ hours: Double) -> Date {
    Date(timeIntervalSince1970: 1_795_000_000 + hours * 3_600)
  }
}
