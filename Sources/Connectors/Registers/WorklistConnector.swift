package import Flows
internal import Ground
internal import Helpdesk
package import Storage

/// `rakel:worklist.*`: the worklist for flows.
///
/// Failure: `Worklist.BadRequest` for wrong parameters.
package struct WorklistConnector: LocalConnector {
  package let name = "worklist"
  package let verbs = [
    Verb(
      "add",
      waiting: .either,
      required: ["title"],
      optional: ["details", "kind", "municipality", "device", "due", "case", "language"]
    ),
    Verb("list", optional: ["municipality", "kind"]),
  ]

  package init() {}

  /// What is asked for, parameters and all.
  private enum Task {
    case add(WorkOrder)
    case list(WorklistFilter)

    init(_ request: TaskRequest) throws(BadParameter) {
      let parameters = RegisterParameters(request)
      switch request.verb {
      case "add": self = .add(try Self.order(parameters, request))
      case "list":
        var filter = WorklistFilter()
        filter.municipality = try parameters.optionalText("municipality")
        filter.kind = try parameters.optionalText("kind")
        filter.limit = 100
        self = .list(filter)
      default: throw request.unknownVerb()
      }
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
    case .list(let filter):
      let items = try WorklistStore.items(filter, in: connection)
      return .done(["items": .array(items.map(\.json))])
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
}
