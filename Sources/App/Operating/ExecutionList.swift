internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

/// Executions as people and machines read them, one a line.
enum ExecutionList {
  /// The list, in the order given.
  static func answer(_ executions: [ExecutionSummary], at now: Date) -> Answer {
    let table = AlignedTable(
      heading: [
        "execution", "age", "status", "state", "waits for", "due", "user", "device", "error",
      ],
      rows: executions.map { execution in
        let isRunning = execution.status == .running
        return [
          execution.name, Age(of: Date(milliseconds: execution.started), at: now).words,
          execution.status.words, execution.state, isRunning ? execution.waiting.words : "",
          isRunning ? execution.due.map { due($0, at: now) } ?? "" : "", execution.user ?? "",
          execution.device ?? "", execution.error ?? "",
        ]
      }
    )
    return Answer(
      lines: executions.isEmpty ? ["no executions"] : table.lines,
      json: .array(executions.map(\.json))
    )
  }

  private static func due(_ milliseconds: Int, at now: Date) -> String {
    Age(of: Date(milliseconds: milliseconds), at: now).dueWords
  }
}

extension ExecutionSummary {
  /// The execution for machines; every member is always there, null where there is nothing to say.
  var json: JSON {
    func time(_ milliseconds: Int?) -> JSON {
      JSON(milliseconds.map { Date(milliseconds: $0).rfc3339 })
    }
    return [
      "name": .string(name), "flow": .string(flow), "kind": .string(kind.rawValue),
      "status": .string(status.rawValue), "state": .string(state),
      "waiting": .string(waiting.rawValue), "due": time(due), "user": JSON(user),
      "device": JSON(device), "started": time(started), "changed": time(changed),
      "ended": time(ended), "error": JSON(error),
    ]
  }
}

extension JSON {
  /// A text, or null for nil.
  init(_ text: String?) { self = text.map(JSON.string) ?? .null }
}
