import Ground
import TestKit
import Testing

// Labelled messages are a command's own.
@testable import App

@Suite struct LabelledMessagesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func messages(_ text: String) throws -> [LabelledMessage] {
    try LabelledMessages(path: folder.write(text, to: "dev.tsv")).messages
  }

  @Test(arguments: ["\n", "\r\n"])
  func `reads a message a line`(end: String) throws {
    let lines = ["vpn|Nett\temployee\tÅsdal\tvpn\tvirker ikke", "", "none\tleader\t\thei"]
    let messages = try messages(lines.joined(separator: end) + end)
    #expect(messages.map(\.text) == ["vpn\tvirker ikke", "hei"])
    #expect(messages.map(\.expected) == [["vpn", "Nett"], ["none"]])
    #expect(messages.map(\.municipality) == ["åsdal", nil])
    #expect(messages.map(\.isOutside) == [false, true])
  }

  @Test(arguments: [
    "vpn", "vpn\temployee\tåsdal", "vpn\tking\t\thei", "\temployee\t\thei", "\t\t\t",
  ])
  func `says which row is wrong`(row: String) {
    let fault = #expect(throws: Diagnostic.self) { try messages("none\tleader\t\thei\n\(row)\n") }
    #expect(fault?.code == "evaluate.row")
    #expect(fault?.line == 2)
  }

  @Test func `says that there is no such file`() {
    #expect(throws: UsageError.self) { try LabelledMessages(path: folder.path("none.tsv")) }
  }
}
