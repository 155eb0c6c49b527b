internal import Connectors
internal import Foundation
internal import Graph
internal import Ground
internal import HTTP
internal import Helpdesk
internal import People
internal import Storage

/// `rakel licences undo USER|CAMPAIGN`: gives back exactly what was taken from somebody, or in a campaign.
///
/// Without `--apply` it shows what that is, and changes nothing.
struct LicencesUndoCommand: Command {
  static let name = "undo"
  static let usage = "USER|CAMPAIGN --as USER [--apply [--yes N]] [--json]"
  static let summary = "gives back the licences that were taken from somebody, or in a campaign"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let answer = try await answer(arguments, at: SystemTime().now(), asking: .terminal)
    return answer.print(as: "rakel licences undo")
  }

  /// Does what the command line says and gives what to print.
  static func answer(
    _ arguments: consuming Arguments,
    at now: Date,
    asking counter: Counter = Counter(ask: nil),
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) async throws -> Answer {
    let place = try StaffPlace(&arguments, at: now, making: false)
    let settings = try SourceSettings(&arguments, content: place.content)
    let (isApplied, isJSON) = (arguments.flag("apply"), arguments.flag("json"))
    let confirmed = try arguments.option("yes").map { (text) throws(UsageError) in
      guard let number = Int(text) else { throw UsageError("--yes needs the number of licences") }
      return number
    }
    let words = arguments.operands()
    try arguments.finish()
    guard let subject = words.first, words.count == 1 else {
      throw UsageError("name one user, or give the number of a campaign")
    }
    if let refusal = try await place.refusal(of: "licences.undo") { return refusal }
    let rows = try await rows(of: subject, at: place, settings)
    let answer = try await undo(rows, at: place, settings, isApplied, confirmed, counter, sleep)
    return isJSON ? answer.forMachines : answer
  }

  /// What can be given back of them.
  private static func rows(
    of subject: String,
    at place: StaffPlace,
    _ settings: SourceSettings
  ) async throws -> [LicenceRemoval] {
    let rows: [LicenceRemoval]
    if let campaign = Int(subject) {
      rows = try await place.database.read { (connection) throws(DatabaseError) in
        try LicenceRemovalStore.rows(campaign: campaign, in: connection)
      }
    } else {
      let id = try await account(subject, at: place, settings)
      rows = try await place.database.read { (connection) throws(DatabaseError) in
        var rows = try LicenceRemovalStore.rows(user: id, in: connection)
        let known = Set(rows.map(\.number))
        rows += try LicenceRemovalStore.rows(person: subject, in: connection)
          .filter { !known.contains($0.number) }
        return rows
      }
    }
    return rows.filter(\.isTaken)
  }

  /// The id in Entra of whoever is named by it, by their id here, or by what they sign in with.
  private static func account(
    _ name: String,
    at place: StaffPlace,
    _ settings: SourceSettings
  ) async throws -> String {
    if EntraID(name) != nil { return name.lowercased() }
    let signIn = place.directory.knows(name) ? place.directory.user(name).signIn : name
    guard let signIn, signIn.contains("@"),
      let client = try? settings.graph(.reads, transport: CurlTransport())
    else { return name }
    do throws(GraphError) {
      return TenantUser(try await client.get(.user(signIn)))?.id ?? name
    } catch {
      guard error.isNotFound else { throw error }
      return name
    }
  }

  private static func undo(
    _ rows: [LicenceRemoval],
    at place: StaffPlace,
    _ settings: SourceSettings,
    _ isApplied: Bool,
    _ confirmed: Int?,
    _ counter: Counter,
    _ sleep: @escaping @Sendable (Duration) async throws -> Void
  ) async throws -> Answer {
    guard !rows.isEmpty else {
      return Answer(complaint: "nothing that was taken there can be given back")
    }
    let shown = LicenceLedger(rows: rows).lines + rows.map { "\($0.number): \($0.howToUndo)" }
    let json = JSON.array(rows.map(\.json))
    guard isApplied else {
      let last = [
        "this was a dry run: nothing is changed",
        "--apply gives them back, once the number \(rows.count) is typed or said with --yes",
      ]
      return Answer(lines: shown + last, json: ["dryRun": true, "licences": json])
    }
    guard settings.mayChange else {
      return Answer(
        complaint: "nothing is given back: graph.changes is false, and so Rakel changes nothing"
          + " in Microsoft Graph"
      )
    }
    guard try counter.confirms(rows.count, "licences", said: confirmed, showing: shown) else {
      return Answer(
        complaint: "that is not \(rows.count), the number of licences; nothing was given back"
      )
    }
    let restorer = LicenceRestorer(
      client: try settings.graph(.writes, transport: CurlTransport()),
      database: place.database,
      by: place.desk.user.id,
      now: { place.now },
      sleep: sleep
    )
    do {
      return answer(try await restorer.run(rows))
    } catch let error as GraphError {
      return Answer(complaint: "\(error); what was begun is gone on with when it is said again")
    }
  }

  private static func answer(
    _ outcomes: [(row: LicenceRemoval, outcome: LicenceRestorer.Outcome)]
  ) -> Answer {
    var answer = Answer()
    var results: [JSON] = []
    for (row, outcome) in outcomes.sorted(by: { $0.row.number < $1.row.number }) {
      let words = outcome.words
      answer.lines.append("\(row.number): \(row.product) of \(row.person ?? row.user): \(words)")
      results.append([
        "number": .integer(row.number), "product": .string(row.product),
        "user": .string(row.user), "outcome": .string(words),
      ])
    }
    let open = outcomes.count { $0.outcome != .restored && $0.outcome != .hadAgain }
    answer.json = ["dryRun": false, "licences": .array(results)]
    if open > 0 { answer.complaint = "\(open) of \(outcomes.count) are not given back" }
    return answer
  }
}

extension LicenceRestorer.Outcome {
  /// What came of it, for a terminal.
  fileprivate var words: String {
    switch self {
    case .restored: "given back"
    case .hadAgain: "has it again already, from somebody else"
    case .unconfirmed: "given, but Graph does not show it yet: say it again in a few minutes"
    case .busy: "not now: something else is under way about it"
    case .gone: "the account is gone"
    case .refused(let code):
      "Graph refuses\(code.isEmpty ? "" : " (\(code))"): is there a free licence, and does the"
        + " account have a country (usageLocation)?"
    }
  }
}
