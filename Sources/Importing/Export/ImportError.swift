internal import Ground

/// An export cannot be read: where, and why.
package struct ImportError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path as the reader would type it.
  package var file: String
  /// The line from 1 and the column in bytes from 1; nil where the format has no use for them, and the message
  /// then names the member (`utterances[3].text`).
  package var position: Position?
  /// What is wrong, in one line.
  package var message: String

  /// A line and a column, both from 1.
  package struct Position: Sendable, Hashable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int = 1) {
      self.line = line
      self.column = column
    }
  }

  package init(file: String, at position: Position? = nil, _ message: String) {
    self.file = file
    self.position = position
    self.message = message
  }

  /// `old.json:3:14: message`, or `old.json: message`.
  package var description: String {
    guard let position else { return "\(file): \(message)" }
    return "\(file):\(position.line):\(position.column): \(message)"
  }
}

extension ImportError {
  init(file: String, _ error: JSONError) {
    self.init(
      file: file,
      at: Position(line: error.line, column: error.column),
      "not valid JSON: \(error.message)"
    )
  }
}
