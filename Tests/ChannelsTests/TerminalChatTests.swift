import Channels
import Dialogue
import Foundation
import Ground
import Storage
import TestKit
import Testing

@Suite struct TerminalChatTests {
  private struct FixedTime: TimeSource {
    func now() -> Date { Talk.now }
  }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What the chat writes when these bytes come through a pipe.
  private func written(for input: String, as id: String = "anna") async throws -> String {
    let helpdesk = try Helpdesk.small.get()
    let read = try FileHandle(forReadingFrom: URL(filePath: folder.write(input, to: "in")))
    let output = URL(filePath: try folder.write("", to: "out"))
    let write = try FileHandle(forWritingTo: output)
    let database = try Database(
      path: folder.path("rakel.sqlite"),
      layouts: ConversationStore.layouts
    )
    let chat = TerminalChat(
      greeting: helpdesk.turn.greeting,
      turn: { helpdesk.turn },
      directory: helpdesk.directory,
      store: ConversationStore(database),
      clock: FixedTime(),
      input: read.fileDescriptor,
      output: write.fileDescriptor
    )
    try await chat.run(as: id)
    try read.close()
    try write.close()
    return try String(contentsOf: output, encoding: .utf8)
  }

  @Test func `answers line by line, with an empty line after each turn`() async throws {
    let text = try await written(
      for: "vpn hjemmefra\n\n2\r\nJeg har glemt passordet og skriveren virker ikke"
    )
    let expected = """
      Åpne VPN på skrivebordet og logg inn.
        1. VPN på Mac
        2. VPN på mobilen

      På mobilen henter du VPN i firmaportalen.

      Nytt passord lager du på passord.example.
      Og til det andre:
      Slå skriveren av og på.


      """
    #expect(text == expected)
  }

  @Test func `numbers the choices of a question`() async throws {
    let text = try await written(for: "noe er galt med vpn og pc\nglem det\n")
    #expect(text.hasPrefix("Hva mener du?\n  1. "))
    #expect(text.contains(". Ingen av disse\n\nGreit, vi glemmer det.\n\n"))
  }

  @Test func `goes on where the last run ended`() async throws {
    _ = try await written(for: "vpn hjemmefra")
    #expect(try await written(for: "2") == "På mobilen henter du VPN i firmaportalen.\n\n")
  }

  @Test func `speaks as another, who has a conversation of their own`() async throws {
    let text = try await written(for: "vpn hjemmefra\n/as olav\n2\n/som nisse\n/as pia\nvpn\n")
    #expect(text.contains("Olav, employee, storøya\nDet vet jeg ikke.\n"))
    #expect(text.contains("nisse? anna, ivar, olav, pia\n"))
    #expect(text.hasSuffix("Pia, pupil, fjordviken\nDenne kontoen har ikke tilgang.\n\n"))
  }

  @Test func `explains, helps and stops`() async throws {
    let text = try await written(for: "/why\nvpn hjemmefra\n/why\n/help\n/tull\n/quit\nvpn\n")
    #expect(text.hasPrefix("Det er ingenting å forklare ennå.\n"))
    #expect(text.contains("decision    answer vpn"))
    #expect(text.hasSuffix("Skriv hva du lurer på.\n/tull? /help\n"))
  }

  @Test(arguments: [
    "\u{0}\u{1B}[2J\u{9B}\n", "\u{FFFD}\n", String(repeating: "å", count: 1_000_000),
    String(repeating: "\n", count: 10_000), "",
  ])
  func `survives whatever comes in`(input: String) async throws {
    let text = try await written(for: input)
    #expect(!text.contains("\u{1B}"))
  }
}
