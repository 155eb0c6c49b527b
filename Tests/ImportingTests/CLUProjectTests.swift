import Authoring
import Importing
import Testing

struct CLUProjectTests {
  private static func project(_ assets: String, index: String = "Utf16CodeUnit") -> String {
    """
    {"projectFileVersion": "2022-10-01-preview", "stringIndexType": "\(index)",
     "metadata": {"projectKind": "Conversation", "projectName": "p", "language": "nb"},
     "assets": {\(assets)}}
    """
  }

  @Test(arguments: [("Utf16CodeUnit", 3), ("UnicodeCodePoint", 2), ("TextElements_v8", 2)])
  func `counts offsets as the project says`(index: String, offset: Int) throws {
    let assets = """
      "entities": [{"category": "sted"}], "utterances": [{"text": "😀 Bø", "intent": "i",
      "entities": [{"category": "sted", "offset": \(offset), "length": 2}]}]
      """
    let lu = try imported(Self.project(assets, index: index)).lu
    #expect(lu?.intents[0].utterances[0].labels == [Label(entity: "sted", range: 3..<5)])
  }

  @Test func `keeps test utterances for evaluation`() throws {
    let result = try imported(
      Self.project(
        #""utterances": [{"text": "a", "intent": "i", "dataset": "Train"}, {"text": "b", "intent": "i", "dataset": "Test"}]"#
      )
    )
    #expect(result.lu?.intents[0].utterances == [Utterance(text: "a")])
    #expect(result.evaluation == [EvaluationRow(intent: "i", text: "b")])
  }

  @Test func `gives a labelled entity its list as a feature`() throws {
    let result = try imported(
      Self.project(
        """
        "entities": [{"category": "os", "list": {"sublists": [{"listKey": "mac",
          "synonyms": [{"language": "nb", "values": ["macOS", "eple, maskin"]}]}]}}],
        "utterances": [{"text": "mac", "intent": "i", "entities": [
          {"category": "os", "offset": 0, "length": 3}]}]
        """
      )
    )
    #expect(result.lu?.entities.map(\.name) == ["osValues", "os"])
    #expect(result.lu?.entities.last?.features == ["osValues"])
    #expect(
      result.warnings == [
        "'os' becomes a learned entity with the features 'osValues'",
        "values of the list 'osValues' lose commas, semicolons and colons: no list that others use holds them",
      ]
    )
  }

  @Test(arguments: [
    (
      #""entities": [{"category": "x", "compositionSetting": "returnLongestOverlap"}]"#,
      "compositionSetting 'returnLongestOverlap' of 'x' is left out"
    ),
    (
      #""entities": [{"category": "x", "requiredComponents": ["list"]}]"#,
      "the required components of 'x' are no longer required"
    ),
    (
      #""entities": [{"category": "x", "prebuilts": [{"category": "Choice.Boolean"}]}]"#,
      "the built-in 'Choice.Boolean' of 'x' is left out: .lu has none such"
    ),
    (
      #""entities": [{"category": "tid", "prebuilts": [{"category": "DateTime"}]}]"#,
      "'tid' becomes the role 'tid' of the built-in 'datetimeV2'"
    ),
    (
      #""utterances": [{"text": "bonjour", "intent": "i", "language": "fr"}]"#,
      "assets.utterances[0]: that utterances are in 'fr' is left out; they are kept"
    ),
  ])
  func `reports what is lost`(assets: String, warning: String) throws {
    let result = try imported(Self.project(#""intents": [], \#(assets)"#))
    #expect(result.warnings == [warning])
    #expect(throws: Never.self) { try result.files(stem: "x") }
  }

  @Test func `reports settings of the project`() throws {
    let result = try imported(
      """
      {"metadata": {"multilingual": true, "settings": {"confidenceThreshold": 0.7}},
       "assets": {"intents": [], "utterances": []}}
      """
    )
    #expect(
      result.warnings == [
        "metadata.multilingual is left out: .lu has no languages of utterances",
        "metadata.settings.confidenceThreshold = 0.7 is left out",
      ]
    )
  }
}
