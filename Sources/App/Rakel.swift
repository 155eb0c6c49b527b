internal import Foundation
internal import Ground

/// The command line of Rakel: finds the command and turns what it throws into one line on stderr.
package enum Rakel {
  static var commands: [any Command.Type] {
    [
      ChatCommand.self, CheckCommand.self, ParseCommand.self, FormatCommand.self,
      ImportCommand.self,
      RecogniseCommand.self,
      MatchCommand.self, EvaluateCommand.self, MeasureCommand.self,
    ]
  }

  /// Runs `rakel` with the words after its name and gives the exit status.
  package static func run(_ words: [String]) async -> Int32 {
    guard let word = words.first, let command = commands.first(where: { $0.name == word }) else {
      return help(asked: words.first)
    }
    do {
      return try await command.run(Arguments(Array(words.dropFirst())))
    } catch let error as UsageError {
      Output.complain(
        "rakel \(command.name): \(error); usage: rakel \(command.name) \(command.usage)"
      )
      return 2
    } catch {
      Output.complain("rakel \(command.name): \(error)")
      return 1
    }
  }

  private static func help(asked word: String?) -> Int32 {
    let isHelp = word == nil || word == "help" || word == "--help" || word == "-h"
    if !isHelp { Output.complain("rakel: no command '\(word ?? "")'; 'rakel help' lists them") }
    guard isHelp else { return 2 }
    let width = commands.map { $0.name.count + $0.usage.count + 1 }.max() ?? 0
    for command in commands {
      let call = "\(command.name) \(command.usage)"
      Output.line(
        "  rakel \(call)\(String(repeating: " ", count: width - call.count))  \(command.summary)"
      )
    }
    return 0
  }
}
