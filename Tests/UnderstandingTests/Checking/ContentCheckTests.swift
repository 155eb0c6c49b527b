import Ground
import Testing
import Understanding

/// The check of a whole folder: what is said, where, and in which order.
@Suite struct ContentCheckTests {
  @Test func `finds nothing in sound content`() throws {
    #expect(try CheckedFolder().findings == [])
  }

  @Test func `reports what the parser and the settings found`() throws {
    let folder = try CheckedFolder(
      added: ["qna/b.qna": "# ? uten svar\n", "qna/a.qna": CheckedFolder.silent("tom", "")],
      replaced: ["settings.json": "{\n  \"access\": 1 }"]
    )
    let found = folder.diagnostics
    #expect(!folder.check.isComplete)
    #expect(found.contains { $0.file == "qna/b.qna" && $0.severity == .error })
    #expect(found.contains { $0.code == "settings.value" })
    #expect(found.contains { $0.code == "check.empty-answer" })
  }

  @Test func `does not say that something leads nowhere while a file cannot be read`() throws {
    let folder = try CheckedFolder(
      added: ["qna/a.qna": CheckedFolder.pair("b", prompt: "[x](#borte)"), "qna/b.qna": "# ? x\n"]
    )
    #expect(folder.diagnostics.allSatisfy { $0.file == "qna/b.qna" })
  }

  @Test func `reports an expression that does not compile`() throws {
    let folder = try CheckedFolder(added: ["intents/b.lu": "@ regex nr = /(/\n"])
    #expect(folder.findings.contains { $0.hasPrefix("entity.regex error intents/b.lu:1:") })
  }

  @Test func `names the place that an utterance was dropped for`() throws {
    let folder = try CheckedFolder(added: ["intents/a.lu": "- skriver3 virker3\n- none1 virker1\n"])
    let found = folder.diagnostics
    #expect(found.map(\.line) == [23, 24])
    #expect(found.first?.hint.contains("intents/a.lu:5:") == true)
    #expect(found.last?.hint.contains("intents/a.lu:14:") == true)
  }

  @Test func `names both places, and orders by file and line`() throws {
    let folder = try CheckedFolder(
      added: [
        "intents/a.lu": "- SKRIVER3, virker3!\n- ny\n- NY?\n",
        "intents/0.lu": "# Alene\n- en\n",
      ]
    )
    let found = folder.diagnostics
    #expect(
      found.map { "\($0.file):\($0.line)" } == [
        "intents/0.lu:1", "intents/0.lu:1", "intents/a.lu:23", "intents/a.lu:25",
      ]
    )
    #expect(found[2].message.contains("intents/a.lu:5:"))
    #expect(found[3].message.contains("intents/a.lu:24:"))
    #expect(found.allSatisfy { !$0.hint.isEmpty })
  }
}
