internal import Foundation

/// How a command has somebody type a number before it does much at once.
struct Counter: Sendable {
  /// Asks for a number; nil where nobody is there to answer.
  let ask: (@Sendable (_ question: String) -> Int?)?

  /// Asks at the terminal, if the command runs at one.
  static var terminal: Counter {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return Counter(ask: nil) }
    return Counter { question in
      Output.complain(question)
      return (readLine()?.trimmingCharacters(in: .whitespaces)).flatMap { Int($0) }
    }
  }

  /// Whether the number is confirmed: by what the command line says, else by whoever is there, once they were shown
  /// what it is about.
  ///
  /// - Parameters:
  ///   - noun: what there are so many of.
  ///   - said: the number behind `--yes`; nil where that is not said.
  func confirms(
    _ count: Int,
    _ noun: String,
    said: Int?,
    showing lines: [String]
  ) throws(UsageError) -> Bool {
    if let said { return said == count }
    guard let ask else {
      throw UsageError("nobody can confirm here; say --yes and the number of \(noun)")
    }
    for line in lines { Output.complain(line) }
    return ask("type the number of \(noun) to confirm:") == count
  }
}
