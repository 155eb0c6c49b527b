internal import Flows

/// Why nothing was sent; the words are for the author of the flow, and hold no value of the execution.
enum HTTPRefusal: Error {
  /// The parameters are wrong.
  case badRequest(String)
  /// The settings do not allow it.
  case notAllowed(String)

  var outcome: TaskOutcome {
    switch self {
    case .badRequest(let cause): .failed(error: "Http.BadRequest", cause: cause)
    case .notAllowed(let cause): .failed(error: "Http.NotAllowed", cause: cause)
    }
  }
}
