internal import Foundation
internal import Ground
internal import Helpdesk
internal import WorkingTime

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

  /// What is to be prepared and handed over on a day, by place and time.
  static func day(_ lines: [WorkLine], of day: Day?) -> Answer {
    let pages = WorkLine.byPlace(lines).flatMap { place, lines in
      [AlignedTable.printable(place ?? "no place")]
        + AlignedTable(
          heading: ["time", "item", "kind", "title", "user", "device", "by", "about"],
          rows: lines.map { line in
            // Another day than the one asked for is one that has passed.
            let date = line.day == day ? nil : line.day?.text
            return [
              [date, line.time].compactMap(\.self).joined(separator: " "), "\(line.item.number)",
              line.item.order.kind, line.item.order.title, line.user,
              line.lastFour, line.worker, line.facts,
            ]
          }
        ).lines.map { "  " + $0 }
    }
    return Answer(
      lines: lines.isEmpty ? ["no work"] : pages,
      json: .array(lines.map(\.item.json))
    )
  }

  /// All that is known of one item.
  static func show(_ item: WorkItem, notes: [Note], at now: Date) -> Answer {
    let order = item.order
    let facts =
      [
        ("status", item.status.rawValue), ("claimed by", item.claimedBy ?? ""),
        ("done by", item.doneBy ?? ""), ("kind", order.kind), ("where", order.municipality ?? ""),
        ("place", order.place ?? ""), ("user", order.user ?? ""), ("device", order.device ?? ""),
        ("case", order.caseNumber.map(String.init) ?? ""),
        ("flow", [order.flow, order.execution].compactMap(\.self).joined(separator: ", ")),
        ("due", order.due.map { "\(Age(of: $0, at: now).dueWords) (\($0.rfc3339))" } ?? ""),
      ] + order.facts.map { ($0.title, $0.value) } + [
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
