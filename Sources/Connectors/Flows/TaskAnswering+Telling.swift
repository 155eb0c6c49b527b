internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Messaging
internal import Storage

extension TaskAnswering {
  /// Tells an execution that something has changed: what it waits for is asked no more.
  ///
  /// - Returns: false where it does not wait for anybody, and will look by itself.
  func tell(
    _ execution: String,
    _ changed: String,
    at now: Date,
    in connection: Connection
  ) throws(DatabaseError) -> Bool {
    guard let waiting = try ExecutionStore().execution(named: execution, in: connection),
      let token = waiting.token
    else { return false }
    try QuestionStore.closeAll(ofToken: token, of: execution, at: now, in: connection)
    let items = try WorklistStore.withdraw(waitingWith: token, at: now, in: connection)
    for number in items {
      let entry = AuditEntry(.itemCancelled, by: nil, on: AuditSubject(.item, number), at: now)
      try AuditStore.append(entry, in: connection)
    }
    return try answer(token, with: ["changed": .string(changed)], at: now, in: connection)
  }
}
