internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

/// `rakel licences removed`: the ledger of licences that were taken, and how each stands.
struct LicencesRemovedCommand: Command {
  static let name = "removed"
  static let usage = "--as USER [--campaign N] [--csv|--json]"
  static let summary = "lists the licences that were taken, by whose decision, and how to undo it"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    try await answer(arguments, at: SystemTime().now()).print(as: "rakel licences removed")
  }

  /// Does what the command line says and gives what to print.
  static func answer(_ arguments: consuming Arguments, at now: Date) async throws -> Answer {
    let place = try StaffPlace(&arguments, at: now, making: false)
    let campaign = try arguments.option("campaign").map { (text) throws(UsageError) in
      guard let number = Int(text) else { throw UsageError("--campaign needs its number") }
      return number
    }
    let (isCSV, isJSON) = (arguments.flag("csv"), arguments.flag("json"))
    try arguments.finish()
    guard !isCSV || !isJSON else { throw UsageError("only one of --csv and --json") }
    if let refusal = try await place.refusal(of: "licences.removed") { return refusal }
    var rows: [LicenceRemoval] = []
    while true {
      let last = rows.last?.number ?? 0
      let next = try await place.database.read { (connection) throws(DatabaseError) in
        try LicenceRemovalStore.rows(after: last, campaign: campaign, limit: 1_000, in: connection)
      }
      if next.isEmpty { break }
      rows += next
    }
    let ledger = LicenceLedger(rows: rows)
    if isJSON { return Answer(lines: [JSON.array(rows.map(\.json)).text]) }
    if isCSV { return Answer(lines: ledger.csv) }
    return Answer(lines: rows.isEmpty ? ["nothing was taken"] : ledger.lines)
  }
}
