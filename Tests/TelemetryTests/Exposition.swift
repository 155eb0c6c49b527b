import Testing

/// Reads Prometheus' text format 0.0.4 and refuses what its grammar does not have.
struct Exposition {
  /// The value of each sample, by its name and labels as they stand.
  private(set) var values: [String: Double] = [:]
  private var types: [String: String] = [:]
  /// The family of the lines before; each has one block.
  private var family = ""

  struct Fault: Error { var line: String }

  init(strict text: String) throws {
    guard text.isEmpty || text.hasSuffix("\n") else { throw Fault(line: "no last line end") }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      let line = String(line)
      guard line.hasPrefix("#") ? header(line) : sample(line) else { throw Fault(line: line) }
    }
    try checkHistograms()
  }

  private mutating func header(_ line: String) -> Bool {
    if let match = line.wholeMatch(of: /# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (([^\\]|\\\\|\\n)*)/) {
      family = String(match.1)
      return types[family] == nil
    }
    guard
      let match = line.wholeMatch(of: /# TYPE ([a-zA-Z_:]\w*) (counter|gauge|histogram)/),
      match.1 == family
    else { return false }
    return types.updateValue(String(match.2), forKey: family) == nil
  }

  private mutating func sample(_ line: String) -> Bool {
    let name = /([a-zA-Z_:][a-zA-Z0-9_:]*)/
    let label = /[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*"/
    guard let found = line.prefixMatch(of: name) else { return false }
    let suffixes = types[family] == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
    guard suffixes.contains(where: { family + $0 == found.1 }) else { return false }
    var rest = line[found.range.upperBound...]
    if rest.hasPrefix("{") {
      var names: [Substring] = []
      repeat {
        rest = rest.dropFirst()
        guard let match = rest.prefixMatch(of: label) else { return false }
        names.append(match.0.prefix { $0 != "=" })
        rest = rest[match.range.upperBound...]
      } while rest.hasPrefix(",")
      guard rest.hasPrefix("}"), Set(names).count == names.count else { return false }
      rest = rest.dropFirst()
    }
    let key = String(line[..<rest.startIndex])
    guard rest.hasPrefix(" "), let value = Self.number(rest.dropFirst()) else { return false }
    return values.updateValue(value, forKey: key) == nil
  }

  private static func number(_ text: Substring) -> Double? {
    switch text {
    case "+Inf": .infinity
    case "-Inf": -.infinity
    case "NaN": .nan
    default: text.wholeMatch(of: /-?[0-9.]+(e[+-]?[0-9]+)?/).flatMap { Double($0.0) }
    }
  }

  /// Buckets never fall, and the last of them is the count.
  private func checkHistograms() throws {
    for (name, _) in types where types[name] == "histogram" {
      for (key, count) in values where key.hasPrefix("\(name)_count") {
        let labels = key.dropFirst("\(name)_count".count)
        let start = "\(name)_bucket" + (labels.isEmpty ? "{" : labels.dropLast() + ",")
        let buckets = values.filter { $0.key.hasPrefix("\(start)le=") }
        let rising = buckets.values.sorted()
        #expect(buckets.count > 1 && rising.last == count, "\(key)")
        #expect(values["\(start)le=\"+Inf\"}"] == count, "\(key)")
      }
    }
  }
}
