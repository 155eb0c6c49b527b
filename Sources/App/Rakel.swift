internal import Ground

/// The command line of Rakel.
package enum Rakel {
  static var commands: [any Command.Type] {
    [
      ChatCommand.self, ServeCommand.self, CheckCommand.self, ParseCommand.self, FormatCommand.self,
      ImportCommand.self,
      RecogniseCommand.self,
      MatchCommand.self, EvaluateCommand.self, MeasureCommand.self, FlowCommand.self,
      CaseCommand.self, WorklistCommand.self, ReportCommand.self, StatusCommand.self,
      AuditCommand.self,
      SettingsCommand.self, BackupCommand.self, RestoreCommand.self,
      TeamsCommand.self, PrivacyCommand.self, CampaignCommand.self,
      FleetCommand.self, LicencesCommand.self, PeopleCommand.self,
    ]
  }

  /// Runs `rakel` with the words after its name and gives the exit status.
  package static func run(_ words: [String]) async -> Int32 {
    await CommandList(caller: "rakel", commands: commands).run(words)
  }
}
