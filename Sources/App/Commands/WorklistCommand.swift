internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// The worklist for the IT staff.
struct WorklistCommand: StaffCommand {
  static let name = "worklist"
  static let usage =
    "today|list|show|claim|unclaim|done|note|hand over|print|print label [N] [TEXT] --as USER"
    + " [--place --municipality --date --flow --kind --age --status] [--out FILE.html] [--json]"
  static let summary = "lists work, takes it on, hands it over, calls it done, and prints it"

  /// What to do with which item.
  enum Action: StaffAction {
    case today(WorklistFilter)
    case list(WorklistFilter)
    case show(Int)
    case hand(WorkHand, Int)
    case print(WorkPrint, to: String)

    init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
      let filter = try WorklistFilter(&arguments, at: now)
      let out = try arguments.option("out")
      let paper = try arguments.option("paper")
      let (verb, rest) = try arguments.verb(
        of: "today",
        "list",
        "show",
        "claim",
        "unclaim",
        "done",
        "note",
        "hand",
        "print"
      )
      if verb == "print" {
        guard let out else { throw UsageError("where to? --out FILE.html") }
        self = .print(try WorkPrint(rest, filter, on: paper, at: now), to: out)
        return
      }
      guard out == nil, paper == nil else { throw UsageError("\(verb) writes no file") }
      if verb == "today" || verb == "list" {
        guard rest.isEmpty else { throw UsageError("\(verb) takes options only") }
        self = verb == "list" ? .list(filter) : .today(filter.ofToday(now))
        return
      }
      guard filter == WorklistFilter() else { throw UsageError("\(verb) takes no filter") }
      let words = verb == "hand" && rest.first == "over" ? Array(rest.dropFirst()) : rest
      guard let number = words.first.flatMap({ Int($0) }) else {
        throw UsageError("which item? \(verb == "hand" ? "hand over" : verb) NUMBER")
      }
      if verb == "show" {
        self = .show(number)
      } else {
        self = .hand(try WorkHand(verb, Array(words.dropFirst())), number)
      }
    }

    var name: String {
      switch self {
      case .today: "worklist.today"
      case .list: "worklist.list"
      case .show: "worklist.show"
      case .hand(let hand, _): "worklist.\(hand.name)"
      case .print: "worklist.print"
      }
    }

    var isChange: Bool { if case .hand = self { true } else { false } }

    func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer {
      switch self {
      case .today(let filter):
        let items = try WorklistStore.items(filter, in: connection)
        let lines = items.map { WorkLine($0, people: desk.people) }
        return WorkPage.day(lines, of: filter.day).cut(items.count, at: filter.limit)
      case .list(let filter):
        let items = try WorklistStore.items(filter, in: connection)
        return WorkPage.list(items, at: desk.now).cut(items.count, at: filter.limit)
      case .show(let number):
        guard let item = try WorklistStore.find(number, in: connection) else {
          return Answer(complaint: "there is no item \(number)")
        }
        let notes = try WorklistStore.notes(on: number, in: connection)
        return WorkPage.show(item, notes: notes, at: desk.now)
      case .hand(let hand, let number):
        return try hand.perform(on: number, at: desk, in: connection)
      case .print(let print, let path):
        return try print.answer(to: path, at: desk, in: connection)
      }
    }
  }
}

extension WorklistFilter {
  /// Takes the options that narrow the list away.
  fileprivate init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
    self.init()
    municipality = try arguments.option("municipality")
    flow = try arguments.option("flow")
    kind = try arguments.option("kind")
    createdBefore = try arguments.moment("age", before: now)
    statuses = try arguments.statuses() ?? statuses
    if let place = try arguments.option("place") { self.place = place }
    if let text = try arguments.option("date") {
      guard let day = Day(text) else { throw UsageError("--date needs a day: 2027-02-03") }
      narrow(to: day, at: now)
    }
  }

  /// The same, of today where no day is told.
  func ofToday(_ now: Date) -> WorklistFilter {
    guard day == nil else { return self }
    var filter = self
    filter.narrow(to: OsloClock.reading(now).day, at: now)
    return filter
  }
}
