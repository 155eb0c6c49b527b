internal import Flows
internal import Foundation
internal import Storage

/// `rakel flow list`: which executions there are.
///
/// Where nothing is said of it, those that are cancelled or have succeeded are left out, and branches are.
enum FlowListCommand: StaffCommand {
  static let caller = "rakel flow"
  static let name = "list"
  static let usage = "\(ExecutionFilter.usage) --as USER [--json]"
  static let summary = "lists executions: what goes on, waits or has failed, or what is asked for"

  /// Which to list.
  struct Action: StaffAction {
    let name = "flow.list"
    let isChange = false
    private let query: ExecutionQuery

    init(_ arguments: inout Arguments, at now: Date) throws(UsageError) {
      query = try ExecutionFilter(&arguments, at: now).listed
    }

    func perform(at desk: Desk, in connection: Connection) throws(DatabaseError) -> Answer {
      let found = try ExecutionStore().find(query, in: connection)
      return ExecutionList.answer(found, at: desk.now).cut(found.count, at: query.limit)
    }
  }
}
