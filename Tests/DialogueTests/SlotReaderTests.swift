import Foundation
import Ground
import Messaging
import TestKit
import Testing

// How values are found is for turns only.
@testable import Dialogue

@Suite struct SlotReaderTests {
  private let words: Words

  init() throws { words = try Words(Helpdesk.small.get().content) }

  private static let type = input(
    "type",
    .choice(
      [
        .init(title: "Bærbar PC", value: "laptop"), .init(title: "Stasjonær PC", value: "desktop"),
        .init(title: "PC", value: "any"),
      ],
      severalAllowed: false
    )
  )
  private static let things = input(
    "things",
    .choice(
      [.init(title: "Skjerm", value: "s"), .init(title: "Mus", value: "m")],
      severalAllowed: true
    )
  )
  private static let answer = input(
    "answer",
    .choice(
      [.init(title: "Ja, bytt", value: "y"), .init(title: "Nei, vent", value: "n")],
      severalAllowed: false
    )
  )
  private static let day = input("day", .date(earliest: nil, latest: nil))
  private static let time = input("time", .time(earliest: nil, latest: nil))
  private static let count = input("count", .number(least: nil, most: nil))
  private static let sure = input("sure", .toggle(on: "1", off: "0"))

  private static func input(_ id: String, _ kind: Question.Input.Kind) -> Question.Input {
    Question.Input(id: id, label: id, kind: kind, isRequired: true)
  }

  private func told(
    _ text: String,
    _ inputs: [Question.Input],
    _ actions: [Question.Action] = []
  ) -> SlotReader.Told {
    let question = Question(
      token: "t",
      execution: "e",
      flow: "f",
      user: "u",
      text: "?",
      inputs: inputs,
      actions: actions,
      asked: Talk.now
    )
    let reader = SlotReader(
      question: question,
      filling: Filling(question: 1),
      words: words,
      now: Talk.now
    )
    return reader.read(text)
  }

  @Test(
    arguments: [
      ("Bærbar PC", [type], ["type": "laptop"]), ("bærbare takk", [type], ["type": "laptop"]),
      ("en bærber", [type], ["type": "laptop"]), ("baerbar", [type], ["type": "laptop"]),
      ("pc", [type], ["type": "any"]), ("ikke bærbar", [type], [:]),
      ("bærbar eller stasjonær", [type], [:]), ("vet ikke", [type], [:]),
      ("skjerm og mus", [things], ["things": "s,m"]), ("musa", [things], ["things": "m"]),
      ("ja", [answer], ["answer": "y"]), ("nei takk", [answer], ["answer": "n"]),
      ("vent", [answer], ["answer": "n"]),
      ("i morgen", [day], ["day": "2026-11-19"]), ("fredag passer", [day], ["day": "2026-11-20"]),
      ("den 3.", [day], ["day": "2026-12-03"]), ("24.12.", [day], ["day": "2026-12-24"]),
      ("20", [day], ["day": "2026-11-20"]), ("neste uke", [day], [:]),
      ("10", [time], ["time": "10:00"]), ("halv ti", [time], ["time": "09:30"]),
      ("kl 14.15", [time], ["time": "14:15"]), ("i morgen", [time], [:]),
      ("to", [count], ["count": "2"]), ("1 000,5", [count], ["count": "1000.5"]),
      ("ingen anelse", [count], [:]), ("ja takk", [sure], ["sure": "1"]),
      ("nei, det går fint", [sure], ["sure": "0"]), ("kanskje", [sure], [:]),
      (
        "ja, en bærbar, i morgen kl 10", [type, day, time],
        ["type": "laptop", "day": "2026-11-19", "time": "10:00"]
      ),
      ("kl 9 på fredag", [type, day, time], ["day": "2026-11-20", "time": "09:00"]),
      ("20 stykker", [count, day], ["count": "20"]),
      ("", [type], [:]), ("...", [type], [:]),
    ] as [(String, [Question.Input], [String: String])]
  )
  func `finds what is told`(text: String, inputs: [Question.Input], values: [String: String]) {
    #expect(told(text, inputs).values == values)
  }

  @Test func `sees how much of a message tells it`() {
    #expect(told("det passer i morgen kl 10", [Self.day, Self.time]).share >= 0.5)
    #expect(
      told("skriveren må virke i morgen, ellers får vi ikke levert rapporten", [Self.day]).share
        < 0.5
    )
  }

  @Test func `finds the action by its words, and by yes or no where a title begins so`() {
    let actions = [
      Question.Action(title: "Ja, bestill", data: [:]), .init(title: "Utsett", data: [:]),
    ]
    #expect(told("kan vi utsette det", [], actions).action == 1)
    #expect(told("ja", [], actions).action == 0)
    #expect(told("nei", [], actions).action == nil)
    #expect(told("bestill eller utsett", [], actions).action == nil)
  }
}
