import Ground
import StatesLanguage

/// One state, asked what it does; its answers are short lines, for tables.
struct OneState {
  static let now = 1_795_000_000_000

  var cursor: Cursor
  var facts: Facts
  let interpreter: Interpreter

  /// The state `S` of a machine that also has the states `N` and `C`, and, inside of it, `I` and `J`.
  init(_ state: String, input: String = "{}", variables: String = "{}") throws {
    let machine: JSON = [
      "StartAt": "S",
      "States": [
        "S": try JSON(parsing: state), "N": ["Type": "Succeed"], "C": ["Type": "Succeed"],
      ],
    ]
    interpreter = Interpreter(try StateMachine(machine))
    cursor = Cursor(
      entering: "S",
      with: try JSON(parsing: input),
      variables: try JSON(parsing: variables).object ?? JSONObject(),
      visit: 3,
      at: Self.now
    )
    facts = Facts(
      execution: "run-1",
      machine: "Run",
      input: ["of": "the run"],
      started: Self.now - 60_000,
      seed: 7
    )
  }

  /// What it does when it is entered.
  var begins: Step { interpreter.begin(cursor, facts: facts, now: Self.now) }

  /// What it does when its work came to `result`.
  func takes(_ result: String) throws -> Step {
    let value = try JSON(parsing: result)
    return interpreter.conclude(cursor, with: .success(value), facts: facts, now: Self.now + 5_000)
  }

  /// What it does when its work failed.
  func suffers(_ error: String) -> Step {
    let failure = StateFailure(error, "because")
    return interpreter.conclude(cursor, with: .failure(failure), facts: facts, now: Self.now)
  }
}

extension Step {
  /// `N {…}`, `= {…}`, `! Error: cause`, `again after …`, `wait …`, `call …`, `fork …`.
  var line: String {
    switch self {
    case .enter(let cursor, let caught):
      let variables =
        cursor.variables.count == 0 ? "" : " with \(JSON.object(cursor.variables).text)"
      return "\(cursor.state) \(cursor.input.text)\(variables)"
        + (caught.map { " after \($0.error)" } ?? "")
    case .again(let cursor, let delay, _): return "again after \(delay) (\(cursor.retries))"
    case .work(.wait(let moment)): return "wait \(moment - OneState.now)"
    case .work(.task(let call)):
      return "call \(call.resource) \(call.parameters.text)"
        + (call.timeout.map { " within \($0)" } ?? "")
        + (call.heartbeat.map { " every \($0)" } ?? "")
    case .work(.fork(let fork)):
      let children = fork.children.map { child in
        "\(child.cursor.state) \(child.cursor.input.text)\(child.item.map { " of \($0.text)" } ?? "")"
      }
      return "fork " + children.joined(separator: " | ")
        + (fork.concurrency == 0 ? "" : ", \(fork.concurrency) at once")
        + (fork.tolerated == 0 ? "" : ", \(fork.tolerated) may fail")
        + (fork.isDistributed ? ", apart" : "")
    case .succeeded(let output): return "= \(output.text)"
    case .failed(let failure):
      // The language's own errors explain themselves in words that may change.
      let isOwn = failure.error.hasPrefix("States.") || failure.cause.isEmpty
      return "! \(failure.error)" + (isOwn ? "" : ": \(failure.cause)")
    }
  }
}
