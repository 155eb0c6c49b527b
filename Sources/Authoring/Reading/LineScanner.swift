/// The braces and escapes of a list item, found in one pass each.
struct LineScanner {
  private let units: CodeUnits
  /// The last `}` that follows another `}` with no brace between: where the longest label may end.
  private let lastDouble: Int
  /// For the search of the next brace.
  private let nextBrace: [Int32]

  init(_ units: CodeUnits) {
    self.units = units
    var lastDouble = -1
    var previous: UInt16 = 0
    var next = [Int32](repeating: Int32(clamping: units.count), count: units.count + 1)
    for (index, unit) in units.enumerated() where unit == Unit.openBrace || unit == Unit.closeBrace
    {
      if unit == Unit.closeBrace && previous == Unit.closeBrace { lastDouble = index }
      previous = unit
    }
    for index in units.indices.reversed() {
      let isBrace = units[index] == Unit.openBrace || units[index] == Unit.closeBrace
      next[index] = isBrace ? Int32(clamping: index) : next[index + 1]
    }
    self.lastDouble = lastDouble
    nextBrace = next
  }

  /// The end of the label or labels that start with the brace at `start`; nil where none does.
  ///
  /// The grammar takes the longest stretch that starts with `{`, ends with `}` and holds braces only in groups
  /// `{…}`, whose inside may be anything. That is: up to the next brace where that closes, else up to the last
  /// `}` of the line that closes a second time.
  func labelEnd(from start: Int) -> Int? {
    let next = Int(nextBrace[start + 1])
    guard next < units.count else { return nil }
    if units[next] == Unit.closeBrace { return next + 1 }
    return lastDouble > next ? lastDouble + 1 : nil
  }

  /// Where the first label or escape of the line starts.
  static func firstSpecial(_ units: CodeUnits) -> Int? {
    guard units.contains(where: { $0 == Unit.openBrace || $0 == Unit.backslash }) else {
      return nil
    }
    let scanner = LineScanner(units)
    return units.indices.first { index in
      units[index] == Unit.backslash
        || (units[index] == Unit.openBrace && scanner.labelEnd(from: index) != nil)
    }
  }
}
