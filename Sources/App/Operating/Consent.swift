internal import Foundation

/// How a command asks before it does much at once.
struct Consent: Sendable {
  /// Asks a question that is answered with yes or no; nil where nobody is there to answer.
  let ask: (@Sendable (_ question: String) -> Bool)?

  /// Asks at the terminal, if the command runs at one.
  static var terminal: Consent {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
      return Consent(ask: nil)
    }
    return Consent { question in
      Output.complain("\(question) [y/N]")
      let answer = readLine()?.lowercased() ?? ""
      return ["y", "yes", "j", "ja"].contains(answer)
    }
  }
}
