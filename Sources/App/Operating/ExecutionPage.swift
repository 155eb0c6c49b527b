internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import StatesLanguage
internal import Storage

/// One execution as people and machines read it.
struct ExecutionPage {
  let execution: Execution
  private let history: [ExecutionEvent]
  private let definition: String
  private let parent: String?
  private let children: [(status: Execution.Status, count: Int)]
  private let parts: [ExecutionStore.OpenPart]

  /// Reads all of it; nil where there is no execution of that name.
  init?(of name: String, in connection: Connection) throws(DatabaseError) {
    let store = ExecutionStore()
    guard let execution = try store.execution(named: name, in: connection) else { return nil }
    self.execution = execution
    history = try store.history(of: execution.id, in: connection)
    definition = try store.definitionText(of: execution, in: connection) ?? ""
    parent = try execution.parent.flatMap { (parent) throws(DatabaseError) in
      try store.execution(parent.id, in: connection)?.name
    }
    children = try store.childCounts(of: execution, in: connection)
    parts = try store.openParts(of: execution, in: connection)
  }

  /// The flow, with the states marked in which it and what is part of it are, and those where it has been.
  var picture: FlowPicture {
    var current = Set(parts.map(\.state))
    if execution.status != .succeeded { current.insert(execution.cursor.state) }
    return FlowPicture(
      definition: (try? JSON(parsing: definition)) ?? .null,
      current: current,
      visited: Set(history.filter { $0.kind == .entered }.map(\.state))
    )
  }

  /// The page; with the data, also what it was given and what connectors gave it.
  func answer(withData: Bool, at now: Date) -> Answer {
    let table = AlignedTable(
      heading: ["no.", "time (Oslo)", "event", "state", "about it"],
      rows: history.map { event in
        [
          "\(event.number)", OsloTime.text(event.time), event.kind.rawValue, event.state,
          EventWords(event).text(withData: withData),
        ]
      }
    )
    return Answer(
      lines: ["\(AlignedTable.printable(execution.name)): \(execution.status.words)"]
        + Paragraphs.lines(of: facts(at: now)) + (withData ? data : []) + table.lines,
      json: json(withData: withData)
    )
  }

  // MARK: Facts

  private func facts(at now: Date) -> [(String, String)] {
    func moment(_ milliseconds: Int?) -> String {
      guard let milliseconds else { return "" }
      let words = Age(of: Date(milliseconds: milliseconds), at: now).words
      return "\(words == "now" ? words : words + " ago") (\(OsloTime.text(milliseconds)))"
    }
    let cursor = execution.cursor
    let tries = cursor.retries == 0 ? "" : ", tried again \(cursor.retries) times"
    return [
      ("flow", execution.flow), ("part of", parent ?? ""),
      ("state", "\(cursor.state) (the \(Self.ordinal(cursor.visit)) it entered\(tries))"),
      ("waits for", waits(at: now)), ("due", due(at: now)),
      ("failed", execution.failure.map { EventWords.words(of: $0, withCause: false) } ?? ""),
      ("children", children.map { "\($0.count) \($0.status.words)" }.joined(separator: ", ")),
      ("below", parts.map(Self.words).joined(separator: "; ")), ("user", execution.user ?? ""),
      ("device", execution.device ?? ""), ("started", moment(execution.started)),
      ("changed", moment(execution.changed)), ("ended", moment(execution.ended)),
    ]
  }

  private func waits(at now: Date) -> String {
    guard !execution.status.isEnd, execution.status != .queued else { return "" }
    let since = Age(of: Date(milliseconds: execution.cursor.entered), at: now).words
    let words = execution.waiting.words
    return words.isEmpty || since == "now" ? words : "\(words), for \(since)"
  }

  private func due(at now: Date) -> String {
    guard execution.status == .running, let due = execution.due else { return "" }
    return "\(Age(of: Date(milliseconds: due), at: now).dueWords) (\(OsloTime.text(due)))"
  }

  private static func words(_ part: ExecutionStore.OpenPart) -> String {
    let waits = part.status == .running ? part.waiting.words : part.status.words
    return "\(part.count) in \(part.state)" + (waits.isEmpty ? "" : " (\(waits))")
  }

  private static func ordinal(_ number: Int) -> String {
    let suffix =
      switch (number % 10, number % 100) {
      case (_, 11...13): "th"
      case (1, _): "st"
      case (2, _): "nd"
      case (3, _): "rd"
      default: "th"
      }
    return "\(number)\(suffix)"
  }

  // MARK: Data

  private var data: [String] {
    let cursor = execution.cursor
    let variables = cursor.variables.count == 0 ? "" : JSON.object(cursor.variables).text
    return Paragraphs.lines(
      of: [
        ("input", execution.input ?? ""), ("data", cursor.input.text), ("variables", variables),
        ("output", execution.output ?? ""), ("cause", execution.failure?.cause ?? ""),
      ]
    )
  }

  private func json(withData: Bool) -> JSON {
    var json = execution.summary.json.object ?? JSONObject()
    json["partOf"] = JSON(parent)
    json["visit"] = .integer(execution.cursor.visit)
    var counts = JSONObject()
    for child in children { counts[child.status.rawValue] = .integer(child.count) }
    json["children"] = .object(counts)
    json["below"] = .array(
      parts.map {
        [
          "state": .string($0.state), "status": .string($0.status.rawValue),
          "waiting": .string($0.waiting.rawValue), "count": .integer($0.count),
        ]
      }
    )
    json["history"] = .array(history.map { EventWords($0).json(withData: withData) })
    guard withData else { return .object(json) }
    json["input"] = execution.input.flatMap { try? JSON(parsing: $0) } ?? .null
    json["data"] = execution.cursor.input
    json["variables"] = .object(execution.cursor.variables)
    json["output"] = execution.output.flatMap { try? JSON(parsing: $0) } ?? .null
    json["cause"] = JSON(execution.failure?.cause)
    return .object(json)
  }
}

extension Execution.Waiting {
  /// What it waits for, in words; empty where it is about to go on.
  var words: String {
    switch self {
    case .step, .answer: ""
    case .timer: "a moment"
    case .call: "a connector"
    case .token: "an answer"
    case .children: "its children"
    }
  }
}
