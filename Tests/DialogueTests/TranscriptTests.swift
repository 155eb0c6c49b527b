import Dialogue
import Foundation
import Messaging
import TestKit
import Testing

/// Conversations as they ought to go: `> user`, `< reply`, `  1. choice`, `= user id` to speak as, `# why`.
///
/// After a line `! flows` three intents have flows, which the test kit scripts.
///
/// With `RAKEL_RECORD=1` the files are written anew; the difference is reviewed like code.
@Suite struct TranscriptTests {
  private static let folder = Shared.checkout.appending(path: "Tests/Transcripts")

  private static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
    .filter { $0.hasSuffix(".chat") }.sorted() ?? []

  @Test func `there are transcripts`() { #expect(!Self.names.isEmpty) }

  @Test(arguments: names)
  func `goes as written`(name: String) throws {
    let file = Self.folder.appending(path: name)
    let written = try String(contentsOf: file, encoding: .utf8)
    let played = try play(written)
    if ProcessInfo.processInfo.environment["RAKEL_RECORD"] == "1" {
      try Data(played.utf8).write(to: file)
    }
    #expect(played == written)
  }

  /// The transcript with what is said back today; every speaker starts a conversation of their own.
  private func play(_ transcript: String) throws -> String {
    let helpdesk = try Helpdesk.small.get()
    var talk = try Talk(with: helpdesk)
    var hasFlows = false
    var lines: [String] = []
    for line in transcript.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("< ") || line.hasPrefix("  ") { continue }
      lines.append(String(line))
      if line == "! flows" { hasFlows = true }
      if line.hasPrefix("= ") {
        let flows: any FlowRunner = hasFlows ? ScriptedFlows.small : NoFlows()
        talk = try Talk(as: String(line.dropFirst(2)), with: helpdesk, flows: flows)
      }
      guard line.hasPrefix("> ") else { continue }
      try talk.say(String(line.dropFirst(2)))
      for reply in talk.messages {
        lines += reply.text.split(separator: "\n", omittingEmptySubsequences: false).map {
          "< \($0)"
        }
        lines += reply.options.enumerated().map { "  \($0 + 1). \($1)" }
      }
    }
    return lines.joined(separator: "\n")
  }
}
