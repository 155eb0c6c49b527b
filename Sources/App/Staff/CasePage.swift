internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

/// Cases as people and machines read them.
enum CasePage {
  /// A case a line.
  static func list(_ cases: [Case], at now: Date) -> Answer {
    let table = AlignedTable(
      heading: ["case", "age", "status", "priority", "user", "where", "category", "subject"],
      rows: cases.map { item in
        [
          "\(item.number)", Age(of: item.created, at: now).words, item.status.rawValue,
          item.report.priority.rawValue, item.report.user, item.report.municipality ?? "",
          item.report.category, item.report.subject,
        ]
      }
    )
    return Answer(
      lines: cases.isEmpty ? ["no cases"] : table.lines,
      json: .array(cases.map(\.json))
    )
  }

  /// All that is known of one case.
  static func show(
    _ number: Int,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Answer {
    guard let item = try CaseStore.find(number, in: connection) else {
      return Answer(complaint: "there is no case \(number)")
    }
    let notes = try CaseStore.notes(of: number, in: connection)
    let transcript = try CaseStore.transcript(of: number, in: connection)
    var json = item.json.object ?? JSONObject()
    json["notes"] = .array(notes.map(\.json))
    json["transcript"] = .array(transcript.map(\.json))
    return Answer(
      lines: facts(of: item, at: now) + Paragraphs.lines(item.report.description)
        + Paragraphs.lines(of: notes, at: now)
        + transcript.flatMap { Paragraphs.lines(($0.isFromUser ? "> " : "< ") + $0.text) },
      json: .object(json)
    )
  }

  private static func facts(of item: Case, at now: Date) -> [String] {
    let report = item.report
    let facts = [
      ("status", "\(item.status.rawValue), \(report.priority.rawValue) priority"),
      ("user", report.user), ("where", report.municipality ?? ""), ("category", report.category),
      ("flow", [report.flow, report.execution].compactMap(\.self).joined(separator: ", ")),
      ("created", Paragraphs.words(for: item.created, at: now)),
      ("changed", Paragraphs.words(for: item.changed, at: now)),
    ]
    return ["case \(item.number): \(AlignedTable.printable(report.subject))"]
      + Paragraphs.lines(of: facts)
  }
}
