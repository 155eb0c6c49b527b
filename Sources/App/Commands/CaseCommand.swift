internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

/// The case register for the IT staff.
struct CaseCommand: StaffCommand {
  static let name = "case"
  static let usage =
    "list|show|close|note [N] [TEXT] --as USER [--user --municipality --flow --age --status] [--json]"
  static let summary = "lists, shows, closes and notes on cases"

  /// What to do with which case.
  enum Action: StaffAction {
    case list(CaseFilter)
    case show(Int)
    case close(Int, String)
    case note(Int, String, status: Case.Status?)

    init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
      var filter = CaseFilter()
      filter.user = try arguments.option("user")
      filter.municipality = try arguments.option("municipality")
      filter.flow = try arguments.option("flow")
      filter.createdBefore = try arguments.moment("age", before: now)
      let isFiltered = filter != CaseFilter()
      let statuses: Set<Case.Status>? = try arguments.statuses()
      let (verb, rest) = try arguments.verb(of: "list", "show", "close", "note")
      if verb == "list" {
        guard rest.isEmpty else { throw UsageError("list takes options only") }
        filter.statuses = statuses ?? filter.statuses
        self = .list(filter)
        return
      }
      guard !isFiltered, statuses == nil || verb == "note" && statuses?.count == 1 else {
        throw UsageError("\(verb) takes no filter")
      }
      guard let number = rest.first.flatMap({ Int($0) }) else {
        throw UsageError("which case? \(verb) NUMBER")
      }
      let text = rest.dropFirst().joined(separator: " ")
      switch verb {
      case "show": self = .show(number)
      case "close": self = .close(number, text)
      default:
        guard !text.isEmpty else { throw UsageError("note what? note NUMBER TEXT") }
        self = .note(number, text, status: statuses?.first)
      }
    }

    var name: String {
      switch self {
      case .list: "case.list"
      case .show: "case.show"
      case .close: "case.close"
      case .note: "case.note"
      }
    }

    var isChange: Bool {
      switch self {
      case .list, .show: false
      case .close, .note: true
      }
    }

    func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer {
      switch self {
      case .list(let filter):
        let cases = try CaseStore.cases(filter, in: connection)
        return CasePage.list(cases, at: desk.now).cut(cases.count, at: filter.limit)
      case .show(let number):
        return try CasePage.show(number, at: desk.now, in: connection)
      case .close(let number, let text):
        return try close(number, text, at: desk, in: connection)
      case .note(let number, let text, let status):
        return try note(number, text, status, at: desk, in: connection)
      }
    }

    private func close(
      _ number: Int,
      _ text: String,
      at desk: Desk,
      in connection: Connection
    ) throws(DatabaseError) -> Answer {
      let change = try CaseStore.set(.closed, of: number, at: desk.now, in: connection)
      guard change == .made else {
        return Answer(
          complaint: "case \(number) is \(change == .missing ? "not there" : "closed already")"
        )
      }
      if !text.isEmpty {
        _ = try CaseStore.note(desk.note(text), on: number, in: connection)
      }
      try desk.audit(.caseClosed, on: AuditSubject(.helpdeskCase, number), in: connection)
      let items = try WorklistStore.finish(
        ofCase: number,
        with: desk.note(text),
        answering: desk.tasks,
        in: connection
      )
      for item in items { try desk.audit(.itemDone, on: AuditSubject(.item, item), in: connection) }
      return try changed(number, "closed", in: connection)
    }

    private func note(
      _ number: Int,
      _ text: String,
      _ status: Case.Status?,
      at desk: Desk,
      in connection: Connection
    ) throws(DatabaseError) -> Answer {
      guard try CaseStore.note(desk.note(text), on: number, in: connection) == .made else {
        return Answer(complaint: "there is no case \(number)")
      }
      let subject = AuditSubject(.helpdeskCase, number)
      try desk.audit(.caseNoted, on: subject, in: connection)
      if let status, try CaseStore.set(status, of: number, at: desk.now, in: connection) == .made {
        try desk.audit(status == .closed ? .caseClosed : .caseChanged, on: subject, in: connection)
      }
      return try changed(number, "noted on", in: connection)
    }

    private func changed(
      _ number: Int,
      _ what: String,
      in connection: Connection
    ) throws(DatabaseError) -> Answer {
      let found = try CaseStore.find(number, in: connection)
      return Answer(lines: ["case \(number): \(what)"], json: found?.json ?? .null)
    }
  }
}
