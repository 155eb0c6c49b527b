internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import Understanding

/// What is down, as the IT staff announces it.
struct StatusCommand: StaffCommand {
  static let name = "status"
  static let usage =
    "list|add|end [N|TEXT] --as USER [--municipality --system --since | --all] [--json]"
  static let summary = "tells what is down, announces it, and ends it"

  /// What to do with which announcement.
  enum Action: StaffAction {
    case list(municipality: String?, all: Bool)
    case add(Announcement.Notice)
    case end(Int)

    init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
      let municipality = try arguments.option("municipality")
      let system = try arguments.option("system")
      let since = try arguments.moment("since", before: now)
      let all = arguments.flag("all")
      let (verb, rest) = try arguments.verb(of: "list", "add", "end")
      switch verb {
      case "list":
        guard rest.isEmpty, system == nil, since == nil, !all || municipality == nil else {
          throw UsageError("list takes --municipality or --all only")
        }
        self = .list(municipality: municipality, all: all)
      case "add":
        let text = Redaction(rest.joined(separator: " ")).text
        guard !text.isEmpty, !all else { throw UsageError("announce what? add TEXT") }
        self = .add(
          Announcement.Notice(
            text,
            system: system,
            municipality: municipality,
            since: since ?? now
          )
        )
      default:
        guard rest.count == 1, let number = Int(rest[0]), !all, system == nil, since == nil,
          municipality == nil
        else { throw UsageError("which announcement? end NUMBER") }
        self = .end(number)
      }
    }

    var name: String {
      switch self {
      case .list: "status.list"
      case .add: "status.add"
      case .end: "status.end"
      }
    }

    var isChange: Bool { if case .list = self { false } else { true } }

    func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer {
      switch self {
      case .list(let municipality, let all):
        let found =
          try all
          ? AnnouncementStore.all(in: connection)
          : AnnouncementStore.current(in: municipality, at: desk.now, in: connection)
        return Self.list(found, at: desk.now)
      case .add(let notice):
        let number = try AnnouncementStore.add(notice, in: connection)
        try desk.audit(.statusAdded, on: AuditSubject(.announcement, number), in: connection)
        return Answer(
          lines: ["announcement \(number): added"],
          json: Announcement(number: number, notice: notice).json
        )
      case .end(let number):
        switch try AnnouncementStore.end(number, at: desk.now, in: connection) {
        case .missing: return Answer(complaint: "there is no announcement \(number)")
        case .unneeded: return Answer(complaint: "announcement \(number) is over already")
        case .made: break
        }
        try desk.audit(.statusEnded, on: AuditSubject(.announcement, number), in: connection)
        return Answer(
          lines: ["announcement \(number): over"],
          json: ["number": .integer(number), "ended": .string(desk.now.rfc3339)]
        )
      }
    }

    private static func list(_ announcements: [Announcement], at now: Date) -> Answer {
      let table = AlignedTable(
        heading: ["no.", "since", "over since", "where", "system", "text"],
        rows: announcements.map { item in
          [
            "\(item.number)", Age(of: item.notice.since, at: now).words,
            item.ended.map { Age(of: $0, at: now).words } ?? "",
            item.notice.municipality ?? "everywhere", item.notice.system ?? "", item.notice.text,
          ]
        }
      )
      return Answer(
        lines: announcements.isEmpty ? ["nothing is down"] : table.lines,
        json: .array(announcements.map(\.json))
      )
    }
  }
}
