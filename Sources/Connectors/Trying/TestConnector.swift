internal import Foundation
package import Flows
internal import Ground
package import Storage

/// What a flow is tried out with: `rakel:test.echo`, `fail`, `sleep` and `callback`.
///
/// It reaches nobody. `echo` gives its parameters back; `fail` fails with `Error` and `Cause`; `sleep` gives `Return`
/// after `Seconds`; `callback` is answered with `Reply`, or fails with `Error`, after `After` seconds, or `Never`.
package struct TestConnector: LocalConnector {
  package let name = "test"
  package let verbs = [
    Verb("echo", optional: ["*"]),
    Verb("fail", optional: ["Error", "Cause"]),
    Verb("sleep", optional: ["Seconds", "Return"]),
    Verb(
      "callback",
      waiting: .always,
      optional: ["Token", "Reply", "After", "Never", "Error", "Cause"]
    ),
  ]

  package init() {}

  /// Does what the verb says, with its parameters.
  package func perform(
    _ request: TaskRequest,
    in connection: Connection
  ) throws(DatabaseError) -> TaskOutcome {
    let parameters = request.parameters
    switch request.verb {
    case "fail": return Self.failure(parameters)
    case "sleep": return Self.after(parameters["Seconds"], request, parameters["Return"] ?? .null)
    case "callback":
      if parameters["Never"]?.bool == true { return .waiting }
      if parameters["Error"] != nil { return Self.failure(parameters) }
      return Self.after(parameters["After"], request, parameters["Reply"] ?? .null)
    default: return .done(parameters)
    }
  }

  private static func failure(_ parameters: JSON) -> TaskOutcome {
    .failed(
      error: parameters["Error"]?.string ?? "Error",
      cause: parameters["Cause"]?.string ?? ""
    )
  }

  /// The result once so many seconds have passed since the state was entered.
  private static func after(_ seconds: JSON?, _ request: TaskRequest, _ result: JSON) -> TaskOutcome
  {
    let end = request.entered.addingTimeInterval(min(seconds?.double ?? 0, 1e9))
    guard request.now < end else { return .done(result) }
    return .again(after: Int((end.timeIntervalSince(request.now) * 1_000).rounded(.up)))
  }
}
