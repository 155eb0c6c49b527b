internal import Foundation
internal import Ground
internal import Helpdesk

/// Work items as people and machines read them.
enum WorkPage {
  /// An item a line.
  static func list(_ items: [WorkItem], at now: Date) -> Answer {
    let table = AlignedTable(
      heading: [
        "item", "age", "due", "status", "by", "where", "kind", "device", "user", "case", "flow",
        "title",
      ],
      rows: items.map { item in
        [
          "\(item.number)", Age(of: item.created, at: now).words,
          item.order.due.map { Age(of: $0, at: now).dueWords } ?? "", item.status.rawValue,
          item.doneBy ?? item.claimedBy ?? "", item.order.municipality ?? "", item.order.kind,
          item.order.device ?? "", item.order.user ?? "",
          item.order.caseNumber.map(String.init) ?? "", item.order.flow ?? "", item.order.title,
        ]
      }
    )
    return Answer(
      lines: items.isEmpty ? ["no work"] : table.lines,
      json: .array(items.map(\.json))
    )
  }

  /// All that is known of one item.
  static func show(_ item: WorkItem, notes: [Note], at now: Date) -> Answer {
    let order = item.order
    let facts = [
      ("status", item.status.rawValue), ("claimed by", item.claimedBy ?? ""),
      ("done by", item.doneBy ?? ""), ("kind", order.kind), ("where", order.municipality ?? ""),
      ("user", order.user ?? ""), ("device", order.device ?? ""),
      ("case", order.caseNumber.map(String.init) ?? ""),
      ("flow", [order.flow, order.execution].compactMap(\.self).joined(separator: ", ")),
      ("due", order.due.map { "\(Age(of: $0, at: now).dueWords) (\($0.rfc3339))" } ?? ""),
      ("created", Paragraphs.words(for: item.created, at: now)),
      ("changed", Paragraphs.words(for: item.changed, at: now)),
    ]
    var json = item.json.object ?? JSONObject()
    json["notes"] = .array(notes.map(\.json))
    return Answer(
      lines: ["item \(item.number): \(AlignedTable.printable(order.title))"]
        + Paragraphs.lines(of: facts) + Paragraphs.lines(order.details)
        + Paragraphs.lines(item.doneNote ?? "") + Paragraphs.lines(of: notes, at: now),
      json: .object(json)
    )
  }
}
