internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

/// The audit for the IT staff.
struct AuditCommand: StaffCommand {
  static let name = "audit"
  static let usage =
    "[--verify|--refused] --as USER [--user --event --since --limit] [--json]"
  static let summary = "tells who did what, who was refused, and whether the audit was altered"

  /// What to tell.
  enum Action: StaffAction {
    case records(AuditFilter)
    case verify
    case refusals(since: Date)

    init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
      let (verify, refused) = (arguments.flag("verify"), arguments.flag("refused"))
      var filter = AuditFilter()
      filter.user = try arguments.option("user")
      filter.since = try arguments.moment("since", before: now)
      if let name = try arguments.option("event") {
        guard let event = AuditEvent(rawValue: name) else {
          throw UsageError("--event needs a name such as case.created")
        }
        filter.event = event
      }
      if let limit = try arguments.option("limit") {
        guard let limit = Int(limit), (1...100_000).contains(limit) else {
          throw UsageError("--limit needs a number from 1 to 100000")
        }
        filter.limit = limit
      }
      var rest = filter
      rest.since = nil
      switch (verify, refused) {
      case (false, false): self = .records(filter)
      case (true, false) where filter == AuditFilter(): self = .verify
      case (false, true) where rest == AuditFilter():
        self = .refusals(since: filter.since ?? now.addingTimeInterval(-30 * 86_400))
      default: throw UsageError("--verify goes alone, --refused with --since only")
      }
    }

    var name: String {
      switch self {
      case .records: "audit.list"
      case .verify: "audit.verify"
      case .refusals: "audit.refused"
      }
    }

    var isChange: Bool { false }

    func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer {
      switch self {
      case .records(let filter):
        return Self.list(try AuditStore.records(filter, in: connection))
      case .verify: return Self.tell(try AuditStore.verdict(in: connection))
      case .refusals(let since):
        return Self.list(try AuditStore.refusals(since: since, in: connection))
      }
    }

    private static func list(_ records: [AuditRecord]) -> Answer {
      let table = AlignedTable(
        heading: ["no.", "time", "who", "what", "on", "details"],
        rows: records.map { record in
          let details = record.entry.details.json
          return [
            "\(record.number)", record.entry.time.rfc3339, record.entry.user ?? "rakel",
            record.entry.event.rawValue,
            record.entry.subject.map { "\($0.kind.rawValue) \($0.id)" } ?? "",
            details.map { "\($0.key)=\($0.value.string ?? $0.value.text)" }
              .joined(separator: " "),
          ]
        }
      )
      return Answer(
        lines: records.isEmpty ? ["no entries"] : table.lines,
        json: .array(records.map(\.json))
      )
    }

    private static func list(_ refusals: [Refusals]) -> Answer {
      let table = AlignedTable(
        heading: ["day", "user", "refused"],
        rows: refusals.map { [$0.day, $0.user, "\($0.count)"] }
      )
      return Answer(
        lines: refusals.isEmpty ? ["nobody was refused"] : table.lines,
        json: .array(
          refusals.map {
            ["day": .string($0.day), "user": .string($0.user), "count": .integer($0.count)]
          }
        )
      )
    }

    private static func tell(_ verdict: AuditVerdict) -> Answer {
      switch verdict {
      case .intact(let entries, let head):
        let digits = head.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return Answer(
          lines: ["the audit is intact: \(entries) entries, head \(digits)"],
          json: ["intact": true, "entries": .integer(entries), "head": .string(digits)]
        )
      case .altered(let entry):
        return Answer(
          json: ["intact": false, "altered": .integer(entry)],
          complaint: "the audit was altered: entry \(entry) does not follow from those before it"
        )
      case .shortened(let count):
        return Answer(
          json: ["intact": false, "left": .integer(count)],
          complaint: "the audit was shortened: entries after \(count) are gone"
        )
      }
    }
  }
}
