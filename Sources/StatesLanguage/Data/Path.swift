package import Ground

/// A JSONPath expression (Jayway's dialect): `$…` of the input, `$$…` of the context, `$name…` of a variable.
///
/// A definite path names one place and gives what stands there. An indefinite one (with `*`, `..`, `,`, `:` or `?`)
/// gives an array of what it finds, also of nothing.
package struct Path: Sendable {
  /// What a path starts from.
  package enum Origin: Sendable, Hashable {
    /// `$`
    case input
    /// `$$`
    case context
    /// `$name`
    case variable(String)
    /// `@`, in a filter only.
    case item
  }

  /// What the path starts from.
  package let origin: Origin
  /// Whether the path names one place at most.
  package let isDefinite: Bool
  /// The path as it was written.
  package let text: String
  let segments: [Segment]
  /// Whether the steps, without the function, are definite.
  let namesOnePlace: Bool
  /// What is computed of the outcome, where the path ends in `.length()` and the like.
  let function: PathFunction?

  /// Reads a path.
  ///
  /// - Throws: Where the text is no path, or more than 256 steps long.
  package init(parsing text: String) throws(ExpressionFault) {
    self = try ExpressionParser.whole(text) { parser throws(ExpressionFault) in
      try parser.path(in: .outside)
    }
  }

  init(origin: Origin, segments: [Segment], function: PathFunction?, text: String) {
    self.origin = origin
    self.segments = segments
    self.function = function
    self.text = text
    let last = segments.indices.last
    namesOnePlace = segments.indices.allSatisfy { segments[$0].isDefinite(asLast: $0 == last) }
    isDefinite = namesOnePlace || function != nil
  }

  /// What the path selects.
  ///
  /// - Throws: `States.Runtime` where a definite path leads nowhere, and where any selects too much.
  package func value(in scope: Scope) throws(StateFailure) -> JSON {
    if let value = try optionalValue(in: scope) { return value }
    throw StateFailure("States.Runtime", "The JSONPath '\(text)' could not be found in \(place)")
  }

  /// What the path selects; nil where ``value(in:)`` finds nothing.
  ///
  /// - Throws: `States.Runtime` where the path selects too much.
  package func optionalValue(in scope: Scope) throws(StateFailure) -> JSON? {
    guard let root = root(in: scope) else { return nil }
    // Nearly every path is so; a search is not worth setting up for it.
    if namesOnePlace, function == nil { return PathSearch.place(segments, from: root) }
    do {
      var search = PathSearch(root: root, scope: scope)
      return try search.value(of: self, from: root)
    } catch {
      guard error != .missing else { return nil }
      throw StateFailure("States.Runtime", "The JSONPath '\(text)' \(error.rawValue)")
    }
  }

  private func root(in scope: Scope) -> JSON? {
    switch origin {
    case .input, .item: scope.input
    case .context: scope.context
    case .variable(let name): scope.variables[name]
    }
  }

  private var place: String {
    switch origin {
    case .input, .item: "the input"
    case .context: "the context object"
    case .variable(let name): "the variable '\(name)'"
    }
  }
}

extension Path: Hashable {
  package static func == (left: Path, right: Path) -> Bool { left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
