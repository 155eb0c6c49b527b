internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// What is to be printed of the worklist.
enum WorkPrint: Sendable {
  case list(WorklistFilter)
  /// The labels of these items, or of all that a filter lets through.
  case labels([Int], WorklistFilter, WorkLabels.Paper)

  /// Takes it from the words after `print`: nothing, or `label` and numbers.
  init(
    _ words: [String],
    _ filter: WorklistFilter,
    on paper: String?,
    at now: Date
  ) throws(UsageError) {
    guard let first = words.first else {
      guard paper == nil else { throw UsageError("a list is printed on A4") }
      self = .list(filter)
      return
    }
    guard first == "label" else { throw UsageError("print, or print label NUMBER") }
    let numbers = words.dropFirst().compactMap { Int($0) }
    guard numbers.count == words.count - 1, numbers.isEmpty != (filter == WorklistFilter()) else {
      throw UsageError("print label NUMBER …, or print label with a filter")
    }
    guard let paper = WorkLabels.Paper(rawValue: paper ?? WorkLabels.Paper.roll.rawValue) else {
      let papers = WorkLabels.Paper.allCases.map(\.rawValue).joined(separator: " or ")
      throw UsageError("--paper needs \(papers)")
    }
    self = .labels(numbers, filter, paper)
  }

  /// Makes the file, and says what is in it.
  func answer(
    to path: String,
    at desk: Desk,
    in connection: Connection
  ) throws(DatabaseError) -> Answer {
    var items: [WorkItem] = []
    switch self {
    case .labels(let numbers, _, _) where !numbers.isEmpty:
      for number in numbers {
        guard let item = try WorklistStore.find(number, in: connection) else {
          return Answer(complaint: "there is no item \(number)")
        }
        items.append(item)
      }
    case .list(let filter), .labels(_, let filter, _):
      items = try WorklistStore.items(filter, in: connection)
    }
    let lines = items.map { WorkLine($0, people: desk.people) }
    let html =
      switch self {
      case .list(let filter):
        WorkSheet(lines: lines, day: filter.day, now: desk.now, words: desk.words).html
      case .labels(_, _, let paper):
        WorkLabels(lines: lines, paper: paper, words: desk.words).html
      }
    var answer = Answer(lines: ["\(path): \(items.count) items"])
    answer.json = ["file": .string(path), "items": .array(items.map { .integer($0.number) })]
    answer.file = (path, html)
    return answer
  }
}
