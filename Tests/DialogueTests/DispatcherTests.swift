import Dialogue
import Ground
import People
import TestKit
import Testing
import Understanding

@Suite struct DispatcherTests {
  private let dispatcher: Dispatcher

  init() {
    var settings = ContentSettings()
    settings.access = ["Arbeidsliste": ["itstaff"]]
    dispatcher = Dispatcher(settings: settings)
  }

  private static let list = Candidate(.intent, "Arbeidsliste")
  private static let cases = Candidate(.intent, "MineSaker")
  private static let vpn = Candidate(.answer, "vpn")
  private static let printer = Candidate(.answer, "skriver")
  private static let pay = Candidate(.outside, "None.HR")

  private func decide(
    _ weights: KeyValuePairs<Candidate, Double>,
    patterns: [Candidate] = [],
    as role: Role = .employee
  ) -> Verdict {
    let reading = Reading(
      text: "a",
      candidates: weights.map { Weighed($0.key, $0.value) },
      patterns: patterns
    )
    return dispatcher.decide(reading, role: role)
  }

  @Test func `acts on the best that is sure enough`() {
    #expect(decide([Self.vpn: 0.5, Self.cases: 0.4]).decision == .answer("vpn"))
    #expect(decide([Self.cases: 0.9, Self.vpn: 0.1]).decision == .intent("MineSaker"))
    #expect(decide([Self.vpn: 0.5]).confidence == 0.5)
  }

  @Test(arguments: [Role.employee, .leader])
  func `refuses a role and names nothing`(role: Role) {
    let verdict = decide([Self.list: 0.9, Self.cases: 0.1], as: role)
    #expect(verdict.decision == .refused(.role))
    #expect(verdict.candidates.isEmpty)
    #expect(verdict.name == nil)
  }

  @Test func `lets the role that may`() {
    #expect(decide([Self.list: 0.9], as: .itstaff).decision == .intent("Arbeidsliste"))
  }

  @Test(arguments: [Role.pupil, .unknown])
  func `refuses pupils and strangers everything`(role: Role) {
    let readings: [KeyValuePairs<Candidate, Double>] = [
      [Self.vpn: 0.9], [Self.list: 0.9], [Self.pay: 0.9], [Self.vpn: 0.4, Self.cases: 0.4], [:],
    ]
    for weights in readings {
      let verdict = decide(weights, patterns: [Self.cases], as: role)
      #expect(verdict.decision == .refused(.account))
      #expect(verdict.candidates.isEmpty)
    }
  }

  @Test func `asks which of two or three, no more`() {
    #expect(decide([Self.vpn: 0.4, Self.cases: 0.3]).decision == .clarify([Self.vpn, Self.cases]))
    let four = decide([
      Self.vpn: 0.3, Self.cases: 0.25, Self.printer: 0.2, Candidate(.answer, "d"): 0.2,
    ])
    #expect(four.decision == .clarify([Self.vpn, Self.cases, Self.printer]))
  }

  @Test func `offers what is forbidden to nobody who may not`() {
    let verdict = decide([Self.list: 0.4, Self.vpn: 0.25, Self.cases: 0.2])
    #expect(verdict.decision == .clarify([Self.vpn, Self.cases]))
    #expect(!verdict.candidates.contains { $0.candidate == Self.list })
    #expect(decide([Self.list: 0.4, Self.vpn: 0.3]).decision == .none(label: nil))
  }

  @Test func `does not ask where something else is likelier, or only one stands out`() {
    #expect(decide([Self.vpn: 0.2, Self.cases: 0.2]).isUnanswered)
    #expect(decide([Self.vpn: 0.45, Self.cases: 0.1]).isUnanswered)
  }

  @Test func `says why it is none where a label tells`() {
    #expect(decide([Self.pay: 0.8, Self.vpn: 0.1]).decision == .none(label: "None.HR"))
    #expect(decide([Self.vpn: 0.3, Self.pay: 0.2]).decision == .none(label: nil))
    #expect(decide([:]).decision == .none(label: nil))
    #expect(decide([:]).confidence == 1)
  }

  @Test func `takes a pattern for a rule, where the role may use its intent`() {
    let weights: KeyValuePairs<Candidate, Double> = [Self.cases: 0.8, Self.list: 0.1]
    let both = [Self.list, Self.cases]
    #expect(
      decide(weights, patterns: [Self.list], as: .itstaff).decision == .intent("Arbeidsliste")
    )
    #expect(decide(weights, patterns: [Self.list]).decision == .intent("MineSaker"))
    #expect(decide([Self.list: 0.9], patterns: both).decision == .intent("MineSaker"))
    #expect(decide([Self.vpn: 0.9], patterns: [Self.pay]).decision == .none(label: "None.HR"))
  }

  @Test(
    arguments: [
      ([(vpn, 0.3), (printer, 0.1)], vpn),
      ([(vpn, 0.3), (printer, 0.15)], vpn),
      ([(vpn, 0.3), (cases, 0.29), (printer, 0.1)], vpn),
      ([(vpn, 0.9)], vpn),
      ([(vpn, 0.3), (printer, 0.16)], nil),
      ([(vpn, 0.14)], nil),
      ([(cases, 0.4), (vpn, 0.3)], nil),
      ([(pay, 0.4), (vpn, 0.3)], nil),
      ([], nil),
    ] as [([(Candidate, Double)], Candidate?)]
  )
  func `sees which choice a message leans to`(
    weights: [(Candidate, Double)],
    choice: Candidate?
  ) {
    let reading = Reading(text: "a", candidates: weights.map { Weighed($0.0, $0.1) })
    #expect(dispatcher.leaning(of: reading, to: [Self.vpn, Self.printer]) == choice)
  }

  @Test(arguments: 0..<200)
  func `keeps confidences between 0 and 1, whatever the pattern`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let own = Double.random(in: 0...1, using: &generator)
    let other = Double.random(in: 0...(1 - own), using: &generator)
    let verdict = decide([Self.cases: own, Self.vpn: other], patterns: [Self.cases])
    #expect(verdict.decision == .intent("MineSaker"))
    #expect((0...1).contains(verdict.confidence))
    #expect(verdict.candidates.reduce(0) { $0 + $1.confidence } <= 1.000_001)
  }
}

extension Verdict {
  fileprivate var isUnanswered: Bool { if case .none = decision { true } else { false } }
}
