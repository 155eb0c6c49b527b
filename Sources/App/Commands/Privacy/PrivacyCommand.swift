internal import Ground

/// `rakel privacy …`: what is kept about a person.
enum PrivacyCommand: Command {
  static let name = "privacy"
  static var usage: String { commands.map { $0.name }.joined(separator: "|") + " USER …" }
  static let summary =
    "exports or deletes what is kept about a person; 'rakel privacy help' says more"

  static var commands: [any Command.Type] {
    [PrivacyExportCommand.self, PrivacyDeleteCommand.self]
  }

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    await CommandList(caller: "rakel privacy", commands: commands).run(arguments.rest())
  }
}
