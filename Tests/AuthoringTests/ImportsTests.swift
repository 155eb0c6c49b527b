import Authoring
import Foundation
import Ground
import TestKit
import Testing

@Suite struct ImportsTests {
  private func read(_ files: [String: String], from root: String = "intents/a.lu") -> Imports {
    let source = ContentSource(files: files.keys.sorted()) { files[$0].map { Array($0.utf8) } }
    return Imports([root], from: source)
  }

  @Test func `merges what is imported, each file once, with its places`() {
    let all = read([
      "intents/a.lu": "[b](b.lu)\n[c](../qna/c.qna)\n# A\n- one\n- two",
      "intents/b.lu": "# A\n- one\n- three\n@ list l =\n- v :\n    - w\n[c](../qna/c.qna)",
      "qna/c.qna": "# ? q\n```\nanswer\n```",
    ])
    #expect(all.diagnostics.isEmpty)
    #expect(all.files == ["intents/a.lu", "intents/b.lu", "qna/c.qna"])
    #expect(all.lu.intents.map(\.name) == ["A"])
    #expect(all.lu.intents[0].utterances.map(\.text) == ["one", "two", "three"])
    #expect(all.lu.intents[0].utterances[2].place.description == "intents/b.lu:3:1")
    #expect(all.lu.entities[0].place.description == "intents/b.lu:4:1")
    #expect(all.qna.pairs.map(\.answer.text) == ["answer"])
  }

  @Test(arguments: [
    ("b.lu#Stop", ["stop", "halt"], []), ("b.lu#stop", ["stop", "halt"], []),
    ("b.lu#*utterances*", ["stop", "halt", "go on"], []), ("b.lu#*patterns*", [], ["go [now]"]),
    ("b.lu#*", ["stop", "halt", "go on"], ["go [now]"]), ("b.lu#Go-on", ["go on"], ["go [now]"]),
    ("b.lu#Go-on*utterances*", ["go on"], []), ("c.qna#?", ["q1", "q2", "r"], []),
    ("c.qna#?q1?", ["q1", "q2"], []), ("c.qna#*answers*", ["x", "y"], []),
    ("c.qna#$pc?", ["pc", "maskin"], []), ("c.qna#*alterations*", ["pc", "maskin"], []),
    ("*#?", ["q1", "q2", "r"], []),
  ])
  func `pulls what a link names`(target: String, utterances: [String], patterns: [String]) {
    let all = read([
      "intents/a.lu": "# A\n- [x](\(target))",
      "intents/b.lu": "# Stop\n- stop\n- {@how=halt}\n# Go on\n- go on\n- go [now]",
      "intents/c.qna":
        "# ? q1\n- q2\n```\nx\n```\n# ? r\n```\ny\n```\n$pc : qna-alterations =\n- maskin",
    ])
    #expect(all.diagnostics.isEmpty)
    #expect(all.lu.intents[0].utterances.map(\.text) == utterances)
    #expect(all.lu.intents[0].patterns.map(\.text) == patterns)
    #expect(all.lu.intents[0].references.isEmpty)
  }

  @Test(arguments: [
    (["intents/a.lu": "[x](missing.lu)"], "lu.missing-file intents/a.lu:1"),
    (["intents/a.lu": "[x](../../etc/passwd)"], "lu.outside-root intents/a.lu:1"),
    (["intents/a.lu": "[x](/etc/passwd)"], "lu.outside-root intents/a.lu:1"),
    (["intents/a.lu": "[x](b.lu)", "intents/b.lu": "[y](a.lu)"], "lu.import-loop intents/b.lu:1"),
    (
      ["intents/a.lu": "# A\n- [x](b.lu#B)", "intents/b.lu": "# B\n- [y](a.lu#A)"],
      "lu.link-loop intents/b.lu:2"
    ),
    (["intents/a.lu": "# A\n- [x](b.lu#B)"], "lu.missing-file intents/a.lu:2"),
    (
      ["intents/a.lu": "[x](b.lu)", "intents/b.lu": "# B\n- {@x=}"], "lu.empty-label intents/b.lu:2"
    ),
    (
      ["intents/a.lu": "# ? q\n- [x](b.lu#B)\n```\na\n```", "intents/b.lu": "# B\n- b [c]"],
      "qna.pulled-patterns intents/a.lu:2"
    ),
    (
      ["intents/a.lu": "@ regex r = /a/\n[b](b.lu)", "intents/b.lu": "@ regex r = /b/"],
      "lu.duplicate-name intents/b.lu:1"
    ),
  ])
  func `refuses what cannot be resolved, where it is named`(files: [String: String], fault: String)
  {
    let errors = read(files).diagnostics.filter { $0.severity == .error }
    #expect(errors.map { "\($0.code) \($0.file):\($0.line)" } == [fault])
  }

  @Test func `warns of an example that two files give to two intents`() {
    let all = read([
      "intents/a.lu": "[b](b.lu)\n# A\n- same", "intents/b.lu": "# B\n- same\n- other",
    ])
    #expect(
      all.diagnostics.map { "\($0.code) \($0.file):\($0.line)" } == [
        "lu.example-in-two-intents intents/b.lu:2"
      ]
    )
    #expect(all.lu.intents[1].utterances.map(\.text) == ["other"])
  }

  @Test func `loads a folder of content and refuses links that lead out of it`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rakel-\(UUID().uuidString)"
    )
    defer { try? FileManager.default.removeItem(at: folder) }
    let content = folder.appending(path: "content")
    for (path, text) in [
      ("content/intents/deep/a.lu", "# A\n- one"), ("content/qna/b.qna", "# ? q\n```\na\n```"),
      ("content/flows/c.lu", "# Not\n- read"), ("outside.lu", "# Outside\n- x"),
    ] {
      let url = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url)
    }
    let whole = Corpus.load(content.path)
    #expect(whole.isValid && whole.diagnostics.isEmpty)
    #expect(whole.files == ["intents/deep/a.lu", "qna/b.qna"])
    #expect(whole.lu.intents.map(\.name) == ["A"])
    #expect(whole.qna.pairs.count == 1)

    try FileManager.default.createSymbolicLink(
      at: content.appending(path: "intents/link.lu"),
      withDestinationURL: folder.appending(path: "outside.lu")
    )
    try FileManager.default.createSymbolicLink(
      at: content.appending(path: "intents/loop"),
      withDestinationURL: content.appending(path: "intents")
    )
    let linked = Corpus.load(content.path)
    #expect(
      linked.diagnostics.map { "\($0.code) \($0.file)" } == ["lu.outside-root intents/link.lu"]
    )
    #expect(linked.lu.intents.map(\.name) == ["A"])
    #expect(!Corpus.load(folder.appending(path: "nowhere").path).isValid)
  }
}
