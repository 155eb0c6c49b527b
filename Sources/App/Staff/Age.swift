internal import Foundation

/// How long something has lasted, in the words and in the letters of the command line.
struct Age {
  let seconds: Double

  init(_ seconds: Double) { self.seconds = seconds }

  /// The age at `now` of what began at `start`; negative for what is still to come.
  init(of start: Date, at now: Date) { self.init(now.timeIntervalSince(start)) }

  /// Reads `90m`, `36h`, `3d` or `2w`: a whole number of at most five digits and a unit.
  init?(_ text: String) {
    let digits = text.dropLast()
    guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let count = Double(digits), let unit = text.last, let length = Self.letters[unit]
    else { return nil }
    self.init(count * length)
  }

  private static let letters: [Character: Double] = [
    "m": 60, "h": 3_600, "d": 86_400, "w": 604_800,
  ]

  /// The largest unit that leaves a number people grasp at once: `3 days`.
  var words: String {
    let units: [(name: String, length: Double, fewest: Double)] = [
      ("year", 31_556_952, 2), ("month", 2_629_746, 2), ("week", 604_800, 2), ("day", 86_400, 2),
      ("hour", 3_600, 1), ("minute", 60, 1),
    ]
    for unit in units where abs(seconds) >= unit.fewest * unit.length {
      let count = Int(abs(seconds) / unit.length)
      return "\(count) \(unit.name)\(count == 1 ? "" : "s")"
    }
    return "now"
  }

  /// When something is due, by its negative age: `in 3 days`, `2 hours late`.
  var dueWords: String {
    if words == "now" { return words }
    return seconds < 0 ? "in \(words)" : "\(words) late"
  }
}

extension Arguments {
  /// Takes `--name AGE` away and gives the moment that was so long ago; nil where it was not there.
  mutating func moment(_ name: String, before now: Date) throws(UsageError) -> Date? {
    guard let text = try option(name) else { return nil }
    guard let age = Age(text) else {
      throw UsageError("--\(name) needs a number and a unit: 90m, 36h, 3d or 2w")
    }
    return now.addingTimeInterval(-age.seconds)
  }

  /// Takes `--status WORD` away and gives the statuses meant, `all` for every one; nil where it was not there.
  mutating func statuses<Status: RawRepresentable<String> & CaseIterable & Hashable>()
    throws(UsageError) -> Set<Status>?
  {
    guard let word = try option("status") else { return nil }
    if word == "all" { return Set(Status.allCases) }
    guard let status = Status(rawValue: word) else {
      let words = Status.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError("--status needs one of \(words) or all")
    }
    return [status]
  }

  /// Takes the operands away: the word for what to do, and what comes after it.
  mutating func verb(of verbs: String...) throws(UsageError) -> (word: String, rest: [String]) {
    let words = operands()
    guard let word = words.first, verbs.contains(word) else {
      throw UsageError("say one of \(verbs.joined(separator: ", "))")
    }
    return (word, Array(words.dropFirst()))
  }
}
