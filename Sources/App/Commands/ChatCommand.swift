internal import Channels
internal import Dialogue
internal import Flows
internal import Foundation
internal import Ground
internal import HTTP
internal import People
internal import Storage
internal import Understanding

/// The terminal chat on some content, with a local SQLite file.
struct ChatCommand: Command {
  static let name = "chat"
  static let usage = "[--content DIR] [--state DIR] [--as USER]"
  static let summary = "talks with you in the terminal, or with a pipe, a message a line"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let folder = try ContentFolder(&arguments)
    let user = try arguments.option("as")
    let settings = try SourceSettings(&arguments, content: folder.path)
    try arguments.finish()
    let content = try folder.content()
    let directory = try folder.directory()
    let id = user ?? directory.first ?? "gjest"
    guard directory.knows(id) else {
      throw UsageError(
        "no user '\(id)'; users.tsv has \(directory.samples(50).joined(separator: ", "))"
      )
    }
    let database = try folder.database(making: true, isChecked: true)
    let automation = try folder.automation(
      of: content,
      on: database,
      licences: LicenceDoor(settings, transport: CurlTransport(), database: database, in: folder)
    )
    let runner = EngineRunner(automation.engine, goesOn: false)
    // The reader is made while the first message is typed; a training is waited for, since it has something to say.
    let turn = Task.detached {
      Turn(reader: try folder.reader(of: content), content: content, hasFlow: runner.has)
    }
    if !folder.hasLearned(from: content) { _ = try await turn.value }
    let lock = try await automation.begin(holding: folder.lockPath)
    defer { withExtendedLifetime(lock) {} }
    let chat = TerminalChat(
      greeting: Turn.greeting(of: content),
      turn: { try await turn.value },
      directory: directory,
      store: ConversationStore(database),
      flows: automation.forChat(isRunning: lock != nil)
    )
    try await chat.run(as: id)
    return 0
  }
}
