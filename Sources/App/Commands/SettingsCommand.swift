internal import Foundation
internal import Ground

/// `rakel settings [--json]`: what a server here would run on, and why.
enum SettingsCommand: Command {
  static let name = "settings"
  static let usage = "[--config FILE] [--content DIR] [--KEY VALUE …] [--json]"
  static let summary = "shows the settings of the server, and where each comes from"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let isJSON = arguments.flag("json")
    let environment = ProcessInfo.processInfo.environment
    let loaded = try ServerConfiguration.load(&arguments, environment: environment)
    try arguments.finish()
    let page = SettingsPage(loaded)
    if isJSON {
      Output.line(page.json.prettyText)
    } else {
      for line in page.lines { Output.line(line) }
    }
    for fault in loaded.faults { Output.complain("\(fault)") }
    return loaded.isUsable ? 0 : 1
  }
}
