package import Ground

/// What is answered to a click on a card (Universal Action Model): always with status 200, once it was handled at all.
package enum InvokeAnswer: Sendable, Hashable {
  /// A card in the place of the one that was clicked.
  case card(JSON)
  /// Words, shown for a moment.
  case message(String)
  /// What was sent makes no sense, or cannot be done.
  case fault(Fault)

  /// Why there is no answer.
  package enum Fault: Int, Sendable, Hashable {
    case badRequest = 400
    case forbidden = 403
    case failed = 500

    /// The code in the envelope.
    var code: String {
      switch self {
      case .badRequest: "BadRequest"
      case .forbidden: "Forbidden"
      case .failed: "InternalServerError"
      }
    }

    /// For the client's log; users are not shown it.
    var message: String {
      switch self {
      case .badRequest: "The action cannot be read."
      case .forbidden: "The action is not allowed."
      case .failed: "The action could not be handled."
      }
    }
  }

  /// The envelope: `{statusCode, type, value}`.
  package var json: JSON {
    switch self {
    case .card(let card):
      ["statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": card]
    case .message(let text):
      [
        "statusCode": 200, "type": "application/vnd.microsoft.activity.message",
        "value": .string(text),
      ]
    case .fault(let fault):
      [
        "statusCode": .integer(fault.rawValue), "type": "application/vnd.microsoft.error",
        "value": ["code": .string(fault.code), "message": .string(fault.message)],
      ]
    }
  }
}
