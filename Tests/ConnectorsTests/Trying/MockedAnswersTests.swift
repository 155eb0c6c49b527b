import Connectors
import Flows
import Foundation
import Ground
import Testing

@Suite struct MockedAnswersTests {
  private static let answers: JSON = [
    "S": [
      "0": ["Throw": ["Error": "E", "Cause": "c"]], "1-2": ["Return": 1], "3": ["Return": [2]],
      "2-1": ["Return": "never"], "x": ["Return": "never"],
    ],
    "T": ["0": [:]],
  ]

  @Test func `answers by the number of the call, and then with the last`() {
    let mocked = MockedAnswers(Self.answers)
    let outcomes = (0..<5).map { _ in mocked.outcome(of: "S", request()) }
    let failed = TaskOutcome.failed(error: "E", cause: "c")
    #expect(outcomes == [failed, .done(1), .done(1), .done([2]), .done([2])])
    #expect(mocked.outcome(of: "T", request()) == .done(.null))
  }

  @Test func `counts the calls of each execution by itself`() {
    let mocked = MockedAnswers(Self.answers)
    let first = (0..<2).map { mocked.outcome(of: "S", request("item-\($0)")) }
    #expect(first.allSatisfy { $0 == .failed(error: "E", cause: "c") })
    #expect(mocked.outcome(of: "S", request("item-0")) == .done(1))
  }

  @Test func `answers for the states it names`() {
    let mocked = MockedAnswers(Self.answers)
    #expect(mocked.answers(for: "S", resource: "arn:any"))
    #expect(!mocked.answers(for: "U", resource: "rakel:test.echo"))
    #expect(!MockedAnswers([]).answers(for: "S", resource: "r"))
  }

  private func request(_ execution: String = "run") -> TaskRequest {
    .trying("do", execution: execution)
  }
}

extension TaskRequest {
  /// A request of a flow that is tried out.
  static func trying(
    _ verb: String,
    _ parameters: JSON = [:],
    execution: String = "run",
    after seconds: Double = 0
  ) -> TaskRequest {
    let entered = Date(timeIntervalSince1970: 1_795_000_000)
    return TaskRequest(
      verb: verb,
      parameters: parameters,
      token: nil,
      key: "\(execution)/1",
      execution: execution,
      flow: "Flow",
      state: "S",
      user: nil,
      input: [:],
      entered: entered,
      now: entered.addingTimeInterval(seconds)
    )
  }
}
