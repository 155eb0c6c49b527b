internal import Ground
internal import StatesLanguage
internal import Storage

/// Branches and items: executions of their own, which their parent waits for.
extension Advance {
  mutating func forkChildren(_ fork: Fork) throws(DatabaseError) {
    guard !fork.children.isEmpty else {
      execution.waiting = .children
      return try conclude(.success([]))
    }
    note(.forked, ["count": .integer(fork.children.count)])
    for (place, child) in fork.children.enumerated() {
      let begins = fork.concurrency == 0 || place < fork.concurrency
      try add(child, place: place, isDistributed: fork.isDistributed, begins: begins)
    }
    execution.join = Execution.Join(
      pending: fork.children.count,
      failures: 0,
      tolerated: fork.tolerated,
      concurrency: fork.concurrency
    )
    wait(.children, until: nil)
  }

  /// What a child draws from: its own, whatever the fork and whatever is around the parent.
  private func seed(of place: Int) -> UInt64 {
    var fork = SeededGenerator(seed: execution.seed, place: UInt64(execution.fork))
    var child = SeededGenerator(seed: fork.next(), place: UInt64(place))
    return child.next()
  }

  private func add(
    _ child: Fork.Child,
    place: Int,
    isDistributed: Bool,
    begins: Bool
  ) throws(DatabaseError) {
    let again = execution.cursor.retries > 0 ? "r\(execution.cursor.retries)" : ""
    let input = child.cursor.input
    let id = try engine.store.insert(
      Execution(
        id: 0,
        name: "\(execution.name).\(execution.cursor.visit)\(again).\(place)",
        flow: execution.flow,
        definition: execution.definition,
        kind: isDistributed ? .item : .branch,
        status: begins ? .running : .queued,
        parent: Execution.Parent(id: execution.id, fork: execution.fork, place: place),
        root: execution.root,
        cursor: child.cursor,
        waiting: .step,
        due: begins ? now : nil,
        limits: Execution.Limits(),
        token: nil,
        answer: nil,
        join: Execution.Join(),
        user: FlowEngine.subject(input["user"], keys: ["id"]) ?? execution.user,
        device: FlowEngine.subject(input["device"], keys: ["serial", "id"]) ?? execution.device,
        input: isDistributed ? input.text : nil,
        item: child.item,
        started: now,
        changed: now,
        ended: nil,
        seed: seed(of: place),
        events: begins ? 1 : 0,
        output: nil,
        failure: nil
      ),
      in: connection
    )
    // One that has to queue enters its state when it begins.
    guard begins else { return }
    let entered = ExecutionEvent.entered(child.cursor.state, number: 1, at: now)
    try engine.store.add([entered], to: id, in: connection)
  }

  /// Goes on where the children are through, or too many of them have failed.
  mutating func joinChildren() throws(DatabaseError) {
    let fork = execution.fork
    if execution.join.failures > execution.join.tolerated {
      let first = try engine.store.firstFailure(of: execution.id, fork: fork, in: connection)
      try cancelChildren(
        because: StateFailure("Rakel.Cancelled", "Another branch or item has failed")
      )
      let failure = first ?? StateFailure("States.BranchFailed", "A branch has failed")
      guard execution.join.tolerated == 0 else {
        return try conclude(
          .failure(
            StateFailure(
              "States.ExceedToleratedFailureThreshold",
              "\(execution.join.failures) items failed, \(execution.join.tolerated) may"
            )
          )
        )
      }
      return try conclude(.failure(failure))
    }
    guard execution.join.pending <= 0 else { return wait(.children, until: nil) }
    // Before it is all read into memory.
    let size = try engine.store.outputSize(of: execution.id, fork: fork, in: connection)
    guard size <= 10 * DataLimit.bytes else {
      return try conclude(.failure(DataLimit.tooLarge()))
    }
    note(.joined)
    let outputs = try engine.store.outputs(of: execution.id, fork: fork, in: connection)
    try conclude(.success(.array(outputs)))
  }

  func cancelChildren(because failure: StateFailure) throws(DatabaseError) {
    guard execution.waiting == .children else { return }
    let tokens = try engine.store.cancelBelow(
      execution.id,
      because: failure,
      now: now,
      in: connection
    )
    for token in tokens { try engine.onWaitEnded(token, now, connection) }
  }
}
