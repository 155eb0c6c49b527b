internal import Ground

/// A state that ends the run as failed.
struct Fail: Sendable {
  private let error: Value
  private let cause: Value

  init(_ fields: StateFields) throws(DefinitionFault) {
    error = try Value("Error", of: fields)
    cause = try Value("Cause", of: fields)
  }

  func failure(
    in scope: Scope,
    drawing: inout SeededGenerator
  ) throws(StateFailure) -> StateFailure {
    StateFailure(
      try error.text(in: scope, drawing: &drawing),
      try cause.text(in: scope, drawing: &drawing)
    )
  }

  /// A text, written or computed; empty where there is none.
  private enum Value: Sendable {
    case fixed(String)
    case computed(Expression)

    init(_ key: String, of fields: StateFields) throws(DefinitionFault) {
      if let expression = try fields.expression("\(key)Path") {
        self = .computed(expression)
      } else {
        self = .fixed(fields[key]?.string ?? "")
      }
    }

    func text(in scope: Scope, drawing: inout SeededGenerator) throws(StateFailure) -> String {
      switch self {
      case .fixed(let text): return text
      case .computed(let expression):
        guard let text = try expression.value(in: scope, drawing: &drawing).string else {
          throw StateFailure("States.Runtime", "ErrorPath and CausePath must lead to a text")
        }
        return text
      }
    }
  }
}
