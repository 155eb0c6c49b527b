internal import Authoring
internal import Foundation
internal import Ground

/// `rakel format FILE… [--check]`: rewrites content in the modern form.
enum FormatCommand: Command {
  static let name = "format"
  static let usage = "FILE… [--check]"
  static let summary = "rewrite .lu and .qna files in the modern form; --check only lists them"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let isCheck = arguments.flag("check")
    let files = arguments.operands()
    try arguments.finish()
    guard !files.isEmpty else { throw UsageError("a file is wanted") }
    var status: Int32 = 0
    for file in files {
      do {
        let changed = try format(file, isCheck: isCheck)
        if changed && isCheck {
          Output.line(file)
          status = 1
        }
      } catch {
        Output.complain("\(file): not formatted: \(reason(error))")
        status = 1
      }
    }
    return status
  }

  /// Rewrites one file, at once or not at all; true where that changes it.
  private static func format(_ file: String, isCheck: Bool) throws -> Bool {
    // The file itself is replaced, not a link to it.
    let url = URL(filePath: file).resolvingSymlinksInPath()
    let bytes = [UInt8](try Data(contentsOf: url))
    let text = try AuthoredText.parse(bytes: bytes, file: file).formatted()
    let formatted = [UInt8](text.utf8)
    guard formatted != bytes else { return false }
    if !isCheck { try Data(formatted).write(to: url, options: .atomic) }
    return true
  }

  private static func reason(_ error: any Error) -> String {
    (error as? FormatError)?.description ?? error.localizedDescription
  }
}
