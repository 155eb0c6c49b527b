internal import Authoring

/// The values of a list entity as `.lu` can hold them: on one line each, synonyms without commas and semicolons.
struct ListValues {
  private(set) var values: [ListValue] = []
  private var indices: [String: Int] = [:]
  private var current: Int?

  /// Starts a value; one that was met before goes on.
  mutating func add(_ raw: String, _ losses: inout Losses, of name: String) {
    var canonical = raw.oneLine
    if canonical.isEmpty {
      losses.report("a value of the list '\(name)' has no name; it is called '_'")
      canonical = "_"
    }
    current = indices[canonical] ?? values.count
    if indices[canonical] == nil {
      indices[canonical] = values.count
      values.append(ListValue(canonical: canonical))
    }
  }

  /// Adds a synonym to the value that was started last.
  mutating func addSynonym(_ raw: String, _ losses: inout Losses, of name: String) {
    guard let last = current else { return }
    let line = raw.oneLine
    // A comma parts synonyms, and a colon at the end starts a value.
    let separated = line.split { $0 == "," || $0 == ";" }.map { String($0).oneLine }
    var synonym = separated.filter { !$0.isEmpty }.joined(separator: " ")
    while synonym.hasSuffix(":") { synonym = String(synonym.dropLast()).oneLine }
    if synonym != line {
      losses.count(
        "a synonym of the list '\(name)' loses its commas and colons, which .lu cannot hold there",
        at: "\"\(line.prefix(60))\""
      )
    }
    if synonym.isEmpty || values[last].synonyms.contains(synonym) { return }
    values[last].synonyms.append(synonym)
  }
}
