import Authoring
import Importing
import Testing

struct LUISAppTests {
  private static func app(_ members: String) -> String {
    #"{"luis_schema_version": "7.0.0", "name": "x", \#(members)}"#
  }

  private func lu(_ members: String) throws -> LUFile {
    try #require(try imported(Self.app(members)).lu)
  }

  @Test func `reads labels, with both ends counted, into children and parents`() throws {
    let file = try lu(
      """
      "intents": [{"name": "Kjøp"}],
      "entities": [{"name": "vare", "children": [{"name": "farge"}]}],
      "utterances": [{"text": "en 😀 rød bil", "intent": "Kjøp", "entities": [
        {"entity": "vare", "startPos": 6, "endPos": 12,
         "children": [{"entity": "farge", "startPos": 6, "endPos": 8}]}]}]
      """
    )
    let utterance = try #require(file.intents.first?.utterances.first)
    #expect(utterance.text == "en 😀 rød bil")
    #expect(
      utterance.labels == [
        Label(entity: "farge", range: 6..<9), Label(entity: "vare", range: 6..<13),
      ]
    )
  }

  @Test func `keeps texts that would mean something in a line`() throws {
    let texts = [
      "- dash", "# hash", "@ at", "> arrow", "{brace}", "[maybe] this", "(a|b)", #"C:\\temp\\x"#,
      "[text](file.lu#Intent)", "{@name=value}", "!# x", "* star", "```", "a=b",
    ]
    let utterances = texts.map { #"{"text": "\#($0)", "intent": "a"}"# }.joined(separator: ",")
    let result = try imported(Self.app(#""utterances": [\#(utterances)]"#))
    let read = try result.files(stem: "x")[0]
    #expect(
      AuthoredText.parse(read.text).lu.intents[0].utterances.map(\.text)
        == texts.map { $0.replacing(#"\\"#, with: #"\"#) }
    )
    #expect(result.warnings == [])
  }

  @Test func `writes a text twice where labels cross`() throws {
    let result = try imported(
      Self.app(
        """
        "entities": [{"name": "a"}, {"name": "b"}],
        "utterances": [{"text": "one two three", "intent": "i", "entities": [
          {"entity": "a", "startPos": 0, "endPos": 6}, {"entity": "b", "startPos": 4, "endPos": 12}]}]
        """
      )
    )
    let text = try result.files(stem: "x")[0].text
    #expect(text.contains("- {@a=one two} three\n- one {@b=two three}\n"))
  }

  @Test func `takes the type of a part from the model it requires`() throws {
    let file = try lu(
      """
      "entities": [{"name": "order", "children": [
        {"name": "count", "features": [{"modelName": "number", "isRequired": true}]},
        {"name": "size", "instanceOf": null, "features": ""}]}],
      "prebuiltEntities": [{"name": "number"}]
      """
    )
    #expect(
      file.entities.first?.kind
        == .machineLearned(children: [
          EntityChild(name: "count", type: "number"), EntityChild(name: "size"),
        ])
    )
  }

  @Test(arguments: [
    (
      #""hierarchicals": [{"name": "Sted", "children": ["Fra", "Til"]}]"#,
      "'Sted' is hierarchical; its children become roles"
    ),
    (#""actions": [{}]"#, "actions: actions are left out (1)"),
    (
      #""regex_features": [{}, {}]"#,
      "regex_features: regular expressions as features are left out (2)"
    ),
    (
      #""patternAnyEntities": [{"name": "p", "explicitList": ["a", "b"]}]"#,
      "the explicit list of 'p' is left out (2)"
    ),
    (
      #""prebuiltEntities": [{"name": "geography"}]"#,
      "'geography' is no built-in type of .lu; it becomes a learned entity"
    ),
    (
      #""entities": [{"name": "e", "children": []}], "utterances": [{"text": "a b", "intent": "i", "entities": [{"entity": "e", "startPos": 1, "endPos": 1}]}]"#,
      "utterances[0]: a label on nothing but blanks is left out"
    ),
    (
      #""utterances": [{"text": "hei", "intent": "a"}, {"text": "hei", "intent": "b"}]"#,
      #"utterances[1] "hei": an utterance of 'b' is left out: 'a' has the same text"#
    ),
    (
      #""entities": [{"name": "a:b", "children": []}]"#,
      "the name 'a:b' becomes 'a_b', which .lu can hold"
    ),
    (
      #""patterns": [{"intent": "i", "pattern": "plain"}]"#,
      "patterns[0]: a pattern without optional or variable parts becomes an utterance"
    ),
    (
      #""prebuiltEntities": [{"name": "number"}], "utterances": [{"text": "to", "intent": "i", "entities": [{"entity": "number", "startPos": 0, "endPos": 1}]}]"#,
      "utterances[0]: a label is left out: 'number' is found without examples"
    ),
    (
      #""intents": [{"name": "i", "features": [{"modelName": "e", "isRequired": true}]}], "entities": [{"name": "e"}]"#,
      "'e' helps to recognise 'i', but is no longer required"
    ),
    (#""somethingNew": 1"#, "somethingNew: unknown, and left out"),
  ])
  func `reports what is lost`(members: String, warning: String) throws {
    let result = try imported(Self.app(members))
    #expect(result.warnings == [warning])
    #expect(throws: Never.self) { try result.files(stem: "x") }
  }

  @Test func `gives a hierarchical child's label a role`() throws {
    let file = try lu(
      """
      "hierarchicals": [{"name": "Sted", "children": ["Til"]}],
      "utterances": [{"text": "til Oslo", "intent": "i", "entities": [
        {"entity": "Sted::Til", "startPos": 4, "endPos": 7}]}]
      """
    )
    #expect(
      file.intents[0].utterances[0].labels == [Label(entity: "Sted", role: "Til", range: 4..<8)]
    )
  }

  @Test(arguments: [
    "[{\"text\": \"hei\\tdu\", \"intent\": \"Hilse\", \"entities\": []}]",
    "{\"LabeledTestSetUtterances\": [{\"Text\": \"hei\\tdu\", \"Intent\": \"Hilse\"}]}",
  ])
  func `keeps a batch test for evaluation`(text: String) throws {
    let result = try imported(text)
    #expect(result.evaluation == [EvaluationRow(intent: "Hilse", text: "hei du")])
    #expect(try result.files(stem: "x").map(\.path) == ["evaluation/x.tsv"])
    #expect(try result.files(stem: "x").map(\.text) == ["Hilse\thei du\n"])
  }
}
