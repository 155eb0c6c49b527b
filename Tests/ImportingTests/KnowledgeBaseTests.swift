import Authoring
import Importing
import Testing

struct KnowledgeBaseTests {
  @Test func `joins the rows of a table that have one id`() throws {
    let result = try imported(
      "\u{FEFF}Question\tAnswer\tSource\tMetadata\tQnaId\r\n"
        + "hva\tsvar\\nto\tEditorial\tsted:bergen | fag:it\t1\r\n"
        + "hvordan\tsvar\\nto\tEditorial\tsted:bergen | fag:it\t1\r\n"
        + "Question\tAnswer\txxx\tSource\t\r\n" + "\tuten spørsmål\tx\t\t2\r\n"
    )
    let pair = QNAPair(
      source: "Editorial",
      questions: [Question(text: "hva"), Question(text: "hvordan")],
      answer: Answer(text: "svar\nto"),
      filters: [Filter(key: "sted", value: "bergen"), Filter(key: "fag", value: "it")]
    )
    #expect(result.qna?.pairs == [pair])
    #expect(
      result.warnings == [
        "line 4: a row that repeats the header is left out",
        "line 5: a pair without a question or without an answer is left out",
      ]
    )
  }

  @Test func `joins old rows that have one answer`() throws {
    let result = try imported("Question\tAnswer\na\tx\nb\ty\nc\tx\n")
    #expect(result.qna?.pairs.map { $0.questions.map(\.text) } == [["a", "c"], ["b"]])
  }

  @Test func `reads cells that Excel put between quotation marks`() throws {
    let result = try imported("Question\tAnswer\n\"a \"\"b\"\"\"\t\"x\ny\"\n\"c\"\tz\n")
    #expect(result.qna?.pairs.map { $0.questions[0].text } == ["a \"b\"", "\"c\""])
    #expect(result.qna?.pairs[0].answer.text == "x\ny")
  }

  @Test func `leads prompts to pairs by id`() throws {
    let result = try imported(
      """
      {"qnaList": [
        {"id": 1, "answer": "a", "questions": ["q"], "context": {"isContextOnly": false, "prompts": [
          {"displayOrder": 2, "qnaId": 2, "displayText": "andre"},
          {"displayOrder": 1, "qnaId": 0, "displayText": "første",
           "qna": {"answer": "c", "questions": ["r"], "id": 0}},
          {"displayOrder": 3, "qnaId": 9, "displayText": "ingen"}]}},
        {"id": 2, "answer": "b", "questions": ["p"], "context": {"isContextOnly": true}}]}
      """
    )
    #expect(
      result.qna?.pairs[0].prompts == [
        Prompt(display: "første", target: "3"),
        Prompt(display: "andre", target: "2", isContextOnly: true),
      ]
    )
    #expect(result.qna?.pairs.map(\.id) == ["1", "2", "3"])
    #expect(result.warnings == ["qnaList[0]: a prompt is left out: no pair has the id 9"])
  }

  @Test func `reads a project of Custom Question Answering`() throws {
    let result = try imported(
      """
      {"metadata": {"projectName": "kb"}, "assets": {
        "qnas": [{"id": 1, "answer": "a", "questions": ["q"], "metadata": {"sted": "bergen"},
          "dialog": {"isContextOnly": true, "prompts": []},
          "activeLearningSuggestions": [{"clusterHead": "x"}]}],
        "synonyms": [{"alterations": ["pc", "datamaskin"]}, {"alterations": ["alene"]}]}}
      """
    )
    #expect(result.qna?.name == "kb")
    #expect(result.qna?.pairs[0].filters == [Filter(key: "sted", value: "bergen")])
    #expect(result.qna?.alterations == [Alterations(words: ["pc", "datamaskin"])])
    #expect(
      result.warnings == [
        "assets.qnas[0]: suggestions of active learning are left out",
        "assets.synonyms[1]: a group of fewer than two synonyms is left out",
        "assets.qnas[0]: 'context only' is left out: no prompt leads there",
      ]
    )
  }

  @Test func `reads tables of synonyms`() throws {
    let result = try imported("Synonyms\n\"sdk\",\"software, kit\"\n\"a:b\",\"c\"\n")
    #expect(
      result.qna?.alterations.map(\.words) == [["sdk", "software, kit"], ["c", "a:b"]]
    )
    #expect(throws: Never.self) { try result.files(stem: "x") }
  }

  @Test(arguments: [
    (
      "spør {x}", "svar",
      ["qnaList[0]: a question loses signs that .qna cannot hold there: { } [ ] \\ tab"]
    ),
    ("hei", "a ``` b", ["qnaList[0]: ``` in an answer becomes ~~~: it would end the answer"]),
    ("hei", "<p>a</p>", ["qnaList[0]: an answer holds HTML, which is kept as it is"]),
    ("hei", "# a\\n- b", []),
  ])
  func `reports signs that .qna cannot hold`(
    question: String,
    answer: String,
    warnings: [String]
  ) throws {
    let result = try imported(
      #"{"qnaList": [{"id": 0, "answer": "\#(answer)", "questions": ["først", "\#(question)"]}]}"#
    )
    #expect(result.warnings == warnings)
    #expect(throws: Never.self) { try result.files(stem: "x") }
  }

  @Test func `reports pages and files that would have to be fetched`() throws {
    let result = try imported(
      #"{"qnaList": [], "urls": ["https://a.no"], "files": [{"fileName": "b.pdf"}]}"#
    )
    #expect(
      result.warnings == [
        "the page https://a.no is not fetched; import its pairs instead",
        "the file 'b.pdf' is not fetched; import its pairs instead",
      ]
    )
  }
}
