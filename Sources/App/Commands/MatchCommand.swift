internal import Ground
internal import Understanding

/// Ranks the pairs of a table for every line of stdin; the contract other programs measure the matcher by.
struct MatchCommand: Command {
  static let name = "match"
  static let usage = "--faq FAQ.tsv"
  static let summary = "ranks the questions of a table for every line of stdin"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    guard let path = try arguments.option("faq") else { throw UsageError("--faq is missing") }
    try arguments.finish()
    let table = PairTable(path: path)
    guard table.faults.isEmpty else {
      for fault in table.faults.prefix(20) { Output.complain(fault) }
      return 1
    }
    let matcher = AnswerMatcher(pairs: table.pairs)
    for line in LineReader() { Output.line(json(matcher.match(line, limit: 10), of: line).text) }
    return 0
  }

  private static func json(_ matches: [Match], of text: String) -> JSON {
    let ranking = matches.map { match -> JSON in
      ["id": .string(match.id), "confidence": .double(match.confidence)]
    }
    return ["text": .string(text), "ranking": .array(ranking)]
  }
}
