internal import Ground

/// What a command of the IT staff prints.
struct Answer: Sendable {
  /// The result for people, a line each.
  var lines: [String] = []
  /// The result for machines.
  var json: JSON = .null
  /// A file that is to be written once it is done, by its path.
  var file: (path: String, text: String)?
  /// Why it was not done, in one line; nil where it was.
  var complaint: String?
  /// 0 where it was done, else 1.
  var status: Int32 { complaint == nil ? 0 : 1 }

  /// Prints it, and gives the exit status.
  ///
  /// - Parameter command: the words that a complaint begins with.
  func print(as command: String) -> Int32 {
    for line in lines { Output.line(line) }
    if let complaint { Output.complain("\(command): \(complaint)") }
    return status
  }

  /// The same with the result for machines only, if there is one.
  var forMachines: Answer {
    var answer = self
    answer.lines = json == .null ? [] : [json.text]
    return answer
  }

  /// The same, with a word about it where a list of `count` was cut at `limit`.
  func cut(_ count: Int, at limit: Int) -> Answer {
    var answer = self
    if count == limit { answer.lines.append("only \(limit) are shown; a filter shows the rest") }
    return answer
  }
}
