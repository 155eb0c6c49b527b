internal import Ground

/// The commands after one word of the command line, such as `rakel` or `rakel flow`.
struct CommandList {
  /// The words that lead here, as a reader types them.
  var caller: String
  var commands: [any Command.Type]

  /// Runs the command that the first word names and turns what it throws into one line on stderr.
  func run(_ words: [String]) async -> Int32 {
    guard let word = words.first, let command = commands.first(where: { $0.name == word }) else {
      return help(asked: words.first)
    }
    let call = "\(caller) \(command.name)"
    do {
      return try await command.run(Arguments(Array(words.dropFirst())))
    } catch let error as UsageError {
      Output.complain("\(call): \(error); usage: \(call) \(command.usage)")
      return 2
    } catch {
      Output.complain("\(call): \(error)")
      return 1
    }
  }

  private func help(asked word: String?) -> Int32 {
    let isHelp = word == nil || word == "help" || word == "--help" || word == "-h"
    if let word, !isHelp {
      Output.complain("\(caller): no command '\(word)'; '\(caller) help' lists them")
      return 2
    }
    let width = commands.map { $0.name.count + $0.usage.count + 1 }.max() ?? 0
    for command in commands {
      let call = "\(command.name) \(command.usage)"
      Output.line(
        "  \(caller) \(call)\(String(repeating: " ", count: width - call.count))  \(command.summary)"
      )
    }
    return 0
  }
}
