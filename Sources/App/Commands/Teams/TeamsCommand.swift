internal import Ground

/// `rakel teams …`: what Teams is given of the bot.
enum TeamsCommand: Command {
  static let name = "teams"
  static var usage: String { commands.map { $0.name }.joined(separator: "|") + " …" }
  static let summary = "makes and checks the package for Teams; 'rakel teams help' says more"

  static var commands: [any Command.Type] { [TeamsPackageCommand.self, TeamsCheckCommand.self] }

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    await CommandList(caller: "rakel teams", commands: commands).run(arguments.rest())
  }
}
