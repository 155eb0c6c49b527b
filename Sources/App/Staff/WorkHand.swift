internal import Connectors
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// What somebody of the IT staff does with a work item on the command line.
enum WorkHand: Sendable {
  case claim, unclaim
  case done(String)
  case note(String)
  case handOver(to: String)

  /// Takes it from its word and those after the number of the item.
  init(_ verb: String, _ rest: [String]) throws(UsageError) {
    let text = rest.joined(separator: " ")
    switch verb {
    case "claim": self = .claim
    case "unclaim": self = .unclaim
    case "done": self = .done(text)
    case "note":
      guard !text.isEmpty else { throw UsageError("note what? note NUMBER TEXT") }
      self = .note(text)
    default:
      guard rest.count == 1 else { throw UsageError("to whom? hand over NUMBER USER") }
      self = .handOver(to: text)
    }
  }

  var name: String {
    switch self {
    case .claim: "claim"
    case .unclaim: "unclaim"
    case .done: "done"
    case .note: "note"
    case .handOver: "hand-over"
    }
  }

  func perform(
    on number: Int,
    at desk: Desk,
    in connection: Connection
  ) throws(DatabaseError) -> Answer {
    let (user, now) = (desk.user.id, desk.now)
    switch self {
    case .claim:
      let outcome = try WorklistStore.claim(number, by: user, at: now, in: connection)
      return try told(outcome, number, .itemClaimed, "claimed by \(user)", at: desk, in: connection)
    case .unclaim:
      let outcome = try WorklistStore.unclaim(number, by: user, at: now, in: connection)
      return try told(outcome, number, .itemUnclaimed, "free again", at: desk, in: connection)
    case .handOver(let colleague):
      guard desk.cards.isColleague(colleague) else {
        return Answer(complaint: "'\(colleague)' is not of the IT staff")
      }
      let outcome = try WorklistStore.handOver(
        number,
        by: user,
        to: colleague,
        at: now,
        in: connection
      )
      if outcome == .claimed, colleague != user,
        let item = try WorklistStore.find(number, in: connection)
      {
        try desk.cards.show(item, to: colleague, from: user, at: now, in: connection)
      }
      let words = "handed over to \(colleague)"
      return try told(outcome, number, .itemHandedOver, words, at: desk, in: connection)
    case .done(let text): return try finish(number, text, at: desk, in: connection)
    case .note(let text):
      guard try WorklistStore.note(desk.note(text), on: number, in: connection) == .made else {
        return missing(number)
      }
      return try changed(number, .itemNoted, "noted on", at: desk, in: connection)
    }
  }

  private func finish(
    _ number: Int,
    _ text: String,
    at desk: Desk,
    in connection: Connection
  ) throws(DatabaseError) -> Answer {
    let outcome = try WorklistStore.finish(
      number,
      with: desk.note(text),
      answering: desk.tasks,
      in: connection
    )
    switch outcome {
    case .done(let waiter):
      let words =
        switch waiter {
        case .none: "done"
        case .answered: "done; the flow goes on"
        case .gone: "done; the flow no longer waited for it"
        }
      return try changed(number, .itemDone, words, at: desk, in: connection)
    case .finished(let status): return finished(number, status)
    case .missing: return missing(number)
    }
  }

  private func told(
    _ outcome: ClaimOutcome,
    _ number: Int,
    _ event: AuditEvent,
    _ words: String,
    at desk: Desk,
    in connection: Connection
  ) throws(DatabaseError) -> Answer {
    switch outcome {
    case .claimed: return try changed(number, event, words, at: desk, in: connection)
    case .taken(""): return Answer(complaint: "item \(number) is nobody's; claim it first")
    case .taken(let owner): return Answer(complaint: "item \(number) is \(owner)'s already")
    case .finished(let status): return finished(number, status)
    case .missing: return missing(number)
    }
  }

  private func changed(
    _ number: Int,
    _ event: AuditEvent,
    _ what: String,
    at desk: Desk,
    in connection: Connection
  ) throws(DatabaseError) -> Answer {
    try desk.audit(event, on: AuditSubject(.item, number), in: connection)
    let item = try WorklistStore.find(number, in: connection)
    return Answer(lines: ["item \(number): \(what)"], json: item?.json ?? .null)
  }

  private func finished(_ number: Int, _ status: WorkItem.Status) -> Answer {
    Answer(complaint: "item \(number) is \(status.rawValue) already")
  }

  private func missing(_ number: Int) -> Answer {
    Answer(complaint: "there is no item \(number)")
  }
}
