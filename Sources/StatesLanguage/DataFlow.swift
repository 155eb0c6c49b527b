internal import Ground

/// How data passes through a state (States Language, "Data"): in by `InputPath` and `Parameters`, out by
/// `ResultSelector`, `ResultPath` and `OutputPath`, and aside by `Assign`.
struct DataFlow: Sendable {
  private let input: Selection
  private let parameters: PayloadTemplate?
  private let resultSelector: PayloadTemplate?
  private let resultPath: Placement
  private let output: Selection
  private let assign: PayloadTemplate?

  init(_ fields: StateFields) throws(DefinitionFault) {
    input = try fields.selection("InputPath")
    // `Parameters` of a Map is the old name of its ItemSelector.
    parameters = fields.type == "Map" ? nil : try fields.template("Parameters")
    resultSelector = try fields.template("ResultSelector")
    resultPath = try Placement(fields["ResultPath"], key: "ResultPath", of: fields)
    output = try fields.selection("OutputPath")
    assign = try fields.template("Assign")
  }

  /// The raw input, filtered by `InputPath`.
  func filtered(_ scope: Scope) throws(StateFailure) -> JSON { try input.value(in: scope) }

  /// The effective input: what the state works on.
  func effective(
    _ scope: Scope,
    drawing: inout SeededGenerator
  ) throws(StateFailure) -> JSON {
    var scope = scope
    scope.input = try filtered(scope)
    guard let parameters else { return scope.input }
    let filled = try parameters.filled(in: scope, drawing: &drawing)
    try DataLimit.check(filled)
    return filled
  }

  /// What leaves the state: the result, selected, placed into the raw input of `scope`, and filtered.
  func output(
    of result: JSON,
    in scope: Scope,
    drawing: inout SeededGenerator
  ) throws(StateFailure) -> JSON {
    var selecting = scope
    selecting.input = result
    let selected = try resultSelector?.filled(in: selecting, drawing: &drawing) ?? result
    var leaving = scope
    leaving.input = try resultPath.place(selected, into: scope.input)
    let output = try output.value(in: leaving)
    // Whatever else came here has been looked at before.
    if resultSelector != nil || resultPath.composes { try DataLimit.check(output) }
    return output
  }

  /// The variables after the state, where `$` of `Assign` is `seen`.
  func variables(
    seeing seen: JSON,
    in scope: Scope,
    drawing: inout SeededGenerator
  ) throws(StateFailure) -> JSONObject {
    try assign.map { (template) throws(StateFailure) in
      try template.variables(seeing: seen, in: scope, drawing: &drawing)
    } ?? scope.variables
  }
}

/// `InputPath` and `OutputPath`: everything, one path's value, or, for null, an empty object.
enum Selection: Sendable {
  case everything, nothing
  case path(Path)

  func value(in scope: Scope) throws(StateFailure) -> JSON {
    switch self {
    case .everything: return scope.input
    case .nothing: return .object(JSONObject())
    case .path(let path):
      let value = try path.value(in: scope)
      // What is found in many places may be much more than what it is found in.
      if !path.isDefinite { try DataLimit.check(value) }
      return value
    }
  }
}

/// `ResultPath`: the result replaces the input, is placed into it, or, for null, is dropped.
enum Placement: Sendable {
  case replace, discard
  case at(ReferencePath)

  init(_ json: JSON?, key: String, of fields: StateFields) throws(DefinitionFault) {
    switch json {
    case nil: self = .replace
    case .null?: self = .discard
    case .string(let text)?:
      do throws(ExpressionFault) { self = .at(try ReferencePath(parsing: text)) } catch {
        throw fields.fault(key, error.message)
      }
    default: throw fields.fault(key, "expected a reference path or null")
    }
  }

  /// Whether what it gives is larger than what it is given.
  var composes: Bool { if case .at = self { true } else { false } }

  func place(_ result: JSON, into input: JSON) throws(StateFailure) -> JSON {
    switch self {
    case .replace: result
    case .discard: input
    case .at(let path): try path.placing(result, into: input)
    }
  }
}

extension PayloadTemplate {
  /// The variables with what this template of an `Assign` sets; it sees the old values only.
  func variables(
    seeing seen: JSON,
    in scope: Scope,
    drawing: inout SeededGenerator
  ) throws(StateFailure) -> JSONObject {
    var assigning = scope
    assigning.input = seen
    var variables = scope.variables
    for (name, value) in try filled(in: assigning, drawing: &drawing).object ?? JSONObject() {
      variables[name] = value
    }
    try DataLimit.check(.object(variables))
    return variables
  }
}
