package import Ground

/// A call of an intrinsic function, as `States.Format('{} av {}', $.n, States.ArrayLength($.all))`.
package struct Intrinsic: Sendable {
  /// One argument.
  enum Argument: Sendable {
    case value(JSON)
    /// The first argument of `States.Format` where it is written out.
    case template(FormatTemplate)
    case path(Path)
    case call(Intrinsic)
  }

  let function: IntrinsicFunction
  let arguments: [Argument]

  /// Reads a call.
  ///
  /// - Throws: Where the text is none, names no intrinsic function or gives it too few or too many arguments.
  package init(parsing text: String) throws(ExpressionFault) {
    self = try ExpressionParser.whole(text) { parser throws(ExpressionFault) in
      try parser.intrinsic()
    }
  }

  init(function: IntrinsicFunction, arguments: [Argument]) {
    self.function = function
    self.arguments = arguments
  }

  /// What the call returns.
  ///
  /// - Throws: `States.IntrinsicFailure`, or `States.Runtime` where a path among the arguments leads nowhere.
  package func value(
    in scope: Scope,
    drawing generator: inout SeededGenerator
  ) throws(StateFailure) -> JSON {
    var call = IntrinsicCall(function: function)
    call.values.reserveCapacity(arguments.count)
    for argument in arguments {
      switch argument {
      case .value(let value): call.values.append(value)
      case .template(let template): call.template = template
      case .path(let path): call.values.append(try path.value(in: scope))
      case .call(let inner): call.values.append(try inner.value(in: scope, drawing: &generator))
      }
    }
    return try call.result(drawing: &generator)
  }
}
