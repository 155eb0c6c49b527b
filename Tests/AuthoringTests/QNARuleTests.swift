import Authoring
import Ground
import Testing

/// The rules of `.qna`, each with the smallest text that shows it.
@Suite struct QNARuleTests {
  @Test func `reads a pair with all its parts`() throws {
    let read = AuthoredText.parse(
      """
      > !# @kb.name = Hjelp
      > !# @qna.pair.source = kb.tsv
      <a id = "pc-henting"></a>
      ## ? Når får jeg ny PC?
      - ny pc
      **Filters:**
      - kommune = bergen
      ```markdown
      # Tittel
      - punkt
      ```
      **Prompts:**
      - [Hvor?](#?Hvor-henter-jeg) `context-only`
      - [Pris](# 7)
      """,
      file: "pc.qna"
    )
    #expect(read.diagnostics.isEmpty)
    #expect(read.qna.name == "Hjelp")
    let pair = try #require(read.qna.pairs.first)
    #expect(
      pair
        == QNAPair(
          id: "pc-henting",
          source: "kb.tsv",
          questions: [Question(text: "Når får jeg ny PC?"), Question(text: "ny pc")],
          answer: Answer(text: "# Tittel\n- punkt"),
          filters: [Filter(key: "kommune", value: "bergen")],
          prompts: [
            Prompt(display: "Hvor?", target: "Hvor-henter-jeg", isContextOnly: true),
            Prompt(display: "Pris", target: "7"),
          ]
        )
    )
    #expect(pair.questions[1].place.description == "pc.qna:5:1")
    #expect(pair.answer.place.description == "pc.qna:8:1")
    #expect(pair.prompts[1].place.description == "pc.qna:14:1")
  }

  @Test func `takes several pairs with one id`() {
    let text =
      "<a id = \"x\"></a>\n# ? q\n```\na\n```\n<a id='x'></a>\n# ? q\n**Filters:**\n- k=v\n```\nb\n```\n"
    #expect(AuthoredText.parse(text).qna.pairs.map(\.id) == ["x", "x"])
  }

  @Test(arguments: [
    ("# ? q\n```\na\n```\n**Filters:**\n- k=v", "a"), ("# ?\n- alt\n```\na\n```", "a"),
    ("# ? q\n```\n\n  a  \n\n```", "a"), ("# ? q\n```\na```", "a"),
  ])
  func `takes the answer from between the fences`(text: String, answer: String) {
    let read = AuthoredText.parse(text)
    #expect(read.isValid)
    #expect(read.qna.pairs.map(\.answer.text) == [answer])
  }

  @Test func `reads alterations`() {
    let read = AuthoredText.parse(
      "$botframework : qna-alterations =\n- bot framework\n- bot-framework"
    )
    #expect(
      read.qna.alterations == [
        Alterations(words: ["botframework", "bot framework", "bot-framework"])
      ]
    )
  }

  @Test func `keeps links to other files apart from questions`() {
    let read = AuthoredText.parse("# ? q\n- [more](other.qna#?)\n```\na\n```")
    #expect(read.qna.pairs[0].questions.map(\.text) == ["q"])
    #expect(read.qna.pairs[0].references == [Reference(text: "more", target: "other.qna#?")])
  }

  @Test(arguments: [
    ("# ? q\n", "qna.missing-answer 2:1"), ("# ? q\nanswer\n", "qna.missing-answer 3:1"),
    ("# ? q\n```a```", "qna.fence 2:1"), ("# ? q\n~~~\na\n~~~", "qna.missing-answer 4:4"),
    ("# ? q\n- a \\{y}?\n```\na\n```", "qna.special-text 2:5"),
    ("# ? q\n```\na\n```\n**Filters:**\nk = v", "qna.missing-dash 6:1"),
    ("# ? q\n```\na\n```\n**Filters:**\n- k", "qna.filter 6:1"),
    ("# ? q\n```\na\n```\n**Prompts:**\n- next", "qna.prompt 6:1"),
    ("# ? q\n**Prompts:**\n- [a](#b)\n```\na\n```", "qna.missing-answer 2:1"),
    (
      "<a id = \"7\"></a>\n> !# @qna.pair.source = s\n# ? q\n```\na\n```",
      "qna.missing-question 2:1"
    ),
    ("<a name=\"7\"></a>\n# ? q\n```\na\n```", "qna.id 1:1"),
    ("$x : qna-alterations =", "qna.empty-alterations 1:1"),
  ])
  func `refuses with code, line and column`(text: String, fault: String) {
    let errors = AuthoredText.parse(text).diagnostics.filter { $0.severity == .error }
    #expect(errors.first.map { "\($0.code) \($0.line):\($0.column)" } == fault)
  }

  @Test func `warns where a filter's value ends at a second equals sign`() {
    let read = AuthoredText.parse("# ? q\n```\na\n```\n**Filters:**\n- k=a=b")
    #expect(read.isValid)
    #expect(read.diagnostics.map(\.code) == ["qna.cut-filter"])
    #expect(read.qna.pairs[0].filters == [Filter(key: "k", value: "a")])
  }
}
