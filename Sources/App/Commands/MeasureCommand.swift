internal import Ground
internal import Understanding

/// Measures understanding on open data sets, with the recogniser and the matcher that ship.
struct MeasureCommand: Command {
  static let name = "measure"
  static let usage = "[--data DIR] [--only SET…] [--json]"
  static let summary = "measures understanding on open data sets"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let data = MeasuringData(path: try arguments.option("data"))
    let isJSON = arguments.flag("json")
    let chosen = try measurements(&arguments)
    try arguments.finish()
    var figures: [Figure] = []
    for measurement in chosen {
      Output.complain("measuring \(measurement.name) …")
      do {
        figures += try await measurement.figures(data)
      } catch {
        figures.append(Figure(set: measurement.name, what: "–", value: nil, note: "\(error)"))
      }
    }
    if isJSON {
      Output.line(JSON.array(figures.map(\.json)).prettyText)
    } else {
      Output.line(MarkdownTable.text([Figure.heads] + figures.map(\.cells)))
    }
    return figures.contains { $0.standing == .missed || $0.value == nil } ? 1 : 0
  }

  /// Those that `--only` names, once or several times, with commas or as the words that follow; all without it.
  private static func measurements(
    _ arguments: inout Arguments
  ) throws(UsageError) -> [Measurement] {
    var names: [String] = []
    while let value = try arguments.option("only") {
      names += value.split(separator: ",").map(String.init)
    }
    let others = arguments.operands()
    if names.isEmpty, let stray = others.first { throw UsageError("unknown argument '\(stray)'") }
    names += others
    let known = Measurement.all
    if let name = names.first(where: { name in !known.contains { $0.name == name } }) {
      let all = known.map(\.name).joined(separator: ", ")
      throw UsageError("no set '\(name)' to measure; there are \(all)")
    }
    return names.isEmpty ? known : known.filter { names.contains($0.name) }
  }
}
