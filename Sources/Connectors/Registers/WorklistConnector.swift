package import Flows
internal import Ground
package import Helpdesk
package import Storage

/// `rakel:worklist.*`: the worklist for flows.
///
/// `change` makes an item another one: that of the number `item`, else the execution's own that are still to be done.
/// `show` gives an item with its notes; `claim` and `done` are in the name of the execution's user, who must be of the
/// IT staff: only their intents may have flows that call them. Failures: `Worklist.BadRequest` for wrong parameters,
/// `Worklist.NotFound` for a number that no item has, `Worklist.Taken` for one that is somebody else's,
/// `Worklist.Finished` for one that is done or cancelled.
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
    Verb(
      "change",
      optional: ["item", "kind", "title", "due", "place", "facts", "language"]
    ),
    Verb("list", optional: ["municipality", "kind"]),
    Verb("show", required: ["number"]),
    Verb("claim", required: ["number"]),
    Verb("done", required: ["number"], optional: ["note"]),
  ]
  private let tasks: any TaskAnswering

  /// - Parameter tasks: whom to tell when an item is done that a flow waits for.
  package init(tasks: any TaskAnswering) { self.tasks = tasks }

  /// What is asked for, parameters and all.
  private enum Task {
    case add(WorkOrder)
    /// The item of that number; nil for the execution's own of a kind that are still to be done, nil for all.
    case change(Int?, kind: String?, WorkChange)
    case list(WorklistFilter)
    case show(Int)
    case claim(Int, by: String)
    case done(Int, Note)

    init(_ request: TaskRequest) throws(BadParameter) {
      let parameters = RegisterParameters(request)
      switch request.verb {
      case "add": self = .add(try Self.order(parameters, request))
      case "change":
        self = .change(
          try parameters.optionalNumber("item"),
          kind: try parameters.optionalText("kind"),
          WorkChange(
            title: try parameters.optionalText("title"),
            due: try parameters.moment("due", ofDay: .last),
            place: try parameters.optionalText("place"),
            facts: try parameters.facts("facts")
          )
        )
      case "list":
        var filter = WorklistFilter()
        filter.municipality = try parameters.optionalText("municipality")
        filter.kind = try parameters.optionalText("kind")
        filter.limit = 100
        self = .list(filter)
      case "show": self = .show(try parameters.number("number"))
      case "claim": self = .claim(try parameters.number("number"), by: try Self.worker(request))
      case "done":
        let text = try parameters.optionalText("note") ?? ""
        let note = Note(by: try Self.worker(request), at: request.now, text)
        self = .done(try parameters.number("number"), note)
      default: throw request.unknownVerb()
      }
    }

    private static func worker(_ request: TaskRequest) throws(BadParameter) -> String {
      guard let user = request.user else {
        throw BadParameter(cause: "the execution is about no user who could do it")
      }
      return user
    }

    private static func order(
      _ parameters: RegisterParameters,
      _ request: TaskRequest
    ) throws(BadParameter) -> WorkOrder {
      WorkOrder(
        title: try parameters.text("title"),
        kind: try parameters.optionalText("kind") ?? "",
        details: try parameters.optionalText("details") ?? "",
        municipality: try parameters.municipality(),
        device: try parameters.device(),
        user: request.user,
        due: try parameters.moment("due", ofDay: .last),
        place: try parameters.optionalText("place"),
        facts: try parameters.facts("facts") ?? [],
        caseNumber: try parameters.optionalNumber("case"),
        flow: request.flow,
        execution: request.execution,
        token: request.token
      )
    }
  }

  /// Does it; see ``LocalConnector/perform(_:in:)``.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let task: Task
    do throws(BadParameter) { task = try Task(request) } catch {
      return error.outcome(of: "Worklist")
    }
    switch task {
    case .add(let order): return try add(order, for: request, in: connection)
    case .change(let number, let kind, let change):
      return try self.change(number, kind: kind, change, for: request, in: connection)
    case .list(let filter):
      let items = try WorklistStore.items(filter, in: connection)
      return .done(["items": .array(items.map(\.json))])
    case .show(let number):
      guard let item = try WorklistStore.find(number, in: connection) else {
        return Self.missing(number)
      }
      let notes = try WorklistStore.notes(on: number, in: connection)
      return .done(["item": item.json, "notes": .array(notes.map(\.json))])
    case .claim(let number, let user):
      return try claim(number, by: user, for: request, in: connection)
    case .done(let number, let note):
      return try finish(number, with: note, for: request, in: connection)
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

  private func claim(
    _ number: Int,
    by user: String,
    for request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    switch try WorklistStore.claim(number, by: user, at: request.now, in: connection) {
    case .claimed: return try changed(number, .itemClaimed, by: user, request, in: connection)
    case .taken(let owner):
      return .failed(error: "Worklist.Taken", cause: "item \(number) is \(owner)'s")
    case .finished(let status): return Self.finished(number, status)
    case .missing: return Self.missing(number)
    }
  }

  private func finish(
    _ number: Int,
    with note: Note,
    for request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    switch try WorklistStore.finish(number, with: note, answering: tasks, in: connection) {
    case .done: return try changed(number, .itemDone, by: note.author, request, in: connection)
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
    return .done(["item": item?.json ?? .null])
  }

  private static func missing(_ number: Int) -> TaskOutcome {
    .failed(error: "Worklist.NotFound", cause: "no item has number \(number)")
  }

  private static func finished(_ number: Int, _ status: WorkItem.Status) -> TaskOutcome {
    .failed(error: "Worklist.Finished", cause: "item \(number) is \(status.rawValue)")
  }
}
