internal import Foundation

/// A lock that one process at a time has, and that goes with the process, however that ends (flock(2)).
package final class FileLock: Sendable {
  private let file: FileHandle

  /// Takes the lock on the file at `path`, making it where it is missing; nil where another process has it.
  package init?(path: String) {
    if !FileManager.default.fileExists(atPath: path) {
      // What could not be made cannot be opened below.
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    guard let file = FileHandle(forUpdatingAtPath: path),
      flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0
    else { return nil }
    self.file = file
  }
}
