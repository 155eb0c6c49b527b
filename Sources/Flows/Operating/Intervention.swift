internal import Ground
internal import StatesLanguage
internal import Storage

/// What an operator does, inside of one transaction.
struct Intervention {
  let engine: FlowEngine
  /// Who does it.
  let user: String
  let now: Int
  let connection: Connection

  var store: ExecutionStore { engine.store }
  /// What the event says of it.
  var words: JSON { ["by": .string(user)] }

  func pause(_ standing: Standing) throws(DatabaseError) {
    try store.pauseTree(standing.id, words, now: now, in: connection)
  }

  func resume(_ standing: Standing) throws(DatabaseError) {
    let queues = try store.resumeTree(standing.id, words, now: now, in: connection)
    for queue in queues { try store.fill(queue, now: now, in: connection) }
  }

  func cancel(_ standing: Standing) throws(DatabaseError) {
    let failure = StateFailure("Rakel.Cancelled", "Somebody cancelled it")
    try store.cancel(standing.id, because: failure, words, now: now, in: connection)
    let below = try store.cancelBelow(
      standing.id,
      because: StateFailure("Rakel.Cancelled", "What it was part of has ended"),
      now: now,
      in: connection
    )
    for token in [standing.token].compactMap(\.self) + below {
      try engine.onWaitEnded(token, now, connection)
    }
    guard let parent = standing.parent else { return }
    try store.tellParent(of: parent, isFailure: true, now: now, in: connection)
    try store.fill(parent, now: now, in: connection)
  }
}
