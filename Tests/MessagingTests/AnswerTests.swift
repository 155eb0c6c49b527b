import Foundation
import Ground
import Messaging
import Testing

@Suite struct AnswerTests {
  private static let choices: [Question.Input.Choice] = [
    .init(title: "Én", value: "1"), .init(title: "To", value: "2"),
  ]

  private func input(
    _ kind: Question.Input.Kind,
    isRequired: Bool = true
  ) -> Question.Input {
    Question.Input(id: "a", label: "A", kind: kind, isRequired: isRequired)
  }

  private func question(
    _ inputs: [Question.Input],
    _ actions: [Question.Action] = []
  ) -> Question {
    Question(
      token: "t",
      execution: "e",
      flow: "f",
      user: "kari",
      text: "?",
      inputs: inputs,
      actions: actions,
      asked: Date(timeIntervalSince1970: 0)
    )
  }

  @Test(
    arguments: [
      (.text(maximumLength: 3, pattern: nil), " æøå\u{0}\n", "æøå"),
      (.text(maximumLength: nil, pattern: "^[0-9]+$"), "12", "12"),
      (.text(maximumLength: nil, pattern: "("), "whatever", "whatever"),
      (.choice(choices, severalAllowed: false), "2", "2"),
      (.choice(choices, severalAllowed: true), "1,2", "1,2"),
      (.date(earliest: "2026-01-01", latest: "2028-12-31"), "2028-02-29", "2028-02-29"),
      (.time(earliest: "08:00", latest: "16:00"), "16:00", "16:00"),
      (.number(least: 1, most: 3), "3", 3), (.number(least: nil, most: nil), -0.5, -0.5),
      (.number(least: nil, most: nil), "3.0", 3),
      (.toggle(on: "ja", off: "nei"), "ja", "ja"), (.toggle(on: "1", off: "0"), false, "0"),
    ] as [(Question.Input.Kind, JSON, JSON)]
  )
  func `takes a value of the input's kind`(
    kind: Question.Input.Kind,
    submitted: JSON,
    value: JSON
  ) throws {
    #expect(try input(kind).value(from: submitted) == value)
  }

  @Test(
    arguments: [
      (.text(maximumLength: 3, pattern: nil), "æøåæ", .tooLong),
      (.text(maximumLength: 3, pattern: nil), 3, .malformed),
      (.text(maximumLength: nil, pattern: "^[0-9]+$"), "a", .malformed),
      (.text(maximumLength: nil, pattern: nil), " \u{1}\n", .missing),
      (.choice(choices, severalAllowed: false), "3", .notOffered),
      (.choice(choices, severalAllowed: false), "1,2", .notOffered),
      (.choice(choices, severalAllowed: true), "1,3", .notOffered),
      (.choice(choices, severalAllowed: true), ["1"], .malformed),
      (.date(earliest: nil, latest: nil), "2026-02-29", .malformed),
      (.date(earliest: nil, latest: nil), "2026-13-01", .malformed),
      (.date(earliest: nil, latest: nil), "26-1-1", .malformed),
      (.date(earliest: "2026-01-02", latest: nil), "2026-01-01", .outOfBounds),
      (.date(earliest: nil, latest: "2026-01-01"), "2026-01-02", .outOfBounds),
      (.time(earliest: nil, latest: nil), "24:00", .malformed),
      (.time(earliest: nil, latest: nil), "9:00", .malformed),
      (.time(earliest: nil, latest: "16:00"), "16:01", .outOfBounds),
      (.number(least: 1, most: nil), 0.5, .outOfBounds),
      (.number(least: nil, most: 3), "3.5", .outOfBounds),
      (.number(least: nil, most: nil), "nan", .malformed),
      (.number(least: nil, most: nil), "tre", .malformed),
      (.number(least: nil, most: nil), .null, .missing),
      (.toggle(on: "ja", off: "nei"), "kanskje", .malformed),
      (.toggle(on: "ja", off: "nei"), .null, .missing),
    ] as [(Question.Input.Kind, JSON, AnswerFault.Code)]
  )
  func `says why a value does not count`(
    kind: Question.Input.Kind,
    submitted: JSON,
    code: AnswerFault.Code
  ) {
    let fault = #expect(throws: AnswerFault.self) { try input(kind).value(from: submitted) }
    #expect(fault == AnswerFault("a", code))
  }

  @Test func `needs no value that is optional`() throws {
    let text = input(.text(maximumLength: nil, pattern: nil), isRequired: false)
    #expect(try text.value(from: nil) == nil)
    #expect(try text.value(from: "") == nil)
    #expect(try input(.toggle(on: "1", off: "0"), isRequired: false).value(from: nil) == "0")
  }

  @Test func `bounds a text of ten megabytes`() {
    let text = input(.text(maximumLength: nil, pattern: nil))
    let fault = #expect(throws: AnswerFault.self) {
      try text.value(from: .string(String(repeating: "å", count: 5_000_000)))
    }
    #expect(fault?.code == .tooLong)
  }

  private static let actions: [Question.Action] = [
    .init(title: "Bestill", data: ["do": "book", "rakelQuestion": 1]),
    .init(title: "Nei", data: ["do": "no"], takesInputs: false),
    .init(title: "Haster", data: ["do": "book", "soon": true]),
  ]

  @Test(
    arguments: [
      (["do": "book", "a": "x", "rakelQuestion": 1, "b": 2], ["do": "book", "a": "x"]),
      (["do": "book", "soon": true, "a": "x"], ["do": "book", "soon": true, "a": "x"]),
      (["do": "no"], ["do": "no"]), (["do": "no", "a": "x"], ["do": "no"]),
    ] as [(JSON, JSON)]
  )
  func `merges the action and the inputs, and keeps nothing else`(data: JSON, answer: JSON) throws {
    let text = input(.text(maximumLength: nil, pattern: nil))
    #expect(try question([text], Self.actions).answer(from: data) == answer)
  }

  @Test func `says all that is wrong`() {
    let text = input(.text(maximumLength: nil, pattern: nil))
    var date = input(.date(earliest: nil, latest: nil))
    date.id = "d"
    let asked = question([text, date], Self.actions)
    for (data, faults) in [
      (["do": "book", "d": "x"], [AnswerFault("a", .missing), AnswerFault("d", .malformed)]),
      (["do": "sell"], [AnswerFault(nil, .notOffered)]), ([:], [AnswerFault(nil, .notOffered)]),
      ("a", [AnswerFault(nil, .notOffered)]),
    ] as [(JSON, [AnswerFault])] {
      let error = #expect(throws: AnswerFaults.self) { try asked.answer(from: data) }
      #expect(error?.faults == faults)
    }
  }
}
