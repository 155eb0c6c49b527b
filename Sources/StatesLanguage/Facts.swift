package import Ground

/// What the context object `$$` says of an execution.
package struct Facts: Sendable, Hashable {
  package var execution: String
  package var machine: String
  /// The input that the execution was started with.
  package var input: JSON
  /// When it was started, in milliseconds since 1970 (UTC).
  package var started: Int
  /// `Map.Item`, of the nearest Map around the state: `Index` and `Value`; nil outside of any.
  package var item: JSON?
  /// `Task.Token`; nil in states that wait for none.
  package var token: String?
  /// What the execution draws its random numbers from: the same on every replay.
  package var seed: UInt64

  package init(
    execution: String,
    machine: String,
    input: JSON,
    started: Int,
    item: JSON? = nil,
    token: String? = nil,
    seed: UInt64
  ) {
    self.execution = execution
    self.machine = machine
    self.input = input
    self.started = started
    self.item = item
    self.token = token
    self.seed = seed
  }

  /// The context object (States Language, "The Context Object"), as a state at `cursor` sees it.
  func context(at cursor: Cursor) -> JSON {
    var context = JSONObject()
    context["Execution"] = [
      "Id": .string(execution), "Input": input, "Name": .string(execution),
      "RoleArn": .string("rakel:role"), "StartTime": .string(Timestamp(milliseconds: started).text),
    ]
    context["State"] = [
      "EnteredTime": .string(Timestamp(milliseconds: cursor.entered).text),
      "Name": .string(cursor.state), "RetryCount": .integer(cursor.retries),
    ]
    context["StateMachine"] = ["Id": .string(machine), "Name": .string(machine)]
    if let token { context["Task"] = ["Token": .string(token)] }
    if let item { context["Map"] = ["Item": item] }
    return .object(context)
  }
}
