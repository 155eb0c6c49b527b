import Channels
import Dialogue
import Foundation
import Ground
import Messaging
import Storage
import Synchronization
import TestKit
import Testing

@Suite struct TerminalChatTests {
  private struct FixedTime: TimeSource {
    func now() -> Date { Talk.now }
  }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What the chat writes when these bytes come through a pipe.
  private func written(
    for input: String,
    as id: String = "anna",
    flows: ScriptedFlows? = nil,
    before: @Sendable (Connection) throws(DatabaseError) -> Void = { _ in },
    note: @escaping @Sendable (Turn.Outcome, Connection) throws(DatabaseError) -> Void = { _, _ in }
  ) async throws -> String {
    let helpdesk = try Helpdesk.small.get()
    let read = try FileHandle(forReadingFrom: URL(filePath: folder.write(input, to: "in")))
    let output = URL(filePath: try folder.write("", to: "out"))
    let write = try FileHandle(forWritingTo: output)
    let database = try Database(
      path: folder.path("rakel.sqlite"),
      layouts: ConversationStore.layouts
    )
    try await database.write(before)
    let settle: @Sendable () async throws -> Void = {
      guard flows != nil else { return }
      try await database.write { (connection) throws(DatabaseError) in
        try flows?.settle(at: Talk.now, in: connection)
      }
    }
    let runner: any FlowRunner = flows ?? NoFlows()
    let turn = Turn(reader: helpdesk.reader, content: helpdesk.content, hasFlow: runner.has)
    let chat = TerminalChat(
      greeting: turn.greeting,
      turn: { turn },
      directory: helpdesk.directory,
      store: ConversationStore(database),
      flows: .init(runner: runner, settle: settle, note: note),
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

  @Test func `lets a flow ask, and shows its card as what was chosen`() async throws {
    let text = try await written(
      for: "jeg vil bestille ny pc\nbærbar\nfredag kl 10\n1\n",
      flows: .small
    )
    let expected = """
      Hva slags PC skal det være, og når?
        1. Bærbar PC
        2. Stasjonær PC
        3. Vent til senere

      Hvilken dag?
        1. Vent til senere

      Noe mer?
        1. Hopp over
        2. Vent til senere

      Du svarte: Bestill, Bærbar PC, 20.11.2026, 10:00
      PC-en er bestilt.


      """
    #expect(text == expected)
  }

  @Test func `shows what came meanwhile before the next prompt, to whom it is for`() async throws {
    let text = try await written(for: "/as olav\n") { (connection) throws(DatabaseError) in
      for (user, text) in [("anna", "Saken din er løst."), ("olav", "PC-en er kommet.")] {
        _ = try OutboxStore.add(OutgoingMessage(text), to: user, at: Talk.now, in: connection)
      }
    }
    #expect(text == "Saken din er løst.\n\nOlav, employee, storøya\nPC-en er kommet.\n\n")
    #expect(try await written(for: "") == "")
  }

  @Test func `notes a refusal with the turn`() async throws {
    let refusals = Mutex<[Decision.Refusal?]>([])
    _ = try await written(
      for: "vis arbeidslista\nvpn hjemmefra\n",
      note: { (outcome, _) in
        refusals.withLock { $0.append(outcome.refused) }
      }
    )
    #expect(refusals.withLock { $0 } == [.role, nil])
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
