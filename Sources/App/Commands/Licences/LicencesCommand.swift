internal import Ground

/// `rakel licences …`: the licences of people who do not use them.
enum LicencesCommand: Command {
  static let name = "licences"
  static var usage: String { commands.map { $0.name }.joined(separator: "|") + " …" }
  static let summary =
    "finds licences that nobody uses, and gives back what was freed; 'rakel licences help' says more"

  static var commands: [any Command.Type] {
    [LicencesScanCommand.self, LicencesRemovedCommand.self, LicencesUndoCommand.self]
  }

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    await CommandList(caller: "rakel licences", commands: commands).run(arguments.rest())
  }
}
