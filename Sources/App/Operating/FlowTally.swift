internal import Flows
internal import Ground

/// To how many executions something was done, and to which not.
struct FlowTally: Sendable {
  var changed = 0
  var refused: [(name: String, refusal: FlowRefusal)] = []

  /// The tally for people and machines; `done` is what was done in one word, such as `paused`.
  func answer(_ done: String) -> Answer {
    var lines = ["\(done) \(changed) execution\(changed == 1 ? "" : "s")"]
    lines += refused.prefix(100).map { AlignedTable.printable("\($0.name): \($0.refusal)") }
    if refused.count > 100 { lines.append("… and \(refused.count - 100) more") }
    return Answer(
      lines: changed == 0 && !refused.isEmpty ? Array(lines.dropFirst()) : lines,
      json: [
        "changed": .integer(changed),
        "refused": .array(
          refused.map { ["name": .string($0.name), "reason": .string("\($0.refusal)")] }
        ),
      ],
      complaint: refused.isEmpty
        ? nil : "\(refused.count) of \(changed + refused.count) could not be \(done)"
    )
  }
}
