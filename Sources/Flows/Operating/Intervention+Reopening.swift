internal import StatesLanguage
internal import Storage

/// Having what has failed go on where it ended.
extension Intervention {
  /// Reopens it, all that failed because of it, and what those have forked; gives why it cannot be.
  func reopen(_ standing: Standing) throws(DatabaseError) -> FlowRefusal? {
    guard let place = try place(toReopen: standing) else { return .leftBehind }
    guard let parent = place.top.parent, let waiter = place.waiter else {
      try reopen(place.top, queues: false)
      return nil
    }
    try store.readmit(to: waiter.id, in: connection)
    try reopen(place.top, queues: waiter.concurrency > 0)
    try store.fill(parent, now: now, in: connection)
    return nil
  }

  /// Goes up as long as what is above has failed at the very fork; nil where a branch has nobody who waits for it.
  ///
  /// An item of a DISTRIBUTED Map is an execution of its own, and goes on although nobody may wait for it any more.
  private func place(
    toReopen standing: Standing
  ) throws(DatabaseError) -> (top: Standing, waiter: Standing?)? {
    var top = standing
    var item = standing.kind == .item ? standing : nil
    while let parent = top.parent {
      guard let above = try store.standing(of: parent.id, in: connection),
        above.waits(for: parent.fork)
      else { return item.map { ($0, nil) } }
      guard above.status.isFailure else { return (top, above) }
      top = above
      if top.kind == .item { item = top }
    }
    return (top, nil)
  }

  /// Reopens one that has failed, and those of its children that have.
  private func reopen(_ standing: Standing, queues: Bool) throws(DatabaseError) {
    let limit = try runLimit(of: standing)
    let children =
      standing.waiting == .children
      ? try store.children(of: standing.id, fork: standing.fork, in: connection) : []
    guard !children.isEmpty else {
      let place = ExecutionStore.Reopening(
        status: .queued,
        waiting: .step,
        due: nil,
        runLimit: limit
      )
      try store.reopen(standing, place, words, now: now, in: connection)
      if !queues { try store.start(standing.id, now: now, in: connection) }
      return
    }
    let failed = children.filter(\.status.isFailure)
    for child in failed { try reopen(child, queues: standing.concurrency > 0) }
    let pending = children.count { !$0.status.isEnd } + failed.count
    // One that waits for its children takes its place at once: they are under way.
    let place = ExecutionStore.Reopening(
      status: .running,
      waiting: .children,
      due: pending == 0 ? now : limit,
      runLimit: limit,
      pending: pending
    )
    try store.reopen(standing, place, words, now: now, in: connection)
    let own = Execution.Parent(id: standing.id, fork: standing.fork, place: 0)
    try store.fill(own, now: now, in: connection)
  }

  /// The run gets the time that its definition allows once more.
  private func runLimit(of standing: Standing) throws(DatabaseError) -> Int? {
    guard standing.kind == .run else { return nil }
    let interpreter = try engine.interpreter(of: standing.definition, in: connection)
    return interpreter?.timeout.map { now + $0 }
  }
}
