/// A fault in a text somebody wrote: where it is, what is wrong and what to do.
package struct Diagnostic: Error, Sendable, Hashable {
  /// How bad it is: an error makes the text unusable, a warning does not.
  package enum Severity: String, Sendable, Hashable {
    case error, warning
  }

  /// A short stable name for this kind of fault, such as `lu.unknown-entity-type`.
  package var code: String
  package var severity: Severity
  /// The path as the reader would type it; empty where the text is no file.
  package var file: String
  /// The line, from 1.
  package var line: Int
  /// The column in UTF-16 code units, from 1.
  package var column: Int
  /// What is wrong, in one line.
  package var message: String
  /// What to do about it, in one line; empty where the message says it.
  package var hint: String

  package init(
    _ severity: Severity,
    _ code: String,
    file: String = "",
    line: Int,
    column: Int = 1,
    _ message: String,
    hint: String = ""
  ) {
    self.code = code
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `intents/pc.lu:12:5: error: message (hint) [code]`, as compilers write it.
  package var description: String {
    let advice = hint.isEmpty ? "" : " — \(hint)"
    return
      "\(file.isEmpty ? "-" : file):\(line):\(column): \(severity.rawValue): \(message)\(advice) [\(code)]"
  }

  /// The members `code`, `severity`, `line`, `column`, `message`, `hint`, and `file` where there is one.
  package var json: JSON {
    var object = JSONObject()
    object["code"] = .string(code)
    object["severity"] = .string(severity.rawValue)
    if !file.isEmpty { object["file"] = .string(file) }
    object["line"] = .integer(line)
    object["column"] = .integer(column)
    object["message"] = .string(message)
    object["hint"] = .string(hint)
    return .object(object)
  }
}
