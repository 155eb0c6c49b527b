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
      guard let place = Self.place(path.segments, from: start) else { throw .missing }
      value = place
    } else {
      var found: [JSON] = []
      try collect(path.segments[...], from: start, into: &found)
      value = .array(found)
    }
    if let function = path.function { value = try function.applied(to: value) }
    return value
  }

  /// The value at the one place that definite steps lead to; nil where there is none.
  static func place(_ segments: [Segment], from start: JSON) -> JSON? {
    var value = start
    for segment in segments {
      switch (segment, value) {
      case (.name(let name), .object(let members)):
        guard let member = members[name] else { return nil }
        value = member
      case (.index(let index), .array(let items)):
        let position = index < 0 ? items.count + index : index
        guard items.indices.contains(position) else { return nil }
        value = items[position]
      case (.names(let names), .object(let members)):
        value = .object(selecting(names, from: members))
      default: return nil
      }
    }
    return value
  }

  private static func selecting(_ names: [String], from members: JSONObject) -> JSONObject {
    var selected = JSONObject()
    for name in names { selected[name] = members[name] }
    return selected
  }

  /// What is missing on the way selects nothing, also before the path branches (so AWS).
  private mutating func collect(
    _ segments: ArraySlice<Segment>,
    from value: JSON,
    into found: inout [JSON]
  ) throws(PathProblem) {
    try visit()
    guard let segment = segments.first else { return found.append(value) }
    let rest = segments.dropFirst()
    switch (segment, value) {
    case (.name(let name), .object(let members)):
      guard let member = members[name] else { return }
      try collect(rest, from: member, into: &found)
    case (.names(let names), .object(let members)):
      if rest.isEmpty {
        let selected = Self.selecting(names, from: members)
        if selected.count > 0 { found.append(.object(selected)) }
        return
      }
      for name in names {
        guard let member = members[name] else { continue }
        try collect(rest, from: member, into: &found)
      }
    case (.index(let index), .array(let items)):
      try collect(rest, from: items, at: [index], into: &found)
    case (.indices(let indices), .array(let items)):
      try collect(rest, from: items, at: indices, into: &found)
    case (.slice(let from, let to), .array(let items)):
      for index in Self.bounds(from, to, in: items) {
        try collect(rest, from: items[index], into: &found)
      }
    case (.all, _):
      try eachChild(of: value) { search, child throws(PathProblem) in
        try search.collect(rest, from: child, into: &found)
      }
    case (.descendants, _): try descend(rest, from: value, depth: 0, into: &found)
    case (.filter(let filter), .object):
      guard try holds(filter, for: value) else { return }
      try collect(rest, from: value, into: &found)
    case (.filter(let filter), .array(let items)):
      for item in items where try holds(filter, for: item) {
        try collect(rest, from: item, into: &found)
      }
    default: break
    }
  }

  private mutating func collect(
    _ rest: ArraySlice<Segment>,
    from items: [JSON],
    at indices: [Int],
    into found: inout [JSON]
  ) throws(PathProblem) {
    for index in indices {
      let position = index < 0 ? items.count + index : index
      guard items.indices.contains(position) else { continue }
      try collect(rest, from: items[position], into: &found)
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
        try collect(rest.dropFirst(), from: item, into: &found)
      }
    } else {
      try collect(rest, from: value, into: &found)
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
      for (_, member) in members { try body(&self, member) }
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

  mutating func visit(times: Int = 1) throws(PathProblem) {
    visits += times
    guard visits <= Self.maximumVisits else { throw .tooMuch }
  }
}
