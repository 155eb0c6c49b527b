internal import Dialogue
internal import Foundation
internal import Ground
internal import People

/// A message with what ought to be decided about it.
struct LabelledMessage: Sendable {
  /// Names of intents or ids of pairs, any of which is right; `none` and `refused` stand for those decisions.
  var expected: Set<String>
  var role: Role
  var municipality: String?
  var text: String

  /// Whether the content has nothing for it.
  var isOutside: Bool { expected.contains("none") }
}

/// The messages of a labelled file: `expected<TAB>role<TAB>municipality<TAB>text` a line, `|` between names that are
/// equally right.
struct LabelledMessages {
  private(set) var messages: [LabelledMessage] = []

  init(path: String) throws {
    let data: Data
    do { data = try Data(contentsOf: URL(filePath: path)) } catch {
      throw UsageError("cannot read '\(path)'")
    }
    // To Swift, the line end of Windows is one character of its own.
    let lines = String(decoding: data, as: UTF8.self).split(omittingEmptySubsequences: false) {
      $0 == "\n" || $0 == "\r\n"
    }
    for (index, line) in lines.enumerated() where !line.isEmpty {
      let fields = line.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false)
      guard fields.count == 4, !fields[0].isEmpty, let role = Role(rawValue: String(fields[1]))
      else {
        throw Diagnostic(
          .error,
          "evaluate.row",
          file: path,
          line: index + 1,
          "expected four fields and a role",
          hint: "write expected<TAB>role<TAB>municipality<TAB>text"
        )
      }
      messages.append(
        LabelledMessage(
          expected: Set(fields[0].split(separator: "|").map(String.init)),
          role: role,
          municipality: fields[2].isEmpty ? nil : fields[2].lowercased(),
          text: String(fields[3])
        )
      )
    }
  }
}
