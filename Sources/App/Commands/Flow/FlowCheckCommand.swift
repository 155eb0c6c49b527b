internal import Foundation
internal import Ground

/// `rakel flow check [FILE…] [--content DIR] [--json]`: what is wrong with flows, without running them.
///
/// Without a file it checks all flows of the content. The cards of a file are those in `cards/` beside it, or those
/// of `--content`.
enum FlowCheckCommand: Command {
  static let name = "check"
  static let usage = "[FILE…] [--content DIR] [--json]"
  static let summary = "finds what is wrong with flows, or with those in the files"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let content = try arguments.option("content")
    let isJSON = arguments.flag("json")
    let files = arguments.operands()
    try arguments.finish()
    let connectors = FlowCommand.catalogue
    guard !files.isEmpty else {
      let faults = FlowFolder(path: content ?? ".").faults(connectors: connectors)
      return DiagnosticList(diagnostics: faults).print(asJSON: isJSON)
    }
    let faults = files.flatMap { file in
      FlowFolder.faults(
        of: file,
        as: file,
        connectors: connectors,
        cards: content.map { FlowFolder(path: $0).cards } ?? FlowFolder.cards(beside: file)
      )
    }
    return DiagnosticList(diagnostics: faults).print(asJSON: isJSON)
  }
}
