package import Flows
internal import Ground
package import Helpdesk
package import Storage

/// `rakel:case.*`: the case register for flows.
///
/// `show` shows nobody a case that is not theirs. A note also comes to who has the case on the worklist, and what is there
/// for a case that is closed is done with it.
/// Failures: `Case.BadRequest` for wrong parameters, `Case.NotFound` for a number that no case has.
package struct CaseConnector: LocalConnector {
  /// Gives what was said in the conversation of that id, and otherwise to that user meanwhile, to go with a case;
  /// secrets are masked.
  package typealias Transcript =
    @Sendable (
      _ conversation: String, _ user: String?, _ connection: Connection
    ) throws(DatabaseError) -> [Case.Line]

  package let name = "case"
  package let verbs = [
    Verb(
      "create",
      required: ["subject", "category"],
      optional: ["description", "priority", "municipality", "language"]
    ),
    Verb("show", required: ["number"]),
    Verb("note", required: ["number", "text"], optional: ["language"]),
    Verb("close", required: ["number"], optional: ["text", "language"]),
    Verb("find", optional: ["user"]),
  ]
  private let transcript: Transcript
  private let tasks: any TaskAnswering
  private let cards: WorkCards

  /// - Parameter tasks: whom to tell when the case is closed that a flow waits for.
  package init(
    transcript: @escaping Transcript,
    tasks: any TaskAnswering,
    cards: WorkCards = WorkCards()
  ) {
    self.transcript = transcript
    self.tasks = tasks
    self.cards = cards
  }

  /// What is asked for, parameters and all.
  private enum Task {
    case create(CaseReport)
    case show(Int)
    case note(Int, String)
    case close(Int, String?)
    case find(user: String?)

    init(_ request: TaskRequest) throws(BadParameter) {
      let parameters = RegisterParameters(request)
      switch request.verb {
      case "create": self = .create(try Self.report(parameters, request))
      case "show": self = .show(try parameters.number("number"))
      case "note": self = .note(try parameters.number("number"), try parameters.text("text"))
      case "close":
        self = .close(try parameters.number("number"), try parameters.optionalText("text"))
      case "find": self = .find(user: try parameters.user("user") ?? request.user)
      default: throw request.unknownVerb()
      }
    }

    private static func report(
      _ parameters: RegisterParameters,
      _ request: TaskRequest
    ) throws(BadParameter) -> CaseReport {
      guard let user = request.user else {
        throw BadParameter(cause: "the execution is about no user whose case it could be")
      }
      return CaseReport(
        user: user,
        municipality: try parameters.municipality(),
        subject: try parameters.text("subject"),
        category: try parameters.text("category"),
        description: try parameters.optionalText("description") ?? "",
        priority: try parameters.word("priority") ?? .normal,
        flow: request.flow,
        execution: request.execution
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
      return error.outcome(of: "Case")
    }
    switch task {
    case .create(let report): return try create(report, for: request, in: connection)
    case .show(let number): return try show(number, for: request, in: connection)
    case .note(let number, let text):
      return try note(number, text, for: request, in: connection)
    case .close(let number, let text):
      return try close(number, text, for: request, in: connection)
    case .find(let user):
      let cases = try user.map { (user) throws(DatabaseError) in
        try CaseStore.cases(of: user, in: connection)
      }
      return .done(["cases": .array((cases ?? []).map(\.json))])
    }
  }

  private func create(
    _ report: CaseReport,
    for request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let conversation = request.input["conversation"]?.string
    let lines = try conversation.map { (id) throws(DatabaseError) in
      try transcript(id, request.user, connection)
    }
    let made = try CaseStore.create(
      report,
      key: request.key,
      transcript: lines ?? [],
      at: request.now,
      in: connection
    )
    if made.isNew {
      let subject = AuditSubject(.helpdeskCase, made.number)
      try AuditStore.append(request.entry(.caseCreated, on: subject), in: connection)
    }
    let subject = try CaseStore.find(made.number, in: connection)?.report.subject
    return .done(["number": .integer(made.number), "subject": .string(subject ?? "")])
  }

  private func show(
    _ number: Int,
    for request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    guard let found = try CaseStore.find(number, in: connection), found.report.user == request.user
    else { return Self.missing(number) }
    let notes = try CaseStore.notes(of: number, in: connection)
    return .done(["case": found.json, "notes": .array(notes.map(\.json))])
  }

  private func note(
    _ number: Int,
    _ text: String,
    for request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let change = try CaseStore.note(
      request.note(text),
      on: number,
      key: request.key,
      in: connection
    )
    if change == .made {
      // Whoever works on it looks at the worklist.
      for item in try WorklistStore.unfinished(ofCase: number, in: connection) {
        _ = try WorklistStore.note(request.note(text), on: item, in: connection)
      }
      try cards.refresh(at: request.now, in: connection)
    }
    return try outcome(of: change, .caseNoted, number, for: request, in: connection)
  }

  private func close(
    _ number: Int,
    _ text: String?,
    for request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    if let text {
      _ = try CaseStore.note(request.note(text), on: number, key: request.key, in: connection)
    }
    let change = try CaseStore.set(.closed, of: number, at: request.now, in: connection)
    let word = Note(by: request.user ?? request.author, at: request.now, text ?? "")
    let items = try WorklistStore.finish(
      ofCase: number,
      with: word,
      answering: tasks,
      in: connection
    )
    for item in items {
      let subject = AuditSubject(.item, item)
      try AuditStore.append(request.entry(.itemDone, on: subject), in: connection)
    }
    try cards.refresh(at: request.now, in: connection)
    return try outcome(of: change, .caseClosed, number, for: request, in: connection)
  }

  private func outcome(
    of change: Change,
    _ event: AuditEvent,
    _ number: Int,
    for request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    switch change {
    case .missing: return Self.missing(number)
    case .unneeded: break
    case .made:
      let subject = AuditSubject(.helpdeskCase, number)
      try AuditStore.append(request.entry(event, on: subject), in: connection)
    }
    return .done(["number": .integer(number)])
  }

  private static func missing(_ number: Int) -> TaskOutcome {
    .failed(error: "Case.NotFound", cause: "no case has number \(number)")
  }
}
