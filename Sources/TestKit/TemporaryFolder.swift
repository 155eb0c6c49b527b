package import Foundation

/// A folder of one test's own, removed when the value is let go.
package final class TemporaryFolder: Sendable {
  /// Where it is.
  package let url: URL

  package init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "rakel-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of `name` in it.
  package func path(_ name: String) -> String { url.appending(path: name).path }

  /// Writes `text` to `name`, making folders on the way, and gives the path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
    return file.path
  }
}
