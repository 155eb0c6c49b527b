package import Flows
package import Ground
internal import Synchronization

/// Answers by state and number of the call in its execution (each item of a Map is one), in the form that Step Functions Local takes: `{"State": {"0": {"Return":
/// …}, "1-3": {"Throw": {"Error", "Cause"}}}}`.
package final class MockedAnswers: StandIn {
  private let states: [String: [Answer]]
  private let calls = Mutex<[Place: Int]>([:])

  /// What counts its calls by itself.
  private struct Place: Hashable {
    let execution: String
    let state: String
  }

  private struct Answer: Sendable {
    let calls: ClosedRange<Int>
    let outcome: TaskOutcome
  }

  package init(_ json: JSON) {
    var states: [String: [Answer]] = [:]
    for (state, answers) in json.object ?? JSONObject() {
      states[state] = (answers.object ?? JSONObject()).compactMap { key, answer in
        let bounds = key.split(separator: "-").compactMap { Int($0) }
        guard let first = bounds.first, let last = bounds.last, first <= last else { return nil }
        return Answer(calls: first...last, outcome: Self.outcome(answer))
      }
    }
    self.states = states
  }

  /// Where the mocks name the state.
  package func answers(for state: String, resource: String) -> Bool { states[state] != nil }

  /// What the mocks say of this call.
  package func outcome(of state: String, _ request: TaskRequest) -> TaskOutcome {
    let place = Place(execution: request.execution, state: state)
    let number = calls.withLock { calls in
      calls[place, default: -1] += 1
      return calls[place] ?? 0
    }
    let answers = states[state] ?? []
    // Beyond the last that is written, the last holds.
    let answer =
      answers.first { $0.calls.contains(number) }
      ?? answers.max {
        $0.calls.upperBound < $1.calls.upperBound
      }
    return answer?.outcome ?? .done(.null)
  }

  private static func outcome(_ answer: JSON) -> TaskOutcome {
    guard let failure = answer["Throw"] else { return .done(answer["Return"] ?? .null) }
    return .failed(
      error: failure["Error"]?.string ?? "",
      cause: failure["Cause"]?.string ?? ""
    )
  }
}
