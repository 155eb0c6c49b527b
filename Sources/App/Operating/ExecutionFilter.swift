internal import Flows
internal import Foundation
internal import Storage

/// Which executions a command line names or describes.
///
/// The state is `--at`, for `--state` is the folder of the database in every command.
struct ExecutionFilter: Sendable {
  static let usage =
    "[NAME…] [--flow --at --user --device --status --error --kind --older --newer --limit --all]"

  private(set) var query = ExecutionQuery()
  /// Whether all were asked for, and not only those that matter as a rule.
  let isAll: Bool
  /// The names, in the order in which they were given.
  let names: [String]
  /// How many at most; nil where that was left open.
  let limit: Int?

  init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
    query.flow = try arguments.option("flow")
    query.state = try arguments.option("at")
    query.user = try arguments.option("user")
    query.device = try arguments.option("device")
    query.statuses = try arguments.statuses() ?? []
    query.error = try arguments.option("error")
    if let kind = try arguments.option("kind") {
      guard let kind = Execution.Kind(rawValue: kind) else {
        throw UsageError("--kind needs one of run, item, branch")
      }
      query.kinds = [kind]
    }
    query.startedBefore = try arguments.moment("older", before: now)?.milliseconds
    query.startedAfter = try arguments.moment("newer", before: now)?.milliseconds
    limit = try arguments.option("limit").map { (text) throws(UsageError) in
      guard let limit = Int(text), (1...1_000_000).contains(limit) else {
        throw UsageError("--limit needs a number from 1 to 1000000")
      }
      return limit
    }
    isAll = arguments.flag("all")
    names = arguments.operands()
    query.names = Set(names)
  }

  /// Whether it says nothing of what is asked for.
  var isEmpty: Bool { query == ExecutionQuery() }

  /// Whether names are all that it says.
  var isNames: Bool {
    var rest = query
    rest.names = []
    return !names.isEmpty && rest == ExecutionQuery()
  }

  /// What to list: where nothing else is said, no branches, and nothing that has ended well or was cancelled.
  var listed: ExecutionQuery {
    var listed = query
    listed.limit = limit ?? 100
    guard !isAll, names.isEmpty else { return listed }
    if query.kinds.isEmpty, query.state == nil { listed.kinds = [.run, .item] }
    if query.statuses.isEmpty, query.error == nil {
      listed.statuses = [.running, .queued, .paused, .failed, .timedOut]
    }
    return listed
  }

  /// What to do something to: what was cancelled on purpose is tried again only where that is said.
  func chosen(for operation: FlowOperation) throws(UsageError) -> ExecutionQuery {
    guard !isEmpty || isAll else {
      throw UsageError("name executions, say which with options, or say --all")
    }
    var chosen = query
    if operation == .retry, names.isEmpty, query.statuses.isEmpty, query.error == nil {
      chosen.statuses = [.failed, .timedOut]
    }
    chosen = chosen.narrowed(to: operation)
    guard !chosen.statuses.isEmpty else {
      let words = query.statuses.map(\.words).sorted().joined(separator: " or ")
      throw UsageError("'\(operation.rawValue)' is not for what is \(words)")
    }
    return chosen
  }
}
