package import Ground
package import Storage
package import struct Foundation.Date

/// What a Task state asks of a connector.
package struct TaskRequest: Sendable {
  /// What is to be done, the part of the resource after the connector's name: `ask` of `rakel:card.ask`.
  package var verb: String
  /// The state's effective input: its `Parameters`, filled in.
  package var parameters: JSON
  /// The token that ends the wait, where the resource says `.waitForTaskToken`; else nil.
  package var token: String?
  /// The same for every attempt and after every crash, another for the next visit of the state: what the other
  /// side may tell a repeated request by.
  package var key: String
  /// The name of the execution.
  package var execution: String
  /// The name of the flow.
  package var flow: String
  /// The name of the state.
  package var state: String
  /// Whom the execution is about, by their id in the directory; nil where it is about nobody.
  package var user: String?
  /// The execution's own input.
  package var input: JSON
  /// When the state was entered; later than that where the connector asked to be called again.
  package var entered: Date
  package var now: Date

  package init(
    verb: String,
    parameters: JSON,
    token: String?,
    key: String,
    execution: String,
    flow: String,
    state: String,
    user: String?,
    input: JSON,
    entered: Date,
    now: Date
  ) {
    self.verb = verb
    self.parameters = parameters
    self.token = token
    self.key = key
    self.execution = execution
    self.flow = flow
    self.state = state
    self.user = user
    self.input = input
    self.entered = entered
    self.now = now
  }
}

/// What came of a task.
package enum TaskOutcome: Sendable, Hashable {
  case done(JSON)
  /// It failed, with an error name that `Retry` and `Catch` may name.
  case failed(error: String, cause: String)
  /// Somebody will end it with the token; only where the resource waits for one.
  case waiting
  /// It goes on outside: the connector is to be asked again, with the same key, after so many milliseconds.
  case again(after: Int)
}

/// One thing that a connector can be asked to do.
package struct Verb: Sendable, Hashable {
  package var name: String
  /// Whether a resource must, may or may not end in `.waitForTaskToken`.
  package var waiting: Waiting
  /// The members of `Parameters` that it needs.
  package var required: [String]
  /// The members that it takes besides.
  package var optional: [String]

  /// Whether a task token is handed over.
  package enum Waiting: Sendable, Hashable { case always, never, either }

  package init(
    _ name: String,
    waiting: Waiting = .never,
    required: [String] = [],
    optional: [String] = []
  ) {
    self.name = name
    self.waiting = waiting
    self.required = required
    self.optional = optional
  }
}

/// A named thing that a Task state may call: `rakel:<name>.<verb>`.
package protocol Connector: Sendable {
  var name: String { get }
  var verbs: [Verb] { get }
}

/// A connector whose whole effect is in Rakel's own database: it takes part in the step's transaction, so that the
/// effect is there exactly once.
///
/// It must be quick and must not reach outside.
package protocol LocalConnector: Connector {
  /// Does it, in the transaction that `connection` is in.
  func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome
}

/// A connector that reaches outside: its effect happens at least once, and the other side may tell a repeated
/// request by ``TaskRequest/key``; where it cannot, the connector looks before it acts again, or says that it can't.
package protocol RemoteConnector: Connector {
  /// Does it; called again with the same key where Rakel cannot know whether it was done.
  func perform(_ request: TaskRequest) async -> TaskOutcome
}
