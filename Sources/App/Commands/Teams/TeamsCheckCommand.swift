internal import Foundation
internal import Ground

/// `rakel teams check FILE.zip`: what Teams would refuse of a package.
enum TeamsCheckCommand: Command {
  static let name = "check"
  static let usage = "FILE.zip [--json]"
  static let summary = "finds what Teams would refuse of a package"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let isJSON = arguments.flag("json")
    let files = arguments.operands()
    try arguments.finish()
    guard let file = files.first, files.count == 1 else { throw UsageError("one file is wanted") }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw UsageError("cannot read '\(file)'")
    }
    let faults = TeamsPackage.faults(of: [UInt8](data), file: file)
    return DiagnosticList(diagnostics: faults).print(asJSON: isJSON)
  }
}
