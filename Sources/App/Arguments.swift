internal import Ground

/// The words after `rakel COMMAND`, taken one option at a time.
///
/// A command asks for the options it knows, then for its operands; what is left over is refused by ``finish()``.
struct Arguments {
  private var words: [String]

  init(_ words: [String]) { self.words = words }

  /// Takes `--name` away; true where it was there.
  mutating func flag(_ name: String) -> Bool {
    guard let index = words.firstIndex(of: "--\(name)") else { return false }
    words.remove(at: index)
    return true
  }

  /// Takes `--name VALUE` or `--name=VALUE` away; nil where it was not there.
  ///
  /// A value that begins with `--` must be written in the second form.
  mutating func option(_ name: String) throws(UsageError) -> String? {
    if let index = words.firstIndex(where: { $0.hasPrefix("--\(name)=") }) {
      return String(words.remove(at: index).dropFirst(name.count + 3))
    }
    guard let index = words.firstIndex(of: "--\(name)") else { return nil }
    guard index + 1 < words.count, !words[index + 1].hasPrefix("--") else {
      throw UsageError("--\(name) needs a value")
    }
    words.remove(at: index)
    return words.remove(at: index)
  }

  /// Takes all words that are not options away, in their order.
  mutating func operands() -> [String] {
    defer { words.removeAll { !$0.hasPrefix("--") } }
    return words.filter { !$0.hasPrefix("--") }
  }

  /// Gives away everything that was not taken, for a command that has commands of its own.
  consuming func rest() -> [String] { words }

  /// Refuses what nobody asked for.
  func finish() throws(UsageError) {
    if let word = words.first { throw UsageError("unknown argument '\(word)'") }
  }
}

/// A command line that asks for something the command does not have; exit status 2.
struct UsageError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
