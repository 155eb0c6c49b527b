internal import Foundation
internal import Ground
internal import Understanding

/// Where a command finds the content, and where it keeps what it learned and remembers.
struct ContentFolder {
  /// The folder with `intents/`, `qna/`, `settings.json` and `users.tsv`.
  let path: String
  /// The folder for models and the database; it can be deleted at the cost of a training and of the conversations.
  let state: URL

  /// Takes `--content DIR` (default: here) and `--state DIR` (default: `.rakel` in the content).
  init(_ arguments: inout Arguments) throws(UsageError) {
    path = try arguments.option("content") ?? "."
    state = Self.state(try arguments.option("state"), of: path)
  }

  /// - Parameter state: nil for `.rakel` in the content.
  init(path: String, state: String?) {
    self.path = path
    self.state = Self.state(state, of: path)
  }

  private static func state(_ folder: String?, of content: String) -> URL {
    folder.map { URL(filePath: $0, directoryHint: .isDirectory) }
      ?? URL(filePath: content, directoryHint: .isDirectory).appending(path: ".rakel")
  }

  /// Reads the content; an error in it is reported, line by line, and ends the command.
  func content() throws(ContentFault) -> Content {
    let loaded = Content.load(path)
    let diagnostics = loaded.diagnostics + loaded.workingTimeFaults + loaded.outsideFaults
    guard diagnostics.allSatisfy({ $0.severity != .error }) else {
      for diagnostic in diagnostics where diagnostic.severity == .error {
        Output.complain("\(diagnostic)")
      }
      throw ContentFault(path: path)
    }
    return loaded.content
  }

  /// Whether what is to be learned from the content is there already.
  func hasLearned(from content: Content) -> Bool {
    let cache = ModelCache(folder: state.appending(path: "models"))
    return FileManager.default.fileExists(atPath: cache.file(for: content).path)
  }

  /// The reader of the content; trains, and says so, where nothing was learned from it yet.
  func reader(of content: Content) throws -> Reader {
    let cache = ModelCache(folder: state.appending(path: "models"))
    let (reader, origin) = try cache.reader(of: content) {
      Output.complain("Learning from the content; this happens once after each change …")
    }
    if case .trainingOnly(let reason) = origin {
      Output.complain("warning: what was learned could not be kept in \(state.path): \(reason)")
    }
    return reader
  }
}

/// The content has errors, which were reported.
struct ContentFault: Error, CustomStringConvertible {
  var path: String
  var description: String {
    "the content in '\(path)' cannot be used; 'rakel check' shows all that is wrong"
  }
}
