internal import Ground

/// `rakel people …`: who is who, by Microsoft Graph.
enum PeopleCommand: Command {
  static let name = "people"
  static var usage: String { commands.map { $0.name }.joined(separator: "|") + " …" }
  static let summary = "the directory of users from Microsoft Graph; 'rakel people help' says more"

  static var commands: [any Command.Type] {
    [PeopleSyncCommand.self, PeopleListCommand.self, PeopleShowCommand.self]
  }

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    await CommandList(caller: "rakel people", commands: commands).run(arguments.rest())
  }
}
