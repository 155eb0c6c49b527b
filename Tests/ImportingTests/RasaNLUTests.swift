import Authoring
import Importing
import Testing

struct RasaNLUTests {
  @Test func `reads labels in both spellings`() throws {
    let result = try imported(
      """
      version: "3.1"
      nlu:
      - intent: reise
        examples: |
          - til [Oslo](by) [nå]
          - fra [Bø]{"entity": "by", "role": "fra"}
      """
    )
    let utterances = try #require(result.lu?.intents.first?.utterances)
    #expect(
      utterances == [
        Utterance(text: "til Oslo [nå]", labels: [Label(entity: "by", range: 4..<8)]),
        Utterance(text: "fra Bø", labels: [Label(entity: "by", role: "fra", range: 4..<6)]),
      ]
    )
    #expect(result.warnings == [])
  }

  @Test func `gives synonyms to the entity whose labels mean their value`() throws {
    let result = try imported(
      """
      nlu:
      - intent: sak
        examples: |
          - det [haster](prioritet:høy)
      - synonym: høy
        examples: |
          - straks
      """
    )
    #expect(
      result.lu?.entities.first?.kind
        == .list([ListValue(canonical: "høy", synonyms: ["haster", "straks"])])
    )
    #expect(result.lu?.entities.last?.features == ["prioritetValues"])
  }

  @Test func `makes lists and expressions of lookups and regexes`() throws {
    let result = try imported(
      """
      nlu:
      - lookup: land
        examples: |
          - Norge
      - regex: postnummer
        examples: |
          - [0-9]{4}
          - N-[0-9]{4}
      """
    )
    #expect(
      result.lu?.entities.map(\.kind) == [
        .list([ListValue(canonical: "Norge")]), .regex("(?:[0-9]{4})|(?:N-[0-9]{4})"),
      ]
    )
    #expect(throws: Never.self) { try result.files(stem: "x") }
  }

  @Test(arguments: [
    (
      "- intent: faq/pris\n  examples: |\n    - hva\n",
      "faq/pris: a retrieval intent becomes a plain one; write its answer yourself"
    ),
    (
      "- intent: a\n  examples: |\n    - [x]{\"entity\": \"e\", \"group\": \"1\"}\n",
      "line 4: the group '1' of 'e' is left out"
    ),
    (
      "- intent: a\n  examples: |\n    - x\n    y\n",
      "line 5: a line of examples without '-' is left out"
    ),
    (
      "- intent: a\n  examples:\n  - text: x\n    metadata: 1\n",
      "line 4: metadata of examples is left out"
    ),
    (
      "- synonym: høy\n  examples: |\n    - straks\n",
      "the synonyms of 'høy' belong to no entity; they go to 'synonyms'"
    ),
    ("- intent: a\nresponses: 1\n", "responses: left out; only 'nlu' is read"),
  ])
  func `reports what is lost`(items: String, warning: String) throws {
    let result = try imported("nlu:\n" + items)
    #expect(result.warnings == [warning])
    #expect(throws: Never.self) { try result.files(stem: "x") }
  }

  @Test func `takes an alias for what its anchor says`() throws {
    let result = try imported(
      "nlu:\n- &x\n  intent: a\n  examples: |\n    - hei\n- intent: b\n  examples: *y\n"
        .replacing("*y", with: "|\n    - du")
        + "- *x\n"
    )
    #expect(result.lu?.intents.map { $0.utterances.map(\.text) } == [["hei"], ["du"]])
  }
}
