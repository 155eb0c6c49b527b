package import Dialogue
internal import Foundation
internal import Ground
package import People
package import Understanding

/// A small helpdesk, content and all, learned once for all tests of a process.
package struct Helpdesk: Sendable {
  package let content: Content
  package let reader: Reader
  package let directory: Directory

  /// The handling of messages over it.
  package var turn: Turn { Turn(reader: reader, content: content) }

  /// The helpdesk in `Tests/Transcripts/helpdesk`, or why there is none.
  package static let small = Result { try Helpdesk(folder: folder) }

  private static let folder = Shared.checkout.appending(path: "Tests/Transcripts/helpdesk")

  private init(folder: URL) throws {
    let loaded = Content.load(folder.path)
    if let fault = loaded.diagnostics.first(where: { $0.severity == .error }) { throw fault }
    content = loaded.content
    let models = try TemporaryFolder()
    let learned = try ModelCache(folder: models.url).learned(from: content).learned
    reader = Reader(content, learned)
    directory = try Directory(
      parsing: String(contentsOf: folder.appending(path: "users.tsv"), encoding: .utf8),
      file: "users.tsv"
    )
  }
}
