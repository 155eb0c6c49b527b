internal import Ground

/// `rakel campaign …`: everything about campaigns; a sub-command is one file beside this one and one entry in
/// ``commands``.
enum CampaignCommand: Command {
  static let name = "campaign"
  static var usage: String { commands.map { $0.name }.joined(separator: "|") + " …" }
  static let summary =
    "plans, tries out, starts and runs campaigns; 'rakel campaign help' says more"

  static var commands: [any Command.Type] {
    [
      CampaignCheckCommand.self, CampaignPlanCommand.self, CampaignSimulateCommand.self,
      CampaignStartCommand.self, CampaignListCommand.self, CampaignStatusCommand.self,
      CampaignShowCommand.self, CampaignPauseCommand.self, CampaignResumeCommand.self,
      CampaignStopCommand.self, CampaignAddCommand.self, CampaignRemoveCommand.self,
      CampaignReportCommand.self,
    ]
  }

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    await CommandList(caller: "rakel campaign", commands: commands).run(arguments.rest())
  }
}
