import Ground

/// Makes exports of texts that are full of signs with a meaning in the target formats.
struct Nonsense {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let pieces = [
    "a", "b", "hei", "på", "😀", " ", "  ", "-", "#", "@", ">", "!", "?", "*", "+", "{", "}", "[",
    "]",
    "(", ")", "|", "\\", "/", "=", ":", ";", ",", "$", "\"", "'", "`", "```", "<a>", "](", "{@a=b}",
    "{a}", "> !# @x = y", "**Filters:**", "\n", "\t", "\r\n", "http://x", ".lu#", "\u{FEFF}",
    "\u{A0}", "ml", "list", "%", "&",
  ]

  mutating func text(upTo count: Int = 6) -> String {
    (0..<generator.below(count + 1)).map { _ in Self.pieces[generator.below(Self.pieces.count)] }
      .joined()
  }

  /// One of a few names, so that things meet, or nonsense.
  mutating func name() -> String {
    let names = ["a", "b", "by", "Order", "number", "ml", "my list", "Order::Size"]
    return generator.below(3) == 0 ? text(upTo: 4) : names[generator.below(names.count)]
  }

  private mutating func plainName() -> String {
    ["a", "b", "by", "Order", "number", "my list", "Order::Size"][generator.below(7)]
  }

  private mutating func list(upTo count: Int = 4, _ item: (inout Nonsense) -> JSON) -> JSON {
    .array((0..<generator.below(count + 1)).map { _ in item(&self) })
  }

  // MARK: LUIS

  mutating func luisApp() -> JSON {
    [
      "luis_schema_version": .string(["2.1.0", "3.2.0", "7.0.0"][generator.below(3)]),
      "name": .string(text()), "desc": .string(text()), "culture": "nb-no",
      "intents": list { ["name": .string($0.name()), "features": $0.features()] },
      "entities": list { $0.entity(depth: 0) },
      "composites": list {
        ["name": .string($0.name()), "children": $0.list { .string($0.name()) }]
      },
      "closedLists": list { nonsense in
        [
          "name": .string(nonsense.name()), "roles": nonsense.list { .string($0.name()) },
          "subLists": nonsense.list { nonsense in
            [
              "canonicalForm": .string(nonsense.text()),
              "list": nonsense.list { .string($0.text()) },
            ]
          },
        ]
      },
      "regex_entities": list(upTo: 2) {
        ["name": .string($0.name()), "regexPattern": .string($0.text())]
      },
      "patternAnyEntities": list(upTo: 2) { ["name": .string($0.name())] },
      "prebuiltEntities": list(upTo: 2) {
        ["name": .string($0.name()), "roles": $0.list { .string($0.name()) }]
      },
      "phraselists": list(upTo: 2) {
        ["name": .string($0.name()), "words": .string("x,\($0.text())"), "mode": true]
      },
      "patterns": list {
        ["intent": .string($0.name()), "pattern": .string("{\($0.name())} " + $0.text())]
      },
      "utterances": list(upTo: 8) { $0.utterance() },
    ]
  }

  private mutating func features() -> JSON {
    list(upTo: 2) {
      ["modelName": .string($0.name()), "isRequired": .bool($0.generator.below(2) == 0)]
    }
  }

  private mutating func entity(depth: Int) -> JSON {
    [
      "name": .string(name()), "roles": list(upTo: 2) { .string($0.name()) },
      "features": features(),
      "children": depth > 2 ? [] : list(upTo: 2) { $0.entity(depth: depth + 1) },
    ]
  }

  private mutating func utterance() -> JSON {
    let text = text(upTo: 9)
    let count = text.utf16.count
    guard count > 0, !text.contains("😀") else {
      return ["text": .string(text), "intent": .string(name()), "entities": []]
    }
    var used: Set<String> = []
    let labels = list(upTo: 3) { nonsense in
      // One of an entity at most: two of them might cross.
      var name = nonsense.plainName()
      while !used.insert(name).inserted { name += "x" }
      let start = nonsense.generator.below(count)
      let end = start + nonsense.generator.below(count - start)
      return ["entity": .string(name), "startPos": .integer(start), "endPos": .integer(end)]
    }
    return ["text": .string(text), "intent": .string(name()), "entities": labels]
  }

