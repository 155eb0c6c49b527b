internal import Dialogue
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// The worklist for the IT staff.
struct WorklistCommand: StaffCommand {
  static let name = "worklist"
  static let usage =
    "list|show|claim|done|note [N] [TEXT] --as USER [--municipality --flow --kind --age --status] [--json]"
  static let summary = "lists work, takes it on, and calls it done"

  /// What to do with which item.
  enum Action: StaffAction {
    case list(WorklistFilter)
    case show(Int)
    case claim(Int)
    case done(Int, String)
    case note(Int, String)

    init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
      var filter = WorklistFilter()
      filter.municipality = try arguments.option("municipality")
      filter.flow = try arguments.option("flow")
      filter.kind = try arguments.option("kind")
      filter.createdBefore = try arguments.moment("age", before: now)
      filter.statuses = try arguments.statuses() ?? filter.statuses
      let (verb, rest) = try arguments.verb(of: "list", "show", "claim", "done", "note")
      if verb == "list" {
        guard rest.isEmpty else { throw UsageError("list takes options only") }
        self = .list(filter)
        return
      }
      guard filter == WorklistFilter() else { throw UsageError("\(verb) takes no filter") }
      guard let number = rest.first.flatMap({ Int($0) }) else {
        throw UsageError("which item? \(verb) NUMBER")
      }
      let text = rest.dropFirst().joined(separator: " ")
      switch verb {
      case "show": self = .show(number)
      case "claim": self = .claim(number)
      case "done": self = .done(number, text)
      default:
        guard !text.isEmpty else { throw UsageError("note what? note NUMBER TEXT") }
        self = .note(number, text)
      }
    }

    var name: String {
      switch self {
      case .list: "worklist.list"
      case .show: "worklist.show"
      case .claim: "worklist.claim"
      case .done: "worklist.done"
      case .note: "worklist.note"
      }
    }

    var isChange: Bool {
      switch self {
      case .list, .show: false
      case .claim, .done, .note: true
      }
    }

    func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer {
      switch self {
      case .list(let filter):
        let items = try WorklistStore.items(filter, in: connection)
        return WorkPage.list(items, at: desk.now).cut(items.count, at: filter.limit)
      case .show(let number):
        guard let item = try WorklistStore.find(number, in: connection) else {
          return missing(number)
        }
        let notes = try WorklistStore.notes(on: number, in: connection)
        return WorkPage.show(item, notes: notes, at: desk.now)
      case .claim(let number): return try claim(number, at: desk, in: connection)
      case .done(let number, let text): return try finish(number, text, at: desk, in: connection)
      case .note(let number, let text):
        guard try WorklistStore.note(desk.note(text), on: number, in: connection) == .made else {
          return missing(number)
        }
        return try changed(number, .itemNoted, "noted on", at: desk, in: connection)
      }
    }

    private func missing(_ number: Int) -> Answer {
      Answer(complaint: "there is no item \(number)")
    }

    private func claim(
      _ number: Int,
      at desk: Desk,
      in connection: Connection
    ) throws(DatabaseError) -> Answer {
      switch try WorklistStore.claim(number, by: desk.user.id, at: desk.now, in: connection) {
      case .claimed:
        return try changed(
          number,
          .itemClaimed,
          "claimed by \(desk.user.id)",
          at: desk,
          in: connection
        )
      case .taken(let owner): return Answer(complaint: "item \(number) is \(owner)'s already")
      case .finished(let status):
        return Answer(complaint: "item \(number) is \(status.rawValue) already")
      case .missing: return missing(number)
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
      case .finished(let status):
        return Answer(complaint: "item \(number) is \(status.rawValue) already")
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
  }
}
