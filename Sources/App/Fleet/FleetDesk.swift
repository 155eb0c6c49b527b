internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// Where a command of the fleet works, and for whom.
struct FleetDesk: Sendable {
  let now: Date
  /// The folder of the content, where the settings are.
  let content: String
  /// The folder of what is learned and remembered.
  let state: URL
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
    content = folder.path
    state = folder.state
    directory = try folder.directory()
    desk = Desk(user: directory.user(id), now: now, tasks: FlowAnswers())
    database = try folder.database(making: making)
  }

  /// What to print where they may not use a command; see ``Desk/refusal(of:in:)``.
  func refusal(of command: String) async throws -> Answer? {
    try await desk.refusal(of: command, in: database)
  }
}
