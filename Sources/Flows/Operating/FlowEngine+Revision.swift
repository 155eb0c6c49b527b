package import Ground
internal import StatesLanguage
package import Storage

/// Answers that people take back.
extension FlowEngine {
  /// Takes another answer than the one that was given with `token`; false where the flow has used that one.
  ///
  /// Only a run goes back, and only over questions: as soon as something was done by the first answer, a message sent
  /// or a case opened, it stands. What is asked now is asked no more, and the state that the new answer leads on from is
  /// a new visit, so that nothing done later is taken for a repetition.
  package func revise(
    _ token: String,
    with answer: JSON,
    now: Int,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    guard let asked = TaskToken(token),
      var execution = try store.execution(named: asked.execution, in: connection),
      execution.kind == .run, execution.status == .running, execution.waiting == .token,
      let interpreter = try interpreter(of: execution.definition, in: connection)
    else { return false }
    let tree = ReplayedTree(engine: self, interpreter: interpreter, connection: connection)
    guard let taken = try tree.answer(of: execution, visit: asked.visit) else { return false }
    if let open = execution.token { try onWaitEnded(open, now, connection) }
    var cursor = taken.cursor
    cursor.visit = execution.cursor.visit + 1
    cursor.entered = now
    cursor.renewAttempts()
    execution.cursor = cursor
    execution.limits = Execution.Limits(run: execution.limits.run)
    execution.token = nil
    execution.answer = (["result": answer] as JSON).text
    execution.waiting = .answer
    execution.due = now
    execution.changed = now
    execution.events += 1
    let event = ExecutionEvent(
      number: execution.events,
      time: now,
      kind: .revised,
      state: cursor.state,
      data: ["event": .integer(taken.event)]
    )
    try store.add([event], to: execution.id, in: connection)
    try store.update(execution, in: connection)
    return true
  }
}

/// A task token: who waits, in which visit, and letters that nobody can guess.
struct TaskToken: Sendable, Hashable, CustomStringConvertible {
  let execution: String
  let visit: Int
  private let letters: Substring

  init(_ execution: Execution, _ entropy: UInt64) {
    self.execution = execution.name
    visit = execution.cursor.visit
    letters = FlowEngine.letters(entropy, 12)[...]
  }

  /// Reads a token; nil where it is none that Rakel gave out.
  init?(_ text: String) {
    guard let dot = text.lastIndex(of: ".") else { return nil }
    let parts = text[text.index(after: dot)...].split(separator: "-", maxSplits: 1)
    guard parts.count == 2, let visit = Int(parts[0]) else { return nil }
    execution = String(text[..<dot])
    self.visit = visit
    letters = parts[1]
  }

  var description: String { "\(execution).\(visit)-\(letters)" }
}
