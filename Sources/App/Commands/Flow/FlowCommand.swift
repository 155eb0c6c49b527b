internal import Connectors
internal import Flows
internal import Ground
internal import StatesLanguage

/// `rakel flow …`: everything about flows; a sub-command is one file beside this one and one entry in ``commands``.
enum FlowCommand: Command {
  static let name = "flow"
  static var usage: String { commands.map { $0.name }.joined(separator: "|") + " …" }
  static let summary = "checks and runs automation flows; 'rakel flow help' says more"

  static var commands: [any Command.Type] {
    [
      FlowCheckCommand.self, FlowRunCommand.self, FlowSimulateCommand.self, FlowStartCommand.self,
      FlowAnswerCommand.self, FlowWorkCommand.self, FlowListCommand.self, FlowShowCommand.self,
      FlowPauseCommand.self, FlowResumeCommand.self, FlowRetryCommand.self, FlowCancelCommand.self,
      FlowMigrateCommand.self, FlowCardsCommand.self,
    ]
  }

  /// What a flow's `Resource` may name.
  static var catalogue: ResourceCatalogue { ResourceCatalogue(Automation.connectors()) }

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    await CommandList(caller: "rakel flow", commands: commands).run(arguments.rest())
  }
}
