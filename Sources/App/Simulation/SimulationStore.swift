internal import Foundation
internal import Ground
internal import Helpdesk
internal import Messaging
internal import Storage

/// What a simulation looks up across the stores: what is new, and how it went.
enum SimulationStore {
  /// A question that was asked, the state that asks it, and the flow's variables then.
  struct Asked: Sendable {
    let question: Int
    let state: String
    let variables: JSON
  }

  /// The questions after that number, oldest first.
  static func questions(
    after number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [Asked] {
    try connection.rows(
      """
      SELECT question.id, execution.state, ifnull(execution.variables, '{}') FROM question
      JOIN execution ON execution.name = question.execution WHERE question.id > ? ORDER BY question.id
      """,
      .integer(number)
    ) { (row) throws(DatabaseError) in
      Asked(question: row.integer(0), state: row.text(1), variables: try row.json(2))
    }
  }

  /// The work items after that number, oldest first.
  static func items(
    after number: Int,
    in connection: Connection
  ) throws(DatabaseError) -> [(number: Int, kind: String, municipality: String?)] {
    try connection.rows(
      "SELECT number, kind, municipality FROM workItem WHERE number > ? ORDER BY number",
      .integer(number)
    ) { (row) in (row.integer(0), row.text(1), row.optionalText(2)) }
  }

  /// What is counted by day.
  enum Count: String, CaseIterable, Sendable {
    case messages, cards, questions, answers, items, itemsDone, cases

    var moments: String {
      switch self {
      case .messages: "SELECT created AS moment FROM outbox"
      case .cards: "SELECT created AS moment FROM outbox WHERE message ->> 'card' IS NOT NULL"
      case .questions: "SELECT asked AS moment FROM question"
      case .answers: "SELECT settled AS moment FROM question WHERE state = 'answered'"
      case .items: "SELECT created AS moment FROM workItem"
      case .itemsDone: "SELECT changed AS moment FROM workItem WHERE status = 'done'"
      case .cases: "SELECT created AS moment FROM cases"
      }
    }
  }

  /// How many there were on each day, the first being 0, where `start` is its beginning.
  static func counts(
    of count: Count,
    from start: Date,
    in connection: Connection
  ) throws(DatabaseError) -> [Int: Int] {
    let rows = try connection.rows(
      """
      SELECT (moment - ?) / 86400000 AS day, count(*) FROM (\(count.moments)) GROUP BY day
      """,
      .integer(start.milliseconds)
    ) { (row) in (row.integer(0), row.integer(1)) }
    return Dictionary(rows) { $0 + $1 }
  }

  /// How often each state was entered, by name.
  static func visits(in connection: Connection) throws(DatabaseError) -> [(String, Int)] {
    try connection.rows(
      "SELECT state, count(*) FROM event WHERE kind = 'entered' GROUP BY state ORDER BY state"
    ) { (row) in (row.text(0), row.integer(1)) }
  }

  /// How the runs stand, by status.
  static func endings(in connection: Connection) throws(DatabaseError) -> [(String, Int)] {
    try connection.rows(
      "SELECT status, count(*) FROM execution WHERE kind = 'run' GROUP BY status ORDER BY status"
    ) { (row) in (row.text(0), row.integer(1)) }
  }

  /// How long the runs took that have ended, in milliseconds, the shortest first.
  static func durations(in connection: Connection) throws(DatabaseError) -> [Int] {
    try connection.rows(
      """
      SELECT ended - started FROM execution WHERE kind = 'run' AND ended IS NOT NULL ORDER BY 1
      """
    ) { (row) in row.integer(0) }
  }

  /// The errors that runs ended with, and how many did.
  static func errors(in connection: Connection) throws(DatabaseError) -> [(String, Int)] {
    try connection.rows(
      """
      SELECT error, count(*) FROM execution WHERE kind = 'run' AND error IS NOT NULL
      GROUP BY error ORDER BY error
      """
    ) { (row) in (row.text(0), row.integer(1)) }
  }
}
