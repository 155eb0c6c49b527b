internal import Dialogue
internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// What both commands on personal data begin with: whose it is, who asks, where it lies, and how long it is kept.
struct PrivacyDesk: Sendable {
  let user: String
  /// Who asks, by their id in the directory; nil where nobody said.
  let operatorID: String?
  let keep: ServerConfiguration.KeepDays
  let directory: Directory
  let database: Database

  /// The options that both take.
  static let options = "[--as USER] [--config FILE] [--content DIR] [--state DIR]"

  /// Takes them from the command line.
  init(_ arguments: inout Arguments) throws {
    let environment = ProcessInfo.processInfo.environment
    operatorID = try arguments.option("as")
    // The same settings as the server's, so that it is the same database and the days are those in force.
    let configuration = try ServerConfiguration.load(&arguments, environment: environment)
      .configuration
    let users = arguments.operands()
    try arguments.finish()
    guard let user = users.first, users.count == 1 else { throw UsageError("one user is wanted") }
    let place = configuration.content
    let folder = ContentFolder(path: place.folder, state: place.state)
    self.user = user
    keep = configuration.keepDays
    directory = try folder.directory()
    database = try folder.database(making: false)
  }

  /// Who the person is; nil where the directory does not know them.
  var known: User? { directory.knows(user) ? directory.user(user) : nil }

  /// What to print where whoever asks may not, which the audit then has; nil where they may.
  func refusal(of command: String, at now: Date) async throws(DatabaseError) -> Answer? {
    guard let operatorID else { return nil }
    let desk = Desk(user: directory.user(operatorID), now: now, tasks: FlowAnswers())
    return try await desk.refusal(of: command, in: database)
  }

  /// Their account in the tenant: by the directory, or written as the person, for those whom it does not know.
  var account: EntraID? { directory.account(of: user) ?? EntraID(user) }

  /// Where the directory has the person from.
  var source: String {
    guard known != nil else { return "not in the directory" }
    return directory.isOfTenant(user) ? "Microsoft Graph" : "users.tsv"
  }

  /// What is kept about the person.
  func data() async throws(DatabaseError) -> PersonalData {
    let (user, signIn, account, keep) = (user, known?.signIn, account, keep)
    return try await database.read { (connection) throws(DatabaseError) in
      try PersonalData(of: user, signIn: signIn, account: account, keep: keep, in: connection)
    }
  }

  /// What to print where nobody knows the person.
  var stranger: Answer {
    Answer(complaint: "nothing is kept about '\(user)', and the directory does not have them")
  }
}
