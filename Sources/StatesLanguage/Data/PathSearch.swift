internal import Ground

/// Why a path gives nothing.
enum PathProblem: String, Error {
  case missing = "could not be found"
  case tooMuch = "selects too many values"
  case tooDeep = "meets values nested too deep"
}

/// One evaluation of a path over one document.
///
/// Steps taken are counted, also in the filters' paths: what an author writes may cost time in proportion to its
/// square or cube, and must not stop a worker.
struct PathSearch {
  /// How many values one evaluation may look at.
  static let maximumVisits = 1_000_000
  /// How deep `..` follows nested values.
  static let maximumDepth = 1_000

  /// What `$` is in a filter: where the path itself starts.
  let root: JSON
  let scope: Scope
  private(set) var visits = 0

  init(root: JSON, scope: Scope) {
    self.root = root
    self.scope = scope
  }

  /// What `path` selects from `start`.
  mutating func value(of path: Path, from start: JSON) throws(PathProblem) -> JSON {
    var value: JSON
    if path.namesOnePlace {
      value = try place(path.segments, from: start)
    } else {
      var found: [JSON] = []
      try collect(path.segments[...], from: start, isCertain: true, into: &found)
      value = .array(found)
    }
    if let function = path.function { value = try function.applied(to: value) }
    return value
  }

  /// A definite path, without collecting: what nearly every path is.
  private mutating func place(_ segments: [Segment], from start: JSON) throws(PathProblem) -> JSON {
    var value = start
    for segment in segments {
      switch (segment, value) {
      case (.name(let name), .object(let members)):
        guard let member = members[name] else { throw .missing }
        value = member
      case (.index(let index), .array(let items)):
        let position = index < 0 ? items.count + index : index
        guard items.indices.contains(position) else { throw .missing }
        value = items[position]
      case (.names(let names), .object(let members)):
        value = .object(Self.selecting(names, from: members))
      default: throw .missing
      }
    }
    return value
  }

  private static func selecting(_ names: [String], from members: JSONObject) -> JSONObject {
    var selected = JSONObject()
    for name in names { selected[name] = members[name] }
    return selected
  }

  /// - Parameter isCertain: Whether the path is definite so far; only then is a missing member a fault (Jayway).
  private mutating func collect(
    _ segments: ArraySlice<Segment>,
    from value: JSON,
    isCertain: Bool,
    into found: inout [JSON]
  ) throws(PathProblem) {
    try visit()
    guard let segment = segments.first else { return found.append(value) }
    let rest = segments.dropFirst()
    switch (segment, value) {
    case (.name(let name), .object(let members)):
      if let member = members[name] {
        try collect(rest, from: member, isCertain: isCertain, into: &found)
      } else if isCertain {
        throw .missing
      }
    case (.names(let names), .object(let members)):
      if rest.isEmpty { return found.append(.object(Self.selecting(names, from: members))) }
      for name in names {
        guard let member = members[name] else { continue }
        try collect(rest, from: member, isCertain: false, into: &found)
      }
    case (.index(let index), .array(let items)):
      try collect(rest, from: items, at: [index], isCertain: isCertain, into: &found)
    case (.indices(let indices), .array(let items)):
      try collect(rest, from: items, at: indices, isCertain: false, into: &found)
    case (.slice(let from, let to), .array(let items)):
      for index in Self.bounds(from, to, in: items) {
        try collect(rest, from: items[index], isCertain: false, into: &found)
      }
    case (.all, _):
      try eachChild(of: value) { search, child throws(PathProblem) in
        try search.collect(rest, from: child, isCertain: false, into: &found)
      }
    case (.descendants, _): try descend(rest, from: value, depth: 0, into: &found)
    case (.filter(let filter), .object):
      guard try holds(filter, for: value) else { return }
      try collect(rest, from: value, isCertain: false, into: &found)
    case (.filter(let filter), .array(let items)):
      for item in items where try holds(filter, for: item) {
        try collect(rest, from: item, isCertain: false, into: &found)
      }
    default: if isCertain { throw .missing }
    }
  }

  /// Indices beyond the end select nothing, here as in Jayway.
  private mutating func collect(
    _ rest: ArraySlice<Segment>,
    from items: [JSON],
    at indices: [Int],
    isCertain: Bool,
    into found: inout [JSON]
  ) throws(PathProblem) {
    for index in indices {
      let position = index < 0 ? items.count + index : index
      guard items.indices.contains(position) else { continue }
      try collect(rest, from: items[position], isCertain: isCertain, into: &found)
    }
  }

  /// Applies the rest of a path to a value and all below it, parents first.
  private mutating func descend(
    _ rest: ArraySlice<Segment>,
    from value: JSON,
    depth: Int,
    into found: inout [JSON]
  ) throws(PathProblem) {
    guard depth <= Self.maximumDepth else { throw .tooDeep }
    if case .filter(let filter)? = rest.first, case .array(let items) = value {
      // Objects are asked themselves, when the descent comes to them; asked here too, they would come twice.
      for item in items {
        if case .object = item { continue }
        guard try holds(filter, for: item) else { continue }
        try collect(rest.dropFirst(), from: item, isCertain: false, into: &found)
      }
    } else {
      try collect(rest, from: value, isCertain: false, into: &found)
    }
    try eachChild(of: value) { search, child throws(PathProblem) in
      try search.descend(rest, from: child, depth: depth + 1, into: &found)
    }
  }

  private mutating func eachChild(
    of value: JSON,
    _ body: (inout PathSearch, JSON) throws(PathProblem) -> Void
  ) throws(PathProblem) {
    switch value {
    case .array(let items):
      for item in items { try body(&self, item) }
    case .object(let members):
      for key in members.keys {
        if let member = members[key] { try body(&self, member) }
      }
    default: break
    }
  }

  /// Python's slices, which Jayway's are where its own are not surprising: negative bounds count from the end.
  private static func bounds(_ from: Int?, _ to: Int?, in items: [JSON]) -> Range<Int> {
    func clamped(_ bound: Int) -> Int {
      min(max(bound < 0 ? items.count + bound : bound, 0), items.count)
    }
    let lower = clamped(from ?? 0)
    return lower..<max(lower, clamped(to ?? items.count))
  }

  mutating func visit() throws(PathProblem) {
    visits += 1
    guard visits <= Self.maximumVisits else { throw .tooMuch }
  }
}
