internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

/// A command on campaigns: `--as USER` says who, the directory whether they may, and the audit has who may not.
protocol CampaignAction: Command {
  /// What the command line says beside `--as` and `--json`.
  init(_ arguments: inout Arguments) throws
  func answer(in office: CampaignOffice, asking counter: Counter) async throws -> Answer
}

extension CampaignAction {
  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let answer = try await answer(arguments, at: SystemTime().now(), asking: .terminal)
    return answer.print(as: "rakel campaign \(name)")
  }

  /// Does what the command line says and gives what to print.
  static func answer(
    _ arguments: consuming Arguments,
    at now: Date,
    asking counter: Counter = Counter(ask: nil)
  ) async throws -> Answer {
    let folder = try ContentFolder(&arguments)
    let (id, isJSON) = (try arguments.option("as"), arguments.flag("json"))
    // What is wrong with the settings stops nobody here; without them nothing may be changed.
    let settings = try ServerConfiguration.read(
      &arguments,
      environment: ProcessInfo.processInfo.environment,
      content: folder.path
    )
    // After the settings, whose values are no words of its own.
    let action = try Self(&arguments)
    try arguments.finish()
    guard let id else { throw UsageError("say who you are with --as USER") }
    let mayChange = settings.configuration.graph.changes
    let office = try CampaignOffice(folder, as: id, at: now, mayChangeGraph: mayChange)
    do {
      let refusal = try await office.desk.refusal(of: "campaign.\(name)", in: office.database)
      if let refusal { return refusal }
      let answer = try await action.answer(in: office, asking: counter)
      if let (path, text) = answer.file { try NewFile.write(text, to: path) }
      return isJSON ? answer.forMachines : answer
    } catch let error as DatabaseError where error.isDamage {
      throw DatabaseFault.damaged(path: folder.databasePath, error.message)
    }
  }
}
