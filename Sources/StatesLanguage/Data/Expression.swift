package import Ground

/// What may stand as the value of a `….$` field: a path or a call of an intrinsic function.
package enum Expression: Sendable {
  case path(Path)
  case intrinsic(Intrinsic)

  /// Reads an expression.
  package init(parsing text: String) throws(ExpressionFault) {
    if text.utf8.first == UInt8(ascii: "$") {
      self = .path(try Path(parsing: text))
    } else if text.utf8.starts(with: "States.".utf8) {
      self = .intrinsic(try Intrinsic(parsing: text))
    } else {
      throw ExpressionFault(message: "expected a path ($…) or a call (States.…)", offset: 0)
    }
  }

  /// What the expression gives.
  ///
  /// - Parameter generator: What `States.UUID` and `States.MathRandom` draw from.
  /// - Throws: `States.Runtime` from paths, `States.IntrinsicFailure` from calls.
  package func value(
    in scope: Scope,
    drawing generator: inout SeededGenerator
  ) throws(StateFailure) -> JSON {
    switch self {
    case .path(let path): try path.value(in: scope)
    case .intrinsic(let call): try call.value(in: scope, drawing: &generator)
    }
  }
}
