import Testing
import Understanding

/// Every rule, on content that breaks this one only.
@Suite struct ContentCheckRuleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var added: [String: String] = [:]
    var replaced: [String: String] = [:]
    var findings: [String]

    init(
      _ name: String,
      add: [String: String] = [:],
      replace: [String: String] = [:],
      _ findings: String...
    ) {
      (testDescription, added, replaced, self.findings) = (name, add, replace, findings)
    }
  }

  @Test(arguments: duplicates + balance + links + replies + filters + settings + limits)
  func `finds what breaks a rule, and nothing else`(_ example: Case) throws {
    let folder = try CheckedFolder(added: example.added, replaced: example.replaced)
    #expect(folder.findings == example.findings)
  }

  static let duplicates = [
    Case(
      "twice in an intent",
      add: ["intents/a.lu": "- None3: virker3…\n"],
      "check.duplicate warning intents/a.lu:23:1"
    ),
    Case(
      "twice in a pair, æøå folded",
      replace: ["qna/a.qna": "# ? få pc\n- faa PC?\n- en\n- to\n```\nJa\n```\n"],
      "check.duplicate warning qna/a.qna:2:1"
    ),
    Case(
      "in two intents",
      add: ["intents/a.lu": "- Skriver3: virker3\n"],
      "check.contradiction error intents/a.lu:23:1"
    ),
    Case(
      "in two intents, letter by letter",
      add: ["intents/b.lu": CheckedFolder.intent("None.HR", 10) + "- skriver3 virker3\n"],
      "lu.example-in-two-intents error intents/b.lu:12:1"
    ),
    Case(
      "in an intent and a pair",
      replace: ["qna/a.qna": "# ? en\n- to\n- SKRIVER0 virker0\n```\nJa\n```\n"],
      "check.contradiction error qna/a.qna:3:1"
    ),
    Case(
      "in two pairs, alike only when folded",
      add: [
        "qna/a.qna": "# ? få\n- to\n- tre\n```\nJa\n```\n# ? fa\n- seks\n- sju\n```\nJa\n```\n"
      ],
      "check.contradiction warning qna/a.qna:16:1"
    ),
    Case(
      "nearly: another order",
      add: ["qna/a.qna": CheckedFolder.pair("x").replacing("x tre", with: "virker0 skriver0")],
      "check.near-duplicate warning qna/a.qna:13:1"
    ),
    Case(
      "nearly: one word that says nothing",
      add: ["qna/a.qna": CheckedFolder.pair("x").replacing("x tre", with: "Skriver0 er virker0?")],
      "check.near-duplicate warning qna/a.qna:13:1"
    ),
    Case(
      "not nearly: a word that turns it round",
      add: ["qna/a.qna": CheckedFolder.pair("x").replacing("x tre", with: "skriver0 ikke virker0")]
    ),
    Case(
      "nearly, five times: three are named",
      add: [
        "intents/a.lu": (0..<5).map { "- virker\($0) skriver\($0)\n" }.joined()
      ],
      "check.near-duplicate warning intents/a.lu:23:1",
      "check.near-duplicate warning intents/a.lu:24:1",
      "check.near-duplicate warning intents/a.lu:25:1",
      "check.near-duplicate warning intents/a.lu:26:1"
    ),
  ]

  static let balance = [
    Case(
      "an intent with two utterances",
      add: ["intents/a.lu": CheckedFolder.intent("None.HR", 2)],
      "check.few-utterances error intents/a.lu:23:1"
    ),
    Case(
      "an intent with nine utterances",
      add: ["intents/a.lu": CheckedFolder.intent("None.HR", 9)],
      "check.few-utterances warning intents/a.lu:23:1"
    ),
    Case(
      "an intent that drowns the others",
      add: [
        "intents/a.lu": CheckedFolder.intent("Stor", 81) + CheckedFolder.intent("Bytte", 10),
        "intents/replies.qna": CheckedFolder.words("Stor"),
      ],
      "check.many-utterances warning intents/a.lu:23:1"
    ),
    Case(
      "a pair with two wordings",
      replace: ["qna/a.qna": "# ? en\n- to\n```\nJa\n```\n"],
      "check.few-wordings warning qna/a.qna:1:1"
    ),
  ]

  static let links = [
    Case(
      "a prompt that leads nowhere",
      add: ["qna/a.qna": CheckedFolder.pair("x", prompt: "[Mer](#borte)")],
      "check.dead-prompt error qna/a.qna:20:1"
    ),
    Case(
      "a pair without a question to which a prompt leads",
      add: ["qna/a.qna": CheckedFolder.pair("x", prompt: "[Mer](#y)") + CheckedFolder.silent("y")]
    ),
    Case(
      "a pair without a question to which none leads",
      add: ["qna/a.qna": CheckedFolder.silent("y")],
      "check.unreachable error qna/a.qna:12:1"
    ),
    Case(
      "context-only pairs that only lead to each other",
      add: [
        "qna/a.qna": CheckedFolder.pair("x", prompt: "[Y](#y) `context-only`")
          + CheckedFolder.pair("y", prompt: "[X](#x) `context-only`")
      ],
      "check.unreachable error qna/a.qna:15:1",
      "check.unreachable error qna/a.qna:27:1"
    ),
  ]

  static let replies = [
    Case(
      "an intent without a reply",
      add: ["intents/a.lu": CheckedFolder.intent("Stum", 10)],
      "check.no-reply error intents/a.lu:23:1"
    ),
    Case("an intent with a flow", add: ["intents/a.lu": CheckedFolder.intent("Bytte", 10)]),
    Case(
      "a reply for no intent",
      add: ["intents/replies.qna": CheckedFolder.words("Borte")],
      "check.unknown-intent warning intents/replies.qna:10:1"
    ),
    Case(
      "a phrase that is missing, and one that is never said",
      replace: ["intents/phrases.qna": CheckedFolder.words("heisan")],
      "check.missing-phrase error intents/phrases.qna:1:1",
      "check.unknown-phrase warning intents/phrases.qna:4:1"
    ),
    Case(
      "an empty answer",
      add: ["qna/a.qna": CheckedFolder.pair("x").replacing("Svar.", with: " ")],
      "check.empty-answer error qna/a.qna:10:1"
    ),
    Case(
      "a pair without a language that the other has",
      add: ["qna/a.qna": CheckedFolder.pair("x") + CheckedFolder.pair("x", filter: "sprak = nn")],
      "check.missing-language warning qna/a.qna:6:1"
    ),
  ]

  static let filters = [
    Case(
      "an unknown key",
      add: ["qna/a.qna": CheckedFolder.pair("x", filter: "by = voss")],
      "check.filter-key error qna/a.qna:16:1"
    ),
    Case(
      "a key twice",
      add: [
        "qna/a.qna": CheckedFolder.pair("x", filter: "sprak = nb")
          .replacing("- sprak = nb\n", with: "- sprak = nb\n- sprak = nn\n")
      ],
      "check.filter-twice error qna/a.qna:17:1"
    ),
    Case(
      "an unknown municipality",
      add: ["qna/a.qna": CheckedFolder.pair("x") + CheckedFolder.pair("x", filter: "kommune = Os")],
      "check.municipality error qna/a.qna:25:1"
    ),
    Case(
      "an unknown language",
      add: ["qna/a.qna": CheckedFolder.pair("x", filter: "sprak = no")],
      "check.language error qna/a.qna:16:1"
    ),
    Case(
      "two variants for the same people",
      add: ["qna/a.qna": CheckedFolder.pair("x") + CheckedFolder.pair("x", filter: "sprak = nb")],
      "check.hidden-variant error qna/a.qna:27:1"
    ),
    Case(
      "a municipality that gets nothing",
      add: ["qna/a.qna": CheckedFolder.pair("x", filter: "kommune = Voss")],
      "check.no-general-variant warning qna/a.qna:18:1"
    ),
    Case(
      "all municipalities, each its own",
      add: [
        "qna/a.qna": CheckedFolder.pair("x", filter: "kommune = Voss")
          + CheckedFolder.pair("x", filter: "kommune = bergen")
      ]
    ),
  ]

  static let settings = [
    Case(
      "rules for what there is not",
      replace: [
        "settings.json":
          "{\n \"access\": {\"Borte\": [\"leader\"],\n  \"Skriver\": [\"sjef\"]},\n \"smallTalk\": [\"Vær\"] }"
      ],
      "check.access-intent error settings.json:2:13",
      "check.access-role error settings.json:3:3",
      "check.small-talk warning settings.json:4:16"
    ),
    Case(
      "a steering list that is missing",
      replace: [
        "intents/samtale.lu":
          "@ list ja =\n- ja :\n - jo\n\n@ list nei =\n- nei :\n - n\n\n@ list avbryt =\n- avbryt :\n - stopp\n"
      ],
      "check.steering-list warning intents/samtale.lu:1:1"
    ),
    Case(
      "municipalities that the list and the settings do not share",
      add: [
        "intents/a.lu":
          "\n@ list kommune =\n    - Voss :\n        - vossevangen\n    - Os :\n        - osøyro\n"
      ],
      "check.municipality-list warning intents/a.lu:27:5",
      "check.municipality-list warning settings.json:2:22"
    ),
  ]

  static let limits = [
    Case(
      "an answer that is too long",
      add: [
        "qna/a.qna": CheckedFolder.pair("x")
          .replacing("Svar.", with: String(repeating: "a", count: 25_001))
      ],
      "check.long-answer warning qna/a.qna:15:1"
    ),
    Case(
      "a question that is too long",
      add: [
        "qna/a.qna": CheckedFolder.pair("x")
          .replacing("x tre", with: String(repeating: "a", count: 1_001))
      ],
      "check.long-question warning qna/a.qna:13:1"
    ),
    Case(
      "too many alternates",
      replace: [
        "qna/a.qna": "# ? en\n" + (0..<301).map { "- nr\($0)\n" }.joined() + "```\nJa\n```\n"
      ],
      "check.many-alternates warning qna/a.qna:1:1"
    ),
  ]
}
