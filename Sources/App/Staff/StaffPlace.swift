internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// Where a command of the IT staff works, and for whom.
struct StaffPlace: Sendable {
  let now: Date
  let folder: ContentFolder
  let directory: Directory
  let desk: Desk
  let database: Database

  /// Takes `--content`, `--state` and `--as` away, and opens the database.
  init(_ arguments: inout Arguments, at now: Date, making: Bool) throws {
    let folder = try ContentFolder(&arguments)
    guard let id = try arguments.option("as") else {
      throw UsageError("say who you are with --as USER")
    }
    self.now = now
    self.folder = folder
    directory = try folder.directory()
    desk = Desk(user: directory.user(id), now: now, tasks: FlowAnswers())
    database = try folder.database(making: making)
  }

  /// The path of the content, where the settings are.
  var content: String { folder.path }

  /// What to print where they may not use a command; see ``Desk/refusal(of:in:)``.
  func refusal(of command: String) async throws -> Answer? {
    try await desk.refusal(of: command, in: database)
  }
}
