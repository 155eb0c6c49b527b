internal import Foundation
internal import Ground

/// Where a secret lies: in the settings, or in a file that is read whenever the secret is needed.
enum SecretPlace: Sendable, Hashable {
  case value(Secret)
  case file(path: String)

  /// A secret is never longer, in bytes.
  private static let mostBytes = 65_536

  /// The secret as it is now; one line end after it in a file is not part of it.
  func read() throws(SecretFault) -> Secret {
    switch self {
    case .value(let secret): return secret
    case .file(let path):
      guard let file = FileHandle(forReadingAtPath: path),
        let data = try? file.read(upToCount: Self.mostBytes + 1)
      else {
        // An empty file reads as no data at all.
        throw FileManager.default.isReadableFile(atPath: path) ? .empty : .unreadable
      }
      guard data.count <= Self.mostBytes, var text = String(data: data, encoding: .utf8) else {
        throw .noText
      }
      if text.hasSuffix("\r\n") || text.hasSuffix("\n") { text.removeLast() }
      guard !text.isEmpty else { throw .empty }
      return Secret(text)
    }
  }

  /// Whether others than the owner and the group may read the file.
  var isReadableByOthers: Bool {
    guard case .file(let path) = self else { return false }
    return Self.isReadableByOthers(path)
  }

  /// Whether others than the owner and the group may read the file at `path`.
  static func isReadableByOthers(_ path: String) -> Bool {
    let file = URL(filePath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
    return mode & 0o004 != 0
  }
}

/// Why the file with a secret cannot be used.
enum SecretFault: Error, Sendable, Hashable {
  case unreadable, empty, noText

  /// In words that go on after the path.
  var words: String {
    switch self {
    case .unreadable: "cannot be read; check that it is there and whose it is"
    case .empty: "is empty"
    case .noText: "is no text, or more than one secret could be"
    }
  }
}
