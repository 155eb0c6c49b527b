internal import Authoring
internal import Foundation
internal import Ground

/// `rakel parse FILE [--json]`: whether one `.lu` or `.qna` file can be read, and how much is in it.
enum ParseCommand: Command {
  static let name = "parse"
  static let usage = "FILE [--json]"
  static let summary = "read one .lu or .qna file and count what is in it"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let isJSON = arguments.flag("json")
    let files = arguments.operands()
    try arguments.finish()
    guard files.count == 1 else { throw UsageError("one file is wanted") }
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: URL(filePath: files[0])))
    } catch {
      Output.complain("rakel parse: '\(files[0])' cannot be read: \(error.localizedDescription)")
      return 1
    }
    let text = AuthoredText.parse(bytes: bytes, file: files[0])
    let counts = AuthoredCounts(text)
    if isJSON {
      if text.isValid { complain(of: text) }
      Output.line(text.isValid ? counts.json.text : faults(of: text).text)
    } else {
      complain(of: text)
      if text.isValid { Output.line(counts.description) }
    }
    return text.isValid ? 0 : 1
  }

  private static func complain(of text: AuthoredText) {
    let faults = text.diagnostics.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    for fault in faults { Output.complain(fault.description) }
  }

  private static func faults(of text: AuthoredText) -> JSON {
    ["diagnostics": .array(text.diagnostics.map(\.json))]
  }
}
