/// One step of a path.
enum Segment: Sendable {
  /// `.name`, `['name']`
  case name(String)
  /// `['a','b']`
  case names([String])
  /// `[3]`, `[-1]`
  case index(Int)
  /// `[0,2]`
  case indices([Int])
  /// `[1:3]`, either side may be missing.
  case slice(from: Int?, to: Int?)
  /// `.*`, `[*]`
  case all
  /// `..`: the rest of the path applies to the value and to everything below it.
  case descendants
  /// `[?(…)]`
  case filter(Filter)

  /// Whether the step leads to one place at most.
  ///
  /// Several names at the end of a path pick one object with those members (Jayway).
  func isDefinite(asLast isLast: Bool) -> Bool {
    switch self {
    case .name, .index: true
    case .names: isLast
    case .indices, .slice, .all, .descendants, .filter: false
    }
  }
}
