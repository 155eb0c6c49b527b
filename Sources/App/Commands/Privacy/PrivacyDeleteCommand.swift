internal import Foundation
internal import Ground
internal import People
internal import Storage

/// `rakel privacy delete USER`: deletes what is kept about a person, and takes the person out of what must stay.
enum PrivacyDeleteCommand: Command {
  static let name = "delete"
  static let usage = "USER [--yes] [--cancel-flows] \(PrivacyDesk.options)"
  static let summary = "deletes what is kept about a person, after a question"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let answer = try await answer(arguments, at: SystemTime().now(), asking: .terminal) {
      Output.complain($0)
    }
    return answer.print(as: "rakel privacy delete")
  }

  /// Does what the command line says and gives what to print.
  ///
  /// - Parameter show: shows what there is before it is asked about.
  static func answer(
    _ arguments: consuming Arguments,
    at now: Date,
    asking consent: Consent,
    showing show: (String) -> Void = { _ in }
  ) async throws -> Answer {
    let (isSure, cancelsFlows) = (arguments.flag("yes"), arguments.flag("cancel-flows"))
    let desk = try PrivacyDesk(&arguments)
    if let refusal = try await desk.refusal(of: "privacy.delete", at: now) { return refusal }
    let data = try await desk.data()
    guard desk.known != nil || !data.isEmpty else { return desk.stranger }
    let user = desk.user
    let obstacles = try await desk.database.read { (connection) throws(DatabaseError) in
      try Erasure.obstacles(for: user, in: connection)
    }
    if !obstacles.isEmpty, !cancelsFlows { return refusal(because: obstacles) }
    for line in table(of: data, stopping: obstacles.count) { show(line) }
    if !isSure {
      guard let ask = consent.ask else {
        throw UsageError("this would delete what is kept about '\(user)'; say --yes")
      }
      guard ask("delete this about '\(user)'? It cannot be undone") else {
        return Answer(complaint: "nothing was deleted")
      }
    }
    let erasure = Erasure(
      user: user,
      signIn: desk.known?.signIn,
      account: desk.account,
      operatorID: desk.operatorID,
      now: now,
      cancelsFlows: cancelsFlows
    )
    let outcome = try await desk.database.write { (connection) throws(DatabaseError) in
      try erasure.run(in: connection)
    }
    switch outcome {
    case .refused(let running): return refusal(because: running)
    case .done(let parts):
      let isEmptied = try await desk.database.emptyLog()
      return Answer(lines: summary(of: desk, parts: parts, isLogEmptied: isEmptied))
    }
  }

  private static func refusal(because running: [String]) -> Answer {
    let names = running.prefix(5).joined(separator: ", ") + (running.count > 5 ? ", …" : "")
    return Answer(
      complaint: "\(running.count) executions are still under way or wait for their answer"
        + " (\(names)); let them end, or say --cancel-flows"
    )
  }

  private static func table(of data: PersonalData, stopping obstacles: Int) -> [String] {
    let rows = data.sections.filter { !$0.entries.isEmpty }.map {
      [$0.kind, "\($0.entries.count)", $0.fate.rawValue]
    }
    let stopped = obstacles == 0 ? [] : ["\(obstacles) executions are stopped first"]
    return AlignedTable(heading: ["what", "how many", "will be"], rows: rows).lines + stopped
  }

  private static func summary(
    of desk: PrivacyDesk,
    parts: Int,
    isLogEmptied: Bool
  ) -> [String] {
    var lines = [
      "What was kept about '\(desk.user)' is deleted; cases and work items are kept without the person.",
      "The audit keeps its entries with the id until they are \(desk.keep.audit) days old:"
        + " it proves who did what, and cannot be altered.",
    ]
    if parts > 0 {
      lines.append(
        "\(parts) runs of flows about several people keep what they recorded until they are"
          + " \(desk.keep.executions) days over; their lists no longer name the person."
      )
    }
    if desk.account != nil {
      lines.append("No sync with Microsoft Graph brings them back; a line in users.tsv does.")
    }
    if desk.known != nil {
      if !desk.directory.isOfTenant(desk.user) {
        lines.append("users.tsv still has the person; take the line out if they have left.")
      }
      lines.append(
        "An import brings back whose machine it is, as long as its source names the person."
      )
    }
    lines.append("Backups made before still have everything; delete or renew them.")
    if !isLogEmptied {
      lines.append("The database's log could not be emptied now; the server does so within a day.")
    }
    return lines
  }
}
