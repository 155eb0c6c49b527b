internal import Ground

/// `rakel fleet …`: the inventory of machines.
enum FleetCommand: Command {
  static let name = "fleet"
  static var usage: String { commands.map { $0.name }.joined(separator: "|") + " …" }
  static let summary = "keeps the inventory of machines; 'rakel fleet help' says more"

  static var commands: [any Command.Type] {
    [
      FleetImportCommand.self, FleetListCommand.self, FleetShowCommand.self,
      FleetStatsCommand.self, FleetPlanCommand.self,
    ]
  }

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    await CommandList(caller: "rakel fleet", commands: commands).run(arguments.rest())
  }
}
