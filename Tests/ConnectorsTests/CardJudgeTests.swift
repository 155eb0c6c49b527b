import Cards
import Connectors
import Foundation
import Ground
import Messaging
import TestKit
import Testing

/// Every card that ships and every kind that is made in code, before the judge of cards (`scripts/check-cards`).
@Suite struct CardJudgeTests {
  private static let isThere =
    Shared.isThere("cards/validate.py") && (try? run("python3", "-c", "import jsonschema")) == 0

  private static func run(_ command: String...) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["RAKEL_SHARED": Shared.root.path]
    ) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  private func judge(_ cards: [String: Card]) throws -> Int32 {
    let folder = try TemporaryFolder()
    for (name, card) in cards {
      try Data(card.json.text.utf8).write(to: folder.url.appending(path: "\(name).json"))
    }
    let script = Shared.checkout.appending(path: "scripts/check-cards").path
    return try Self.run(script, folder.url.path)
  }

  /// All cards that ship, in all languages, with all samples.
  private static func shipped() throws -> [String: Card] {
    var cards: [String: Card] = [:]
    for name in PeopleScene.shipped.names {
      for (index, sample) in try PeopleScene.samples(of: name).enumerated() {
        for language in CardLanguage.allCases {
          let template = PeopleScene.shipped[name]?.template(in: language)
          cards["\(name)-\(index)-\(language)"] = try template?.expanded(with: sample, in: language)
        }
      }
    }
    return cards
  }

  @Test(.enabled(if: isThere, "needs RAKEL_SHARED and python3 with jsonschema"))
  func `passes every card that ships, before and after it is answered`() throws {
    var cards = try Self.shipped()
    for (name, card) in cards {
      cards["\(name)-asking"] = card.asking(question: 1)
      let asked = CardInputs(card)
      for (index, action) in asked.actions.enumerated() {
        var answer = action.data
        for input in asked.inputs { answer[input.id] = Self.value(of: input) }
        let receipt = CardReceipt(question: asked.title, asked, answer: .object(answer), in: .nb)
        cards["\(name)-answered-\(index)"] = receipt.card
      }
    }
    #expect(cards.count >= 30)
    #expect(try judge(cards) == 0)
  }

  private static func value(of input: CardInput) -> JSON {
    switch input.kind {
    case .text: "<br> # [a](https://x.example) ${x} {{DATE(2026-01-01)}}\n- b\n| a | b | c |"
    case .choice(let choices, _): .string(choices.last?.value ?? "")
    case .date: "2026-03-05"
    case .time: "09:30"
    case .number: 1.5
    case .toggle(let on, _): .string(on)
    }
  }

  @Test(.enabled(if: isThere, "needs RAKEL_SHARED and python3 with jsonschema"))
  func `passes what is made in code, whatever people wrote`() throws {
    let hostile = "<b>Hei</b> ![a](b) ``` ${x}\n# Tittel\n> sitat\n| a | b | c |"
    let scene = try PeopleScene()
    let choices: JSON = [
      ["title": .string(hostile), "value": "1"], ["title": "To", "value": "2"],
    ]
    _ = try scene.perform(
      TextConnector(),
      "ask",
      [
        "text": "Hvilken av dem er det som gjelder for deg akkurat nå?", "kind": "choice",
        "choices": choices,
      ]
    )
    let data: JSON = [
      "question": .string(hostile), "text": .string(hostile), "yes": .string(hostile),
    ]
    let cards = CardConnector(PeopleScene.shipped)
    _ = try scene.perform(cards, "ask", ["card": "bekreft", "data": data])
    var sent = try scene.messages().compactMap { $0.card.map(Card.init) }
    #expect(sent.count == 2)
    for question in try scene.questions() {
      for answer: JSON in [["value": "1"], ["confirmed": true]] {
        sent += [question.receipt(of: answer, in: .nn).card].compactMap { $0.map(Card.init) }
      }
    }
    let named = sent.enumerated().map { ("\($0.offset)", $0.element) }
    #expect(try judge(Dictionary(uniqueKeysWithValues: named)) == 0)
  }

  /// Microsoft's samples are of all versions and qualities: where the judge finds a fault, so must the check.
  @Test(.enabled(if: isThere, "needs RAKEL_SHARED and python3 with jsonschema"))
  func `lets no card of Microsoft's samples pass that the judge would not`() throws {
    let folder = Shared.root.appending(path: "cards/samples")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    )
    var passed: [String: Card] = [:]
    var count = 0
    for case let file as URL in files where file.pathExtension == "json" {
      let text = try String(contentsOf: file, encoding: .utf8).replacing("\u{FEFF}", with: "")
      guard var object = try? JSON(parsing: text).object, object["type"] == "AdaptiveCard" else {
        continue
      }
      // Nearly all lack these, and few would be left to compare.
      (object["version"], object["fallbackText"]) = ("1.5", "A sample")
      count += 1
      let card = Card(json: .object(object))
      if CardCheck.faults(in: card).isEmpty { passed["\(count)"] = card }
    }
    #expect(count > 150 && passed.count > 5, "\(passed.count) of \(count)")
    #expect(try judge(passed) == 0)
  }
}
