internal import Dialogue
package import Foundation
package import Ground
package import Messaging
package import Storage
internal import Synchronization

/// Flows for tests of conversations: each asks its questions one after the other, says something, and ends.
///
/// As with an engine, nothing is asked before ``settle(at:in:)``.
package final class ScriptedFlows: FlowRunner {
  /// One flow.
  package struct Script: Sendable {
    package var asks: [Ask]
    /// What is said when all is answered; nil for a flow that then waits for somebody else.
    package var ending: String?

    package init(_ asks: [Ask], ending: String?) {
      self.asks = asks
      self.ending = ending
    }
  }

  /// One thing that a flow asks.
  package struct Ask: Sendable {
    package var text: String
    package var inputs: [Question.Input]
    package var actions: [Question.Action]
    package var isCard: Bool

    /// A card with actions, else a question in words.
    package init(_ text: String, _ inputs: [Question.Input], actions: [Question.Action] = []) {
      self.text = text
      self.inputs = inputs
      self.actions = actions
      isCard = !actions.isEmpty
    }
  }

  private struct Run {
    var flow: String
    var user: String
    var position = 0
    var isRunning = true
  }

  private struct State {
    var runs: [String: Run] = [:]
    var named = 0
    var inputs: [JSON] = []
    var answers: [JSON] = []
    /// The executions that have something to ask or say.
    var due: [String] = []
  }

  private let scripts: [String: Script]
  private let state = Mutex(State())

  package init(_ scripts: [String: Script]) { self.scripts = scripts }

  /// What flows were started with, in order.
  package var inputs: [JSON] { state.withLock { $0.inputs } }

  /// What was answered, in order; corrected answers come again.
  package var answers: [JSON] { state.withLock { $0.answers } }

  /// The executions that have not ended, in alphabetical order.
  package var running: [String] {
    state.withLock { $0.runs.filter(\.value.isRunning).keys.sorted() }
  }

  /// Ends an execution behind the chat's back, as a time-out does; its question stays as it is.
  package func timeOut(_ execution: String) {
    state.withLock { $0.runs[execution]?.isRunning = false }
  }

  /// Whether there is a script of that name.
  package func has(_ flow: String) -> Bool { scripts[flow] != nil }

  /// The flow's, with a number.
  package func name(for flow: String) -> String {
    state.withLock { state in
      state.named += 1
      return "\(flow)-\(state.named)"
    }
  }

  /// Begins a script and asks its first question.
  package func start(
    _ flow: String,
    named name: String,
    input: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    state.withLock { state in
      state.runs[name] = Run(flow: flow, user: input["user"]?["id"]?.string ?? "")
      state.inputs.append(input)
      state.due.append(name)
    }
  }

  /// Goes on with the next question.
  package func answer(
    _ token: String,
    with answer: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    let (execution, position) = Self.parts(of: token)
    return state.withLock { state in
      guard let run = state.runs[execution], run.isRunning, run.position == position else {
        return false
      }
      state.runs[execution]?.position += 1
      state.answers.append(answer)
      state.due.append(execution)
      return true
    }
  }

  /// Lets every flow ask or say what it has to: what an engine does after the turn is kept.
  package func settle(at time: Date, in connection: Connection) throws(DatabaseError) {
    let due = state.withLock { state in
      defer { state.due = [] }
      return state.due.filter { state.runs[$0]?.isRunning == true }
    }
    for execution in due { try ask(execution, at: time, in: connection) }
  }

  /// Stops where it is.
  package func cancel(
    _ execution: String,
    by user: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    state.withLock { state in
      guard state.runs[execution]?.isRunning == true else { return false }
      state.runs[execution]?.isRunning = false
      return true
    }
  }

  /// Whether it asks, or is about to.
  package func isRunning(
    _ execution: String,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    state.withLock { $0.runs[execution]?.isRunning == true }
  }

  /// Takes another answer to the question before the one that is open.
  package func revise(
    _ token: String,
    with answer: JSON,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    let (execution, position) = Self.parts(of: token)
    return state.withLock { state in
      guard let run = state.runs[execution], run.isRunning, run.position == position + 1 else {
        return false
      }
      state.answers.append(answer)
      return true
    }
  }

  private func ask(
    _ execution: String,
    at time: Date,
    in connection: Connection
  ) throws(DatabaseError) {
    guard let run = state.withLock({ $0.runs[execution] }), let script = scripts[run.flow] else {
      return
    }
    guard run.position < script.asks.count else {
      guard let ending = script.ending else { return }
      state.withLock { $0.runs[execution]?.isRunning = false }
      let message = OutgoingMessage(ending)
      _ = try OutboxStore.add(message, to: run.user, at: time, in: connection)
      return
    }
    let ask = script.asks[run.position]
    let question = Question(
      token: "\(execution)/\(run.position)",
      execution: execution,
      flow: run.flow,
      user: run.user,
      text: ask.text,
      inputs: ask.inputs,
      actions: ask.actions,
      isCard: ask.isCard,
      asked: time
    )
    let open = try QuestionStore.open(
      question,
      saying: { id in OutgoingMessage(ask.text, card: ask.isCard ? Self.card(ask, id) : nil) },
      in: connection
    )
    precondition(open.id > 0, "a question has a number")
  }

  private static func card(_ ask: Ask, _ id: Int) -> JSON {
    [
      "type": "AdaptiveCard", "version": "1.5",
      "body": [["type": "TextBlock", "text": .string(ask.text)]],
      "actions": .array(
        ask.actions.map { action in
          var data = action.data.object ?? JSONObject()
          data[Question.key] = .integer(id)
          return [
            "type": "Action.Submit", "title": .string(action.title), "data": .object(data),
          ]
        }
      ),
    ]
  }

  private static func parts(of token: String) -> (execution: String, position: Int) {
    let parts = token.split(separator: "/")
    return (parts.first.map { String($0) } ?? "", parts.last.flatMap { Int($0) } ?? 0)
  }
}
