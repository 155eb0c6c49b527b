import TestKit
import Testing

// The commands are the terminal's own.
@testable import Channels

@Suite struct ChatCommandTests {
  @Test(
    arguments: [
      ("/help", .help), ("/hjelp", .help), ("/HELP", .help), ("  /help  ", .help),
      ("/why", .why), ("/hvorfor", .why), ("/kvifor", .why),
      ("/quit", .quit), ("/exit", .quit), ("/slutt", .quit),
      ("/as anna", .speakAs("anna")), ("/som  Anna ", .speakAs("Anna")),
      ("/as", .unknown("/as")), ("/as a b", .unknown("/as")), ("/quit now", .unknown("/quit")),
      ("/", .unknown("/")), ("/x", .unknown("/x")),
    ] as [(String, ChatCommand)]
  )
  func `reads`(line: String, command: ChatCommand) { #expect(ChatCommand(line) == command) }

  @Test(arguments: ["hjelp", "a /help", "", " ", "1/2"])
  func `leaves to Rakel`(line: String) { #expect(ChatCommand(line) == nil) }
}
