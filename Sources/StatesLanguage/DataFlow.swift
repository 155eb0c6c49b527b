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
    return try parameters?.filled(in: scope, drawing: &drawing) ?? scope.input
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
    return try output.value(in: leaving)
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
    case .everything: scope.input
    case .nothing: .object(JSONObject())
    case .path(let path): try path.value(in: scope)
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
    return variables
  }
}
