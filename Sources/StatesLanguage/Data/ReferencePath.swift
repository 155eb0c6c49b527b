package import Ground

/// A path that names exactly one place: names and single indices only.
package struct ReferencePath: Sendable, Hashable {
  private let path: Path

  /// What the path starts from.
  package var origin: Path.Origin { path.origin }
  /// The path as it was written.
  package var text: String { path.text }

  /// Reads a reference path.
  ///
  /// - Throws: Where the text is no path, or one that may name several places.
  package init(parsing text: String) throws(ExpressionFault) {
    path = try Path(parsing: text)
    let isPlain = path.segments.allSatisfy { segment in
      switch segment {
      case .name, .index: true
      default: false
      }
    }
    guard isPlain, path.function == nil else {
      throw ExpressionFault(
        message: "a reference path names one place; it has no '*', '..', ',', ':', '?' or function",
        offset: 0
      )
    }
  }

  /// The value at the place.
  ///
  /// - Throws: `States.Runtime` where there is none.
  package func value(in scope: Scope) throws(StateFailure) -> JSON { try path.value(in: scope) }

  /// The value at the place; nil where there is none.
  package func optionalValue(in scope: Scope) throws(StateFailure) -> JSON? {
    try path.optionalValue(in: scope)
  }

  /// `input` with `value` at the place; objects that are missing on the way are made.
  ///
  /// - Throws: `States.ResultPathMatchFailure` where the way leads into what is no object, or to an index that the
  ///   array does not have.
  package func placing(_ value: JSON, into input: JSON) throws(StateFailure) -> JSON {
    guard origin == .input else { throw mismatch }
    return try placing(value, into: input, at: path.segments[...])
  }

  private func placing(
    _ value: JSON,
    into node: JSON?,
    at segments: ArraySlice<Segment>
  ) throws(StateFailure) -> JSON {
    guard let segment = segments.first else { return value }
    let rest = segments.dropFirst()
    switch (segment, node) {
    case (.name(let name), .object(var members)?):
      members[name] = try placing(value, into: members[name], at: rest)
      return .object(members)
    case (.name(let name), nil):
      var members = JSONObject()
      members[name] = try placing(value, into: nil, at: rest)
      return .object(members)
    case (.index(let index), .array(var items)?):
      let position = index < 0 ? items.count + index : index
      guard items.indices.contains(position) else { throw mismatch }
      items[position] = try placing(value, into: items[position], at: rest)
      return .array(items)
    default: throw mismatch
    }
  }

  private var mismatch: StateFailure {
    StateFailure(
      "States.ResultPathMatchFailure",
      "The ResultPath '\(text)' does not fit the state's input"
    )
  }
}
