internal import Foundation

/// The two streams of a command: results on stdout, words about them on stderr.
enum Output {
  /// Writes one line of result.
  static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

  /// Writes one line about how it went.
  static func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
