internal import StatesLanguage

/// How an execution stands, whatever its data are: as much as operators need.
struct Standing: Sendable {
  var id: Int
  var name: String
  var flow: String
  var definition: Int
  var kind: Execution.Kind
  var status: Execution.Status
  var parent: Execution.Parent?
  var root: Int
  var state: String
  var visit: Int
  /// How often its state was tried again in this visit.
  var retries: Int
  var waiting: Execution.Waiting
  var due: Int?
  var token: String?
  /// How many of its children may run at once; 0 for no limit.
  var concurrency: Int
  var events: Int

  /// The number of the fork that the current try of the current state makes, as ``Execution/fork``.
  var fork: Int { Cursor.fork(visit: visit, retries: retries) }

  /// Whether it waits for, or ended while it waited for, the children of that fork.
  func waits(for fork: Int) -> Bool {
    waiting == .children && self.fork == fork && status != .succeeded
  }
}
