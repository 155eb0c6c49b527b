internal import Foundation

/// A file that is made under another name beside it, and appears at once and whole, or not at all.
struct NewFile {
  /// Where it will be.
  let path: String
  /// Where it is made.
  let draft: String

  /// Makes the draft, empty, for the owner alone.
  init(path: String) throws(FileFault) {
    self.path = path
    draft = "\(path).\(getpid()).tmp"
    let descriptor = unsafe open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileFault("make", draft) }
    close(descriptor)
  }

  /// Gives the file its name, in place of whatever has it; the disk has it when this returns.
  func appear() throws(FileFault) {
    try Self.flush(draft)
    guard unsafe rename(draft, path) == 0 else { throw FileFault("make", path) }
    try Self.flush(Self.folder(of: path))
  }

  /// Writes a text to a file, at once and whole.
  static func write(_ text: String, to path: String) throws {
    let file = try NewFile(path: path)
    do {
      try Data(text.utf8).write(to: URL(filePath: file.draft))
      try file.appear()
    } catch {
      file.discard()
      throw error
    }
  }

  /// Removes the draft, and what SQLite may have left beside it.
  func discard() {
    for suffix in ["", "-journal", "-wal", "-shm"] { unsafe unlink(draft + suffix) }
  }

  /// The folder that a file lies in, in the same terms; `.` where its path is a mere name.
  ///
  /// `NSString.deletingLastPathComponent` of Swift 6.3's Foundation traps on a name of one letter.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func flush(_ path: String) throws(FileFault) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault("read", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileFault("write", path) }
  }
}

/// What could not be done with a file, in the system's own words.
struct FileFault: Error, CustomStringConvertible {
  let description: String

  /// - Parameter verb: what was tried; the reason is that of the call that failed last.
  init(_ verb: String, _ path: String) {
    let code = errno
    let reason = unsafe String(cString: strerror(code))
    description = "cannot \(verb) '\(path)': \(reason)"
  }
}
