internal import Connectors
internal import Dialogue
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// A command of the IT staff on the registers: `--as USER` says who, the directory whether they may.
///
/// It does one thing in one transaction, and the audit has each change and each refusal.
protocol StaffCommand: Command {
  associatedtype Action: StaffAction
  /// The words before its name on the command line.
  static var caller: String { get }
}

/// What a command was told to do.
protocol StaffAction: Sendable {
  /// Takes it from the words of the command line.
  init(_ arguments: inout Arguments, at now: Date) throws(UsageError)
  /// The words for it in the audit: `case.close`.
  var name: String { get }
  /// Whether it changes anything.
  var isChange: Bool { get }
  /// Does it, in a transaction where it changes anything.
  func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer
}

extension StaffCommand {
  static var caller: String { "rakel" }

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let answer = try await answer(arguments, at: SystemTime().now())
    return answer.print(as: "\(caller) \(name)")
  }

  /// Does what the command line says and gives what to print.
  static func answer(_ arguments: consuming Arguments, at now: Date) async throws -> Answer {
    let folder = try ContentFolder(&arguments)
    let id = try arguments.option("as")
    let isJSON = arguments.flag("json")
    let action = try Action(&arguments, at: now)
    try arguments.finish()
    guard let id else { throw UsageError("say who you are with --as USER") }
    let directory = try folder.directory()
    let flows = FlowFolder(path: folder.path).folder.path
    let cards = CardCatalogue(flows: flows)
    let desk = Desk(
      user: directory.user(id),
      now: now,
      tasks: FlowAnswers(),
      cards: WorkCards(cards) { directory },
      people: directory,
      words: PrintWords(flows: flows)
    )
    let database = try folder.database(making: false)
    do {
      let answer = try await answer(action, at: desk, in: database)
      if let (path, text) = answer.file { try NewFile.write(text, to: path) }
      return isJSON ? answer.forMachines : answer
    } catch let error as DatabaseError where error.isDamage {
      throw DatabaseFault.damaged(path: folder.databasePath, error.message)
    }
  }

  private static func answer(
    _ action: Action,
    at desk: Desk,
    in database: Database
  ) async throws -> Answer {
    if let refusal = try await desk.refusal(of: action.name, in: database) { return refusal }
    guard action.isChange else {
      return try await database.read { (connection) throws(DatabaseError) in
        try action.perform(at: desk, in: connection)
      }
    }
    let now = desk.now
    return try await database.write { (connection) throws(DatabaseError) in
      let answer = try action.perform(at: desk, in: connection)
      try desk.cards.refresh(at: now, in: connection)
      return answer
    }
  }
}