  // MARK: CLU and Rasa

  mutating func cluProject() -> JSON {
    [
      "projectFileVersion": "2022-05-01", "stringIndexType": "Utf16CodeUnit",
      "metadata": ["projectName": .string(text()), "language": "nb"],
      "assets": [
        "intents": list { ["category": .string($0.name())] },
        "entities": list { nonsense in
          [
            "category": .string(nonsense.name()),
            "list": [
              "sublists": nonsense.list(upTo: 2) { nonsense in
                [
                  "listKey": .string(nonsense.text()),
                  "synonyms": [["values": nonsense.list { .string($0.text()) }]],
                ]
              }
            ],
            "regex": [
              "expressions": nonsense.list(upTo: 2) { ["regexPattern": .string($0.text())] }
            ],
            "prebuilts": nonsense.list(upTo: 2) {
              ["category": .string(["DateTime", "Email", "Choice"][$0.generator.below(3)])]
            },
          ]
        },
        "utterances": list(upTo: 8) { $0.cluUtterance() },
      ],
    ]
  }

  private mutating func cluUtterance() -> JSON {
    let text = text(upTo: 9).replacing("😀", with: "")
    let count = text.utf16.count
    var used: Set<String> = []
    let labels = list(upTo: count > 0 ? 3 : 0) { nonsense in
      var name = nonsense.plainName()
      while !used.insert(name).inserted { name += "x" }
      let start = nonsense.generator.below(count)
      let length = 1 + nonsense.generator.below(count - start)
      return ["category": .string(name), "offset": .integer(start), "length": .integer(length)]
    }
    return [
      "text": .string(text), "intent": .string(name()), "entities": labels,
      "dataset": generator.below(5) == 0 ? "Test" : "Train",
    ]
  }

  mutating func trainingData() -> String {
    var lines = ["version: \"3.1\"", "nlu:"]
    for _ in 0..<5 {
      let kind = ["intent", "synonym", "regex", "lookup"][generator.below(4)]
      let name = ["a", "by", "faq/x", "ml", "c: d"][generator.below(5)]
      lines += ["- \(kind): \"\(name)\"", "  examples: |"]
      for _ in 0..<3 {
        let before = text(upTo: 3).replacing("\r\n", with: " ").replacing("\n", with: " ")
        let label = ["[x](a)", "[y]{\"entity\": \"by\", \"value\": \"z, w:\"}", "[x"][
          generator.below(3)
        ]
        lines.append("    - x \(before.replacing("\t", with: " "))\(label)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Questions and answers

  mutating func knowledgeBase() -> JSON {
    [
      "name": .string(text()),
      "qnaList": list(upTo: 6) { nonsense in
        [
          "id": .integer(nonsense.generator.below(6)), "answer": .string(nonsense.text(upTo: 12)),
          "source": .string(nonsense.text()), "questions": nonsense.list { .string($0.text()) },
          "metadata": nonsense.list(upTo: 2) {
            ["name": .string($0.text()), "value": .string($0.text())]
          },
          "context": [
            "isContextOnly": .bool(nonsense.generator.below(2) == 0),
            "prompts": nonsense.list(upTo: 2) {
              ["qnaId": .integer($0.generator.below(6)), "displayText": .string($0.text())]
            },
          ],
        ]
      },
      "wordAlterations": list { ["alterations": $0.list { .string($0.text()) }] },
    ]
  }

  mutating func table() -> String {
    var rows = ["Question\tAnswer\tSource\tMetadata\tQnaId"]
    for _ in 0..<6 {
      let cells = (0..<4).map { _ in
        text().replacing("\t", with: " ").replacing("\r\n", with: "\\n").replacing(
          "\n",
          with: "\\n"
        )
      }
      rows.append((cells + [String(generator.below(4))]).joined(separator: "\t"))
    }
    return rows.joined(separator: "\n")
  }
}
