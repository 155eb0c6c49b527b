import Authoring
import Ground
import Importing
import Testing

/// What is no export gives one line that says where and why.
struct MalformedTests {
  @Test(arguments: [
    ("", "old: is empty"),
    (" \n", "old: is empty"),
    ("hello", "old: is no export that is known: JSON, tab-separated text, XLSX or Rasa's YAML"),
    ("{}", "old: is JSON, but no export that is known: nothing in it says what it is"),
    ("{\"intents\": [\n  }", "old:2:3: not valid JSON: expected a value"),
    ("a\u{0}b", "old:1:1: holds a NUL byte; it is no text"),
    (
      "https://example.org/app.json\n",
      "old: holds only an address; save what is there and import that"
    ),
    (
      "[InternetShortcut]\nURL=https://a.no\n",
      "old: holds only an address; save what is there and import that"
    ),
    (
      "Scenario\tResponse\na\tb\n",
      "old:1:1: the header names no columns 'Question' and 'Answer', so this is no table of pairs"
    ),
    (
      "Question\tAnswer\tPrompts\na\tb\t[{]\n",
      "old:2:1: the cell 'prompts' is not valid JSON: expected a key in double quotes"
    ),
    ("nlu: 1\n", "old:1:6: 'nlu' is not a list"),
    ("nlu:\n- story: x\n", "old:2:3: an item that is no intent, synonym, lookup or regex"),
    (
      "nlu:\n- intent: a\n  examples: |\n    - [x]{\"entity\"}\n",
      "old:4:1: a label that is not valid JSON: expected ':' after the key"
    ),
    ("nlu: [\n", "old:2:1: not valid YAML: did not find expected node content"),
    ("nlu: *a\n", "old:1:6: the alias '*a' has no anchor before it"),
  ])
  func `says what is wrong`(text: String, message: String) {
    let error = #expect(throws: ImportError.self) { try imported(text) }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    (#""utterances": 1"#, "utterances: expected an array, found a number"),
    (#""utterances": [1]"#, "utterances[0]: expected an object, found a number"),
    (#""utterances": [{"intent": "i"}]"#, "utterances[0].text: is missing"),
    (
      #""utterances": [{"text": [], "intent": "i"}]"#,
      "utterances[0].text: expected a text, found an array"
    ),
    (
      #""utterances": [{"text": "a\u0000", "intent": "i"}]"#,
      "utterances[0].text: holds a NUL character"
    ),
    (
      #""utterances": [{"text": "ab", "intent": "i", "entities": [{"entity": "e", "startPos": 1, "endPos": 2}]}]"#,
      "utterances[0].entities: the label 'e' ends at 3, past the end of a text of 2 code units"
    ),
    (
      #""utterances": [{"text": "ab", "intent": "i", "entities": [{"entity": "e", "startPos": -1, "endPos": 0}]}]"#,
      "utterances[0].entities[0]: is no stretch of the text: -1 to 0"
    ),
    (
      #""utterances": [{"text": "ab", "intent": "i", "entities": [{"entity": "e", "startPos": 1, "endPos": 9223372036854775807}]}]"#,
      "utterances[0].entities[0]: is no stretch of the text: 1 to 9223372036854775807"
    ),
    (
      #""utterances": [{"text": "ab", "intent": "i", "entities": [{"entity": "e", "startPos": 1e99, "endPos": 1}]}]"#,
      "utterances[0].entities[0].startPos: expected a whole number, found a number"
    ),
    (
      #""utterances": [{"text": "a😀", "intent": "i", "entities": [{"entity": "e", "startPos": 2, "endPos": 2}]}]"#,
      "utterances[0].entities: the label 'e' splits a character of the text"
    ),
    (
      #""utterances": [{"text": "abcd", "intent": "i", "entities": [{"entity": "e", "startPos": 0, "endPos": 2}, {"entity": "e", "startPos": 1, "endPos": 3}]}]"#,
      "utterances[0].entities: the label 'e' crosses another of the same entity"
    ),
    (
      #""entities": [{"name": "e", "features": [{}]}]"#,
      "entities[0].features[0]: names neither a model nor a phrase list"
    ),
  ])
  func `names the member that is wrong`(members: String, message: String) {
    let error = #expect(throws: ImportError.self) {
      try imported(#"{"luis_schema_version": "7.0.0", \#(members)}"#)
    }
    #expect(error?.description == "old: \(message)")
  }

  @Test func `refuses an export of another system than was named`() {
    let error = #expect(throws: ImportError.self) {
      try imported(#"{"qnaList": []}"#, as: .luis)
    }
    #expect(error?.message == "is no export of 'luis'; it looks like qnamaker or cqa")
  }

  @Test(arguments: [
    String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000),
    "nlu: " + String(repeating: "[", count: 100_000),
    "nlu: " + String(repeating: "{a: ", count: 100_000),
    "nlu:\n" + (0..<2_000).map { String(repeating: " ", count: $0) + "-\n" }.joined(),
  ])
  func `refuses deep nesting`(text: String) {
    let error = #expect(throws: ImportError.self) { try imported(text) }
    #expect(error?.message.contains("nested deeper than 64 levels") == true)
  }

  @Test func `bounds what aliases stand for`() {
    var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in 1...12 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      lines.append("a\(level): &a\(level) [\(aliases)]")
    }
    let error = #expect(throws: ImportError.self) {
      try imported(lines.joined(separator: "\n") + "\nnlu: *a12\n")
    }
    #expect(error?.message == "more than 2000000 values with all aliases written out")
  }

  @Test func `reads UTF-16 with its mark and refuses other bytes`() throws {
    let text = "Question\tAnswer\nblå\tja\n"
    let units = text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let bytes: [UInt8] = [0xFF, 0xFE] + units
    let result = try Export(file: "old", bytes: bytes).imported()
    #expect(result.qna?.pairs.count == 1)
    let error = #expect(throws: ImportError.self) {
      try Export(file: "old", bytes: [0x51, 0x0A, 0xE5]).imported()
    }
    #expect(error?.description == "old:2:1: is not valid UTF-8; save it as UTF-8")
  }
}
