import Ground
import StatesLanguage
import Testing

@Suite struct ErrorRulesTests {
  private static let rules = #"""
    {"Type": "Task", "Resource": "r", "Next": "N", "Retry": [
      {"ErrorEquals": ["A", "B"], "IntervalSeconds": 3, "MaxAttempts": 2, "BackoffRate": 1.5},
      {"ErrorEquals": ["B", "D"], "MaxAttempts": 9},
      {"ErrorEquals": ["Never"], "MaxAttempts": 0},
      {"ErrorEquals": ["Long"], "IntervalSeconds": 10, "BackoffRate": 10, "MaxDelaySeconds": 60, "MaxAttempts": 99}],
     "Catch": [
      {"ErrorEquals": ["A"], "ResultPath": "$.e", "Assign": {"v.$": "$.Error", "w.$": "$v"}, "Next": "C"},
      {"ErrorEquals": ["Never", "B"], "Next": "C"}]}
    """#

  /// The errors that come one after the other, and what follows the last.
  @Test(arguments: [
    (["A"], "again after 3000 (1)"), (["A", "A"], "again after 4500 (2)"),
    // Used up, the error is caught.
    (
      ["A", "A", "A"],
      #"C {"e":{"Error":"A","Cause":"because"},"i":1} with {"v":"A","w":"old"} after A"#
    ),
    // The first retrier that names the error decides, and each counts its own tries.
    (["D", "A"], "again after 3000 (2)"), (["A", "D"], "again after 1000 (2)"),
    (["D", "D", "D"], "again after 4000 (3)"),
    (["A", "B", "B"], #"C {"Error":"B","Cause":"because"} with {"v":"old"} after B"#),
    (["Never"], #"C {"Error":"Never","Cause":"because"} with {"v":"old"} after Never"#),
    (["Long"], "again after 10000 (1)"), (["Long", "Long"], "again after 60000 (2)"),
    (["Z"], "! Z: because"),
  ])
  func `tries again, then catches, then fails`(errors: [String], line: String) throws {
    var state = try OneState(Self.rules, input: #"{"i": 1}"#, variables: #"{"v": "old"}"#)
    var last = ""
    for error in errors {
      let step = state.suffers(error)
      if case .again(let cursor, _, _) = step { state.cursor = cursor }
      last = step.line
    }
    // The order of keys is of no account.
    #expect(sorted(last) == sorted(line))
  }

  @Test func `counts anew on the next visit`() throws {
    var state = try OneState(Self.rules, input: #"{"i": 1}"#)
    guard case .again(let cursor, _, _) = state.suffers("A") else {
      Issue.record("it is not tried again")
      return
    }
    state.cursor = cursor
    guard case .enter(let next, _) = try state.takes("1") else {
      Issue.record("it does not go on")
      return
    }
    #expect(next.retries == 0)
    #expect(next.visit == 4)
    #expect(next.entered == OneState.now + 5_000)
  }

  @Test(arguments: [
    ("States.ALL", "E", true), ("States.ALL", "States.Timeout", true),
    ("States.ALL", "States.DataLimitExceeded", true), ("States.ALL", "States.Runtime", false),
    ("States.Runtime", "States.Runtime", false), ("States.TaskFailed", "E", true),
    ("States.TaskFailed", "States.Timeout", false),
    ("States.TaskFailed", "States.HeartbeatTimeout", false),
    ("States.Timeout", "States.HeartbeatTimeout", true),
    ("States.HeartbeatTimeout", "States.HeartbeatTimeout", true),
    ("States.HeartbeatTimeout", "States.Timeout", false), ("E", "E", true), ("E", "e", false),
  ])
  func `knows the wildcards`(name: String, error: String, isCaught: Bool) throws {
    let state = """
      {"Type": "Task", "Resource": "r", "End": true,
       "Catch": [{"ErrorEquals": ["\(name)"], "Next": "C"}]}
      """
    #expect(try OneState(state).suffers(error).line.hasPrefix("C ") == isCaught)
  }

  @Test func `catches what goes wrong before and after the work, too`() throws {
    let rules =
      #""Catch": [{"ErrorEquals": ["States.ResultPathMatchFailure"], "Next": "C"}], "End": true"#
    let after = #"{"Type": "Task", "Resource": "r", "ResultPath": "$.a.b", \#(rules)}"#
    #expect(try OneState(after, input: #"{"a": 1}"#).takes("2").line.hasPrefix("C "))
    let before = #"""
      {"Type": "Task", "Resource": "r", "Parameters": {"a.$": "States.StringToJson('{')"}, "End": true,
       "Retry": [{"ErrorEquals": ["States.IntrinsicFailure"]}]}
      """#
    #expect(try OneState(before).begins.line == "again after 1000 (1)")
  }

  @Test func `fails where the catcher itself cannot place the error`() throws {
    let state = """
      {"Type": "Task", "Resource": "r", "End": true,
       "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.a.b", "Next": "C"}]}
      """
    let line = try OneState(state, input: #"{"a": 1}"#).suffers("E").line
    #expect(line == "! States.ResultPathMatchFailure")
  }

  @Test(arguments: UInt64(0)..<40)
  func `draws the delay between nothing and all of it`(seed: UInt64) throws {
    let state = """
      {"Type": "Task", "Resource": "r", "End": true, "Retry": [
        {"ErrorEquals": ["E"], "IntervalSeconds": 8, "JitterStrategy": "FULL", "MaxAttempts": 9}]}
      """
    var task = try OneState(state)
    task.facts.seed = seed
    var delays: [Int] = []
    for most in [8_000, 16_000, 32_000] {
      guard case .again(let cursor, let delay, _) = task.suffers("E") else { break }
      #expect((0...most).contains(delay))
      delays.append(delay)
      task.cursor = cursor
    }
    #expect(Set(delays).count == 3, "\(delays) are drawn apart")
  }

  private func sorted(_ line: String) -> [Character] { line.sorted() }
}
