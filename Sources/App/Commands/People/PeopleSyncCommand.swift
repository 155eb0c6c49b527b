internal import Foundation
internal import Graph
internal import Ground
internal import HTTP
internal import Helpdesk
internal import People
internal import Storage

/// `rakel people sync`: takes the people of the tenant into the directory, by the rules of the content.
///
/// It reads from Microsoft Graph, and only reads.
struct PeopleSyncCommand: Command {
  static let name = "sync"
  static let usage = "--as USER [--dry-run] [--full] [--force] [--json]"
  static let summary = "takes what has changed of the tenant's people into the directory"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let answer = try await answer(arguments, at: SystemTime().now()) {
      Output.complain("rakel people sync: \($0)")
    }
    return answer.print(as: "rakel people sync")
  }

  /// Does what the command line says and gives what to print.
  ///
  /// - Parameter say: told what whoever waits should know.
  static func answer(
    _ arguments: consuming Arguments,
    at now: Date,
    say: @escaping (String) -> Void = { _ in }
  ) async throws -> Answer {
    let isJSON = arguments.flag("json")
    let terms = PeopleSync.Terms(
      isFull: arguments.flag("full"),
      isForced: arguments.flag("force"),
      isRehearsal: arguments.flag("dry-run")
    )
    let place = try StaffPlace(&arguments, at: now, making: true)
    let settings = try SourceSettings(&arguments, content: place.content)
    try arguments.finish()
    if let refusal = try await place.refusal(of: "people.sync") { return refusal }
    let rules: PersonRules
    do throws(PolicyFaults) { rules = try PersonRules(ofContent: place.content) } catch {
      throw UsageError("\(error)")
    }
    let lock = FileLock(path: place.folder.peopleLockPath)
    defer { withExtendedLifetime(lock) {} }
    let client = try settings.graph(
      .reads,
      transport: CurlTransport(),
      waiting: Progress.patience(of: "Microsoft")
    )
    let progress = Progress()
    defer { progress.end() }
    let sync = PeopleSync(
      client: client,
      database: place.database,
      rules: rules,
      now: now,
      terms: terms,
      user: place.desk.user.id,
      say: say,
      progress: { progress.say($0) }
    )
    do {
      guard lock != nil else { throw PeopleStop.busy }
      let changes = try await sync.run()
      let directory = try await place.joined()
      let page = PeopleSyncPage(terms: terms, hidden: directory.hiddenIDs)
      let answer = page.answer(changes)
      return isJSON ? answer.forMachines : answer
    } catch let stop as PeopleStop {
      return Answer(complaint: "\(stop); nothing was changed")
    }
  }
}

extension StaffPlace {
  /// Who is who now: by the file as it was read, and by the tenant as it is after a sync.
  fileprivate func joined() async throws(DatabaseError) -> Directory {
    let tenant = try await database.read { (connection) throws(DatabaseError) in
      try PersonStore.table(in: connection)
    }
    return directory.with(tenant)
  }
}
