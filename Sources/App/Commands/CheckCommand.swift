internal import Dialogue
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
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
    let loaded = Content.load(folder)
    let list = DiagnosticList(diagnostics: diagnostics(of: loaded, in: folder))
    let remark = "; some of it could not be read: links and names are checked when it can"
    return list.print(asJSON: isJSON, remark: loaded.isValid ? "" : remark)
  }

  /// All that is wrong with the content of a folder.
  static func diagnostics(of loaded: Content.Loaded, in folder: String) -> [Diagnostic] {
    let flows = FlowFolder(path: folder)
    let check = ContentCheck(
      loaded,
      in: ContentCheck.Surroundings(
        phrases: Set(Phrase.allCases.map(\.rawValue)),
        roles: Set(Role.allCases.map(\.rawValue)),
        flows: Set(flows.names)
      )
    )
    return check.diagnostics + loaded.workingTimeFaults + loaded.outsideFaults + users(in: folder)
      + PersonRules.faults(in: folder)
      + flows.faults(connectors: FlowCommand.catalogue)
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
}
