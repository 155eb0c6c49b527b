/// Where something was written.
///
/// Two places are always equal: where a thing stands is no part of what it says, so models that were read from
/// different texts compare by their content.
package struct Place: Sendable {
  /// The path as the reader would type it; empty where the text is no file.
  package var file: String
  /// The line, from 1; 0 where the thing was never written.
  package var line: Int
  /// The column in UTF-16 code units, from 1.
  package var column: Int

  /// A place in a file; without arguments, that of a thing that was made and not read.
  package init(file: String = "", line: Int = 0, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension Place {
  /// Whether it stands before the other in the same file.
  package func isBefore(_ other: Place) -> Bool {
    (line, column) < (other.line, other.column)
  }
}

extension Place: Hashable {
  package static func == (left: Place, right: Place) -> Bool { true }
  package func hash(into hasher: inout Hasher) {}
}

extension Place: CustomStringConvertible {
  /// `intents/pc.lu:12:5`.
  package var description: String { "\(file.isEmpty ? "-" : file):\(line):\(column)" }
}
