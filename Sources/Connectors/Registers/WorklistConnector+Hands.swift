internal import Flows
internal import Ground
internal import Helpdesk
internal import Storage

/// What somebody does with an item.
extension WorklistConnector {
  func hand(
    _ hand: WorklistHand,
    _ number: Int,
    by user: String,
    for request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let now = request.now
    switch hand {
    case .claim:
      let outcome = try WorklistStore.claim(number, by: user, at: now, in: connection)
      return try told(outcome, number, .itemClaimed, by: user, request, in: connection)
    case .unclaim:
      let outcome = try WorklistStore.unclaim(number, by: user, at: now, in: connection)
      return try told(outcome, number, .itemUnclaimed, by: user, request, in: connection)
    case .handOver(let colleague):
      return try handOver(number, by: user, to: colleague, request, in: connection)
    case .note(let text):
      let note = Note(by: user, at: now, text)
      guard try WorklistStore.note(note, on: number, in: connection) == .made else {
        return Self.missing(number)
      }
      return try changed(number, .itemNoted, by: user, request, in: connection)
    case .done(let text):
      let note = Note(by: user, at: now, text)
      switch try WorklistStore.finish(number, with: note, answering: tasks, in: connection) {
      case .done: return try changed(number, .itemDone, by: user, request, in: connection)
      case .finished(let status): return Self.finished(number, status)
      case .missing: return Self.missing(number)
      }
    }
  }

  /// Gives an item to a colleague, who gets its card.
  private func handOver(
    _ number: Int,
    by user: String,
    to colleague: String,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard cards.isColleague(colleague) else {
      let cause = "'to' must be the id of somebody of the IT staff"
      return BadParameter(cause: cause).outcome(of: "Worklist")
    }
    let outcome = try WorklistStore.handOver(
      number,
      by: user,
      to: colleague,
      at: request.now,
      in: connection
    )
    if outcome == .claimed, colleague != user,
      let item = try WorklistStore.find(number, in: connection)
    {
      let language = request.input["language"]?.string ?? "nb"
      try cards.show(
        item,
        to: colleague,
        from: user,
        language: language,
        at: request.now,
        in: connection
      )
    }
    return try told(outcome, number, .itemHandedOver, by: user, request, in: connection)
  }

  private func told(
    _ outcome: ClaimOutcome,
    _ number: Int,
    _ event: AuditEvent,
    by user: String,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    switch outcome {
    case .claimed: return try changed(number, event, by: user, request, in: connection)
    case .taken(let owner):
      let whose = owner.isEmpty ? "nobody" : owner
      return .failed(error: "Worklist.Taken", cause: "item \(number) is \(whose)'s")
    case .finished(let status): return Self.finished(number, status)
    case .missing: return Self.missing(number)
    }
  }

  private func changed(
    _ number: Int,
    _ event: AuditEvent,
    by user: String,
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    var entry = request.entry(event, on: AuditSubject(.item, number))
    entry.user = user
    try AuditStore.append(entry, in: connection)
    let item = try WorklistStore.find(number, in: connection)
    return .done(["item": item.map(cards.json) ?? .null])
  }
}
