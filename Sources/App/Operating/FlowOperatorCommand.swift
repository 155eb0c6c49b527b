internal import Dialogue
internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// A command with which the IT staff does something to executions: to those that are named, or to all that are
/// described, after a question.
///
/// Each is audited in the transaction in which it changes. It works while a server runs on the same database: no
/// transaction takes up more than ``FlowEngine/mostOfBatch`` executions.
protocol FlowOperatorCommand: Command {
  static var operation: FlowOperation { get }
  /// What stands in the audit.
  static var event: AuditEvent { get }
  /// What was done, in one word: `paused`.
  static var done: String { get }
}

extension FlowOperatorCommand {
  static var name: String { operation.rawValue }
  static var usage: String { "\(ExecutionFilter.usage) --as USER [--yes] [--json]" }

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let answer = try await answer(arguments, at: SystemTime().now(), asking: .terminal)
    return answer.print(as: "rakel flow \(name)")
  }

  /// Does what the command line says and gives what to print.
  static func answer(
    _ arguments: consuming Arguments,
    at now: Date,
    asking consent: Consent
  ) async throws -> Answer {
    let folder = try ContentFolder(&arguments)
    let id = try arguments.option("as")
    let (isJSON, isSure) = (arguments.flag("json"), arguments.flag("yes"))
    let filter = try ExecutionFilter(&arguments, at: now)
    try arguments.finish()
    guard let id else { throw UsageError("say who you are with --as USER") }
    let query = try filter.chosen(for: operation)
    let desk = Desk(user: try folder.directory().user(id), now: now, tasks: FlowAnswers())
    let database = try folder.database(making: false)
    do {
      if let refusal = try await desk.refusal(of: "flow.\(name)", in: database) { return refusal }
      let operators = FlowOperators(
        engine: try folder.operatingEngine(with: operation),
        database: database,
        desk: desk,
        operation: operation,
        event: event
      )
      var tally = FlowTally()
      if filter.isNames {
        tally = try await operators.operate(on: filter.names)
      } else {
        let count = min(try await operators.count(query), filter.limit ?? .max)
        guard count > 0 else { return Answer(lines: ["there is nothing to \(name)"]) }
        guard try isSure || ask(count, consent) else {
          return Answer(complaint: "nothing was done")
        }
        tally = try await operators.operate(onAll: query, limit: filter.limit)
      }
      let answer = tally.answer(done)
      return isJSON ? answer.forMachines : answer
    } catch let error as DatabaseError where error.isDamage {
      throw DatabaseFault.damaged(path: folder.databasePath, error.message)
    }
  }

  private static func ask(_ count: Int, _ consent: Consent) throws(UsageError) -> Bool {
    let what = "\(name) \(count) execution\(count == 1 ? "" : "s")"
    guard let ask = consent.ask else {
      throw UsageError("this would \(what); say --yes")
    }
    return ask("\(what)?")
  }
}

extension ContentFolder {
  /// An engine that runs nothing, and closes what was asked under a token that is waited for no more.
  ///
  /// It knows the content's flows where they are needed, to have executions go on by them.
  fileprivate func operatingEngine(with operation: FlowOperation) throws -> FlowEngine {
    var flows: [Flow] = []
    if operation == .migrate {
      let loaded = FlowFolder(path: path).load()
      for diagnostic in loaded.diagnostics { Output.complain("\(diagnostic)") }
      guard loaded.diagnostics.isEmpty else { throw ContentFault(path: path) }
      flows = loaded.flows
    }
    return FlowEngine(
      flows: flows,
      connectors: Connectors([]),
      onWaitEnded: Automation.closeWait
    )
  }
}
