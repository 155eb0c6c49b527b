internal import Dialogue
internal import Foundation
internal import Ground
internal import Understanding

/// `rakel check [--content DIR] [--json]`: everything about the content that an author overlooks.
enum CheckCommand: Command {
  static let name = "check"
  static let usage = "[--content DIR] [--json]"
  static let summary = "finds what is wrong with the content, and what makes it worse"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let folder = try arguments.option("content") ?? "."
    let isJSON = arguments.flag("json")
    try arguments.finish()
    let check = ContentCheck(
      Content.load(folder),
      in: ContentCheck.Surroundings(
        phrases: Set(Phrase.allCases.map(\.rawValue)),
        roles: Set(Role.allCases.map(\.rawValue)),
        flows: flows(in: folder)
      )
    )
    let diagnostics = check.diagnostics + users(in: folder)
    if isJSON {
      let json: JSON = ["diagnostics": .array(diagnostics.map(\.json))]
      Output.line(json.text)
    } else if !diagnostics.isEmpty {
      Output.line(diagnostics.map(\.description).joined(separator: "\n"))
    }
    let errors = diagnostics.count { $0.severity == .error }
    Output.complain(summary(errors, warnings: diagnostics.count - errors, check))
    return errors == 0 ? 0 : 1
  }

  private static func summary(_ errors: Int, warnings: Int, _ check: ContentCheck) -> String {
    let counts = "\(counted(errors, "error")), \(counted(warnings, "warning"))"
    guard !check.isComplete else { return counts }
    return counts + "; some of it could not be read: links and names are checked when it can"
  }

  private static func counted(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }

  /// What is wrong with the users of the terminal chat; a folder without them is none the worse.
  private static func users(in folder: String) -> [Diagnostic] {
    let file = URL(filePath: folder, directoryHint: .isDirectory).appending(path: "users.tsv")
    guard let data = try? Data(contentsOf: file) else { return [] }
    do throws(Diagnostic) {
      _ = try Directory(parsing: String(decoding: data, as: UTF8.self), file: "users.tsv")
      return []
    } catch {
      return [error]
    }
  }

  /// The names of the flows that there are.
  private static func flows(in folder: String) -> Set<String> {
    let path = URL(filePath: folder, directoryHint: .isDirectory).appending(path: "flows").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let suffix = ".asl.json"
    return Set(files.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) })
  }
}
