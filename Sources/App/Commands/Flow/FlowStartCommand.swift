internal import Dialogue
internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// `rakel flow start FLOW [--input FILE] [--name NAME] --as USER`: starts an execution, or with `--each FILE` one for
/// each line `{"flow","name","input"}`, all in one transaction.
///
/// It prints their names once they are on disk. A name that an execution has already starts nothing, so that a call
/// that was cut off may be repeated. It runs nothing: that is for `rakel flow work`, or the server.
enum FlowStartCommand: Command {
  static let name = "start"
  static let usage =
    "FLOW [--input FILE] [--name NAME] | --each FILE, --as USER [--content DIR] [--state DIR]"
  static let summary =
    "starts a flow, or one for each line of a file; again with the same name: none"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let folder = try ContentFolder(&arguments)
    guard let id = try arguments.option("as") else {
      throw UsageError("say who you are with --as USER")
    }
    let starts = try starts(&arguments)
    try arguments.finish()
    let user = try folder.directory().user(id)
    let engine = FlowEngine(
      flows: try Set(starts.map(\.flow)).sorted().map(FlowFolder(path: folder.path).flow),
      connectors: Connectors([])
    )
    let database = try folder.database(making: true)
    let desk = Desk(user: user, now: SystemTime().now(), tasks: FlowAnswers(engine))
    guard user.role == .itstaff else {
      try await database.write { (connection) throws(DatabaseError) in
        try desk.audit(.accessRefused, on: AuditSubject(.command, "flow.start"), in: connection)
      }
      throw UsageError("'\(id)' may not do this; it is for the IT staff")
    }
    let names = try await database.write { (connection) throws(DatabaseError) in
      var names: [String] = []
      for start in starts {
        if let name = try begin(start, by: engine, at: desk, in: connection) { names.append(name) }
      }
      return names
    }
    for name in names { Output.line(name) }
    return 0
  }

  private static func starts(_ arguments: inout Arguments) throws -> [FlowStart] {
    if let file = try arguments.option("each") {
      return try FlowStart.each(of: try text(of: file))
    }
    let input = try arguments.option("input").map { (file) throws in
      try JSON(parsing: try text(of: file))
    }
    let name = try arguments.option("name")
    let operands = arguments.operands()
    guard let flow = operands.first, operands.count == 1 else {
      throw UsageError("name one flow, or a file with --each")
    }
    return [try FlowStart(flow: flow, name: name, input: input ?? .object(JSONObject()))]
  }

  private static func begin(
    _ start: FlowStart,
    by engine: FlowEngine,
    at desk: Desk,
    in connection: Connection
  ) throws(DatabaseError) -> String? {
    if let name = start.name,
      try ExecutionStore().execution(named: name, in: connection) != nil
    {
      return name
    }
    let name = try engine.start(
      start.flow,
      named: start.name,
      input: start.input,
      now: desk.now.milliseconds,
      in: connection
    )
    if let name {
      try desk.audit(.flowStarted, on: AuditSubject(.execution, name), in: connection)
    }
    return name
  }

  private static func text(of file: String) throws(UsageError) -> String {
    guard let data = FileManager.default.contents(atPath: file),
      let text = String(validating: data, as: UTF8.self)
    else { throw UsageError("cannot read '\(file)'") }
    return text
  }
}
