internal import Flows
internal import Foundation
internal import Ground
internal import HTTP
internal import Storage

/// `rakel flow work [--until-idle SECONDS]`: runs what is due in the database, until it is stopped.
///
/// It may be stopped or killed at any moment: what was on its way is taken up again by the next that works. With
/// `--until-idle` it ends once no call is on its way and nothing is due for that long.
enum FlowWorkCommand: Command {
  static let name = "work"
  static let usage = "[--until-idle SECONDS] [--content DIR] [--state DIR]"
  static let summary = "runs the flows that have begun, until it is stopped or nothing is left"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let folder = try ContentFolder(&arguments)
    let idle = try arguments.option("until-idle").map { (text) throws(UsageError) in
      guard let seconds = Double(text), (0...1e9).contains(seconds) else {
        throw UsageError("--until-idle needs seconds, not '\(text)'")
      }
      return Duration.seconds(seconds)
    }
    let settings = try SourceSettings(&arguments, content: folder.path)
    try arguments.finish()
    let database = try folder.database(making: false, isChecked: true)
    let automation = try folder.automation(
      of: try folder.content(),
      on: database,
      licences: LicenceDoor(settings, transport: CurlTransport(), database: database, in: folder)
    )
    guard let lock = try await automation.begin(holding: folder.lockPath) else {
      throw UsageError("another Rakel runs the flows of '\(folder.databasePath)'")
    }
    defer { withExtendedLifetime(lock) {} }
    await automation.worker.run(untilIdleFor: idle) { outage in
      Output.complain("rakel flow work: \(outage); trying again")
    }
    return 0
  }
}
