package import Flows
internal import Ground
package import Helpdesk
internal import People
package import Storage
internal import WorkingTime

/// `rakel:worklist.*`: the worklist for flows.
///
/// `change` makes an item another one: that of the number `item`, else the execution's own that are still to be done.
/// `show` gives an item with its notes, `ask` shows it to the execution's user and gives which button they press;
/// `claim`, `unclaim`, `note`, `done` and `handOver` are in the name of that user, who must be of the IT staff: only
/// their intents may have flows that call them. Failures: `Worklist.BadRequest` for wrong parameters,
/// `Worklist.NotFound` for a number that no item has, `Worklist.Taken` for one that is somebody else's, or nobody's
/// where it should be the user's own, `Worklist.Finished` for one that is done or cancelled.
package struct WorklistConnector: LocalConnector {
  package let name = "worklist"
  package let verbs = [
    Verb(
      "add",
      waiting: .either,
      required: ["title"],
      optional: [
        "details", "kind", "municipality", "device", "due", "place", "facts", "case", "language",
      ]
    ),
    Verb("change", optional: ["item", "kind", "title", "due", "place", "facts", "language"]),
    Verb("list", optional: ["municipality", "kind", "place", "day", "mine", "text"]),
    Verb("show", required: ["number"]),
    Verb("ask", waiting: .always, required: ["number"]),
    Verb("claim", required: ["number"]),
    Verb("unclaim", required: ["number"]),
    Verb("note", required: ["number", "note"]),
    Verb("done", required: ["number"], optional: ["note"]),
    Verb("handOver", required: ["number", "to"]),
    Verb("colleagues"),
  ]
  let tasks: any TaskAnswering
  let cards: WorkCards

  /// - Parameters:
  ///   - tasks: whom to tell when an item is done that a flow waits for.
  ///   - cards: the cards that show items.
  package init(tasks: any TaskAnswering, cards: WorkCards = WorkCards()) {
    self.tasks = tasks
    self.cards = cards
  }

  /// Does it; see ``LocalConnector/perform(_:in:)``.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let task: WorklistTask
    do throws(BadParameter) { task = try WorklistTask(request) } catch {
      return error.outcome(of: "Worklist")
    }
    let outcome = try perform(task, for: request, in: connection)
    try cards.refresh(at: request.now, in: connection)
    return outcome
  }

  private func perform(
    _ task: WorklistTask,
    for request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    switch task {
    case .add(let order): return try add(order, for: request, in: connection)
    case .change(let number, let kind, let change):
      return try self.change(number, kind: kind, change, for: request, in: connection)
    case .list(let filter, let text):
      return try list(filter, naming: text, in: connection)
    case .show(let number):
      guard let item = try WorklistStore.find(number, in: connection) else {
        return Self.missing(number)
      }
      let notes = try WorklistStore.notes(on: number, in: connection)
      return .done(["item": cards.json(item), "notes": .array(notes.map(\.json))])
    case .ask(let number):
      guard let item = try WorklistStore.find(number, in: connection) else {
        return Self.missing(number)
      }
      guard try cards.ask(item, for: request, in: connection) else {
        return .done(["what": "nothing"])
      }
      return .waiting
    case .hands(let number, let hand, let user):
      return try self.hand(hand, number, by: user, for: request, in: connection)
    case .colleagues:
      let colleagues = cards.colleagues(of: request.user ?? "").prefix(100)
      return .done([
        "colleagues": .array(
          colleagues.map { ["title": .string($0.name), "value": .string($0.id)] }
        )
      ])
    }
  }

  private func add(
    _ order: WorkOrder,
    for request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let made = try WorklistStore.add(order, key: request.key, at: request.now, in: connection)
    if made.isNew {
      let subject = AuditSubject(.item, made.number)
      try AuditStore.append(request.entry(.itemAdded, on: subject), in: connection)
    }
    guard request.token != nil else { return .done(["item": .integer(made.number)]) }
    // An earlier attempt may have seen it done, and not lived to say so.
    if let item = try WorklistStore.find(made.number, in: connection), item.status == .done {
      return .done(item.answer)
    }
    return .waiting
  }

  /// Changes an item, or the execution's own; gives the numbers of those that are as is wanted now.
  private func change(
    _ number: Int?,
    kind: String?,
    _ change: WorkChange,
    for request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let own = try WorklistStore.items(of: request.execution, kind: kind, in: connection)
    let numbers = number.map { [$0] } ?? own.filter(\.isToDo).map(\.number)
    for number in numbers {
      switch try WorklistStore.change(number, change, at: request.now, in: connection) {
      case .changed:
        let subject = AuditSubject(.item, number)
        try AuditStore.append(request.entry(.itemChanged, on: subject), in: connection)
      case .unneeded: break
      case .finished(let status): return Self.finished(number, status)
      case .missing: return Self.missing(number)
      }
    }
    return .done(["items": .array(numbers.map(JSON.integer))])
  }

  private func list(
    _ filter: WorklistFilter,
    naming text: String,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    var filter = filter
    let places = try WorklistStore.places(in: connection)
    filter.places = PlaceNames(places).named(in: text)
    let items = try WorklistStore.items(filter, in: connection)
    var all = WorklistFilter()
    all.limit = filter.limit
    return .done([
      "items": .array(items.map(cards.json)), "isNarrowed": .bool(filter != all),
      "day": filter.day.map { .string($0.text) } ?? .null,
    ])
  }

  static func missing(_ number: Int) -> TaskOutcome {
    .failed(error: "Worklist.NotFound", cause: "no item has number \(number)")
  }

  static func finished(_ number: Int, _ status: WorkItem.Status) -> TaskOutcome {
    .failed(error: "Worklist.Finished", cause: "item \(number) is \(status.rawValue)")
  }
}
