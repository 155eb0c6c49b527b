/// Whether a row is taken, by one of its columns.
struct FleetRowFilter {
  private let index: Int
  private let globs: [Glob]
  private let takesMatches: Bool
  /// Few words stand on many rows, and trying patterns takes longer than finding a word.
  private var verdicts: [String: Bool] = [:]

  static func all(of mapping: FleetMapping, headings: [String]) -> [FleetRowFilter] {
    func filters(_ patterns: [String: [Glob]], _ takesMatches: Bool) -> [FleetRowFilter] {
      patterns.compactMap { heading, globs in
        headings.firstIndex(of: heading.lowercased()).map {
          FleetRowFilter(index: $0, globs: globs, takesMatches: takesMatches)
        }
      }
    }
    return filters(mapping.only, true) + filters(mapping.except, false)
  }

  private init(index: Int, globs: [Glob], takesMatches: Bool) {
    (self.index, self.globs, self.takesMatches) = (index, globs, takesMatches)
  }

  mutating func takes(_ record: CSVRecord) -> Bool {
    let word = record.text(index) ?? ""
    if let known = verdicts[word] { return known }
    let trimmed = word.trimmed
    let verdict = globs.contains { $0.matches(trimmed) } == takesMatches
    if verdicts.count < 1_000 { verdicts[word] = verdict }
    return verdict
  }
}
