internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// `rakel people list`: who is who, by users.tsv and by the tenant.
struct PeopleListCommand: StaffCommand {
  static let caller = "rakel people"
  static let name = "list"
  static let usage =
    "--as USER [--role ROLE] [--municipality M] [--name TEXT] [--limit N] [--csv|--json]"
  static let summary = "lists people"

  /// Whom, and how.
  struct Action: StaffAction {
    let role: Role?
    let municipality: String?
    let text: String?
    let isCSV: Bool
    let limit: Int

    init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
      let word = try arguments.option("role")
      role = word.flatMap(Role.init)
      if word != nil, role == nil {
        throw UsageError(
          "--role needs one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))"
        )
      }
      municipality = try arguments.option("municipality")?.municipalityKey
      text = try arguments.option("name")?.lowercased()
      isCSV = arguments.flag("csv")
      limit = try arguments.number("limit", in: 1...10_000_000, usual: isCSV ? 10_000_000 : 1_000)
    }

    var name: String { "people.list" }
    var isChange: Bool { false }

    func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer {
      let found = desk.people.users { user in
        (role == nil || user.role == role)
          && (municipality == nil || user.municipality == municipality)
          && (text.map { user.name.lowercased().contains($0) || user.id.contains($0) } ?? true)
      }
      let shown = Array(found.prefix(limit))
      let page = PeoplePage(directory: desk.people)
      if isCSV { return Answer(lines: page.csv(shown)) }
      return page.list(shown).cut(found.count > limit ? limit : -1, at: limit)
    }
  }
}
