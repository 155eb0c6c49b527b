/// Why an operation was not done; nothing has changed.
package enum FlowRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  case missing
  /// It cannot be done in that status.
  case status(Execution.Status)
  /// What it was part of has gone on without it.
  case leftBehind
  /// It goes with the run of that name, and not by itself.
  case part(of: String)
  /// There is no such flow any more, or the definition is of another.
  case otherFlow(String)
  /// It goes by that definition already.
  case current
  case difference(FlowDifference)
  /// What is stored of it cannot be read.
  case unreadable

  package var description: String {
    switch self {
    case .missing: "there is no such execution"
    case .status(let status): "it is \(status.words)"
    case .leftBehind: "what it was part of has gone on without it"
    case .part(let run): "it goes with its run '\(run)'"
    case .otherFlow(let flow): "there is no definition of the flow '\(flow)'"
    case .current: "it goes by that definition already"
    case .difference(let difference): "\(difference)"
    case .unreadable: "what is stored of it cannot be read"
    }
  }
}
