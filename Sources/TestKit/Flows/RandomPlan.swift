package import Flows
package import Ground
package import StatesLanguage
internal import Foundation

/// What comes of the tasks of a ``RandomMachine``: it depends on their parameters alone, so that a call that is made
/// again comes to the same.
package enum RandomPlan {
  /// What `rakel:in` and `rakel:out` answer.
  package static func outcome(of request: TaskRequest) -> TaskOutcome {
    let parameters = request.parameters
    if request.token != nil, parameters["plan"] != 2 { return .waiting }
    if parameters["plan"] == 5, request.now < request.entered.addingTimeInterval(2) {
      return .again(after: 2_000)
    }
    switch result(of: parameters) {
    case .success(let value): return .done(value)
    case .failure(let failure): return .failed(error: failure.error, cause: failure.cause)
    }
  }

  /// What somebody who has the token answers; nil for who never does.
  package static func answer(
    to parameters: JSON
  ) -> Result<JSON, StateFailure>? {
    parameters["plan"] == 6 ? nil : result(of: parameters)
  }

  private static func result(of parameters: JSON) -> Result<JSON, StateFailure> {
    let plan = parameters["plan"]?.int ?? 0
    let isBad = plan == 4 || plan == 3 && parameters["try"] == 0
    guard isBad else {
      return .success(["plan": .integer(plan), "id": parameters["id"] ?? .null])
    }
    return .failure(StateFailure(parameters["error"]?.string ?? "", ""))
  }
}
