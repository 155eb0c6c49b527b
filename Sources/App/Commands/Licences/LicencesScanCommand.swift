internal import Connectors
internal import Foundation
internal import Graph
internal import Ground
internal import HTTP
internal import Helpdesk
internal import People
internal import Storage

/// `rakel licences scan`: who has licences and does not use them, what stands in the way, and what it costs.
///
/// It reads, and only reads.
struct LicencesScanCommand: Command {
  static let name = "scan"
  static let usage =
    "--as USER [--inactive-days 90] [--holds FILE] [--rules FILE] [--prices FILE]"
    + " [--municipality M] [--markdown|--csv|--json|--svg FILE]"
  static let summary = "finds licences of inactive users by Microsoft Graph; changes nothing"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let answer = try await answer(
      arguments,
      at: SystemTime().now(),
      say: { Output.complain("rakel licences scan: \($0)") },
      print: Output.line
    )
    return answer.print(as: "rakel licences scan")
  }

  /// Does what the command line says.
  ///
  /// - Parameters:
  ///   - say: told what whoever waits should know.
  ///   - print: told each line of the report as soon as it is known: there may be many.
  static func answer(
    _ arguments: consuming Arguments,
    at now: Date,
    say: @escaping (String) -> Void = { _ in },
    print: (String) -> Void
  ) async throws -> Answer {
    let place = try StaffPlace(&arguments, at: now, making: true)
    let settings = try SourceSettings(&arguments, content: place.content)
    let terms = try LicenceTerms(
      &arguments,
      content: place.content,
      holds: settings.holds,
      at: now
    )
    let lock = FileLock(path: place.folder.scanLockPath)
    try arguments.finish()
    if let refusal = try await place.refusal(of: "licences.scan") { return refusal }
    let client = try settings.graph(
      .reads,
      transport: CurlTransport(),
      waiting: Progress.patience(of: "Microsoft")
    )
    let progress = Progress()
    let scan = LicenceScan(
      client: client,
      database: place.database,
      directory: place.directory,
      rules: terms.rules,
      holds: terms.holds,
      prices: terms.prices,
      now: now,
      audience: LicenceScan.Audience(
        say: say,
        watch: { text in
          if let text { progress.say(text) } else { progress.end() }
        }
      )
    )
    do {
      guard lock != nil else { throw LicenceStop.busy }
      let outcome = try await scan.run()
      for note in outcome.notes + terms.notes { say(note) }
      let report = LicenceReport(
        terms: terms,
        standing: outcome.standing,
        notes: outcome.notes + terms.notes,
        database: place.database
      )
      let totals = try await report.totals()
      try await report.print(totals, print)
      try await place.audit(totals.all, outcome: "done")
      try await scan.clear()
      return Answer()
    } catch let stop as LicenceStop {
      try await place.audit(LicenceTotals.Row(), outcome: stop.word)
      return Answer(complaint: "\(stop); nothing was changed, and nobody counted")
    }
  }
}

extension StaffPlace {
  /// Notes in the audit that somebody scanned, and what came of it in numbers.
  fileprivate func audit(
    _ row: LicenceTotals.Row,
    outcome: String
  ) async throws(DatabaseError) {
    let entry = AuditEntry(
      .licencesScanned,
      by: desk.user.id,
      on: AuditSubject(.command, "licences.scan"),
      details: [
        "outcome": .string(outcome), "active": .integer(row.active),
        "inactive": .integer(row.inactive), "unknown": .integer(row.unknown),
        "excluded": .integer(row.excluded), "removable": .integer(row.now.licences),
      ],
      at: now
    )
    try await database.write { (connection) throws(DatabaseError) in
      try AuditStore.append(entry, in: connection)
    }
  }
}
