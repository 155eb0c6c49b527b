internal import Ground

extension Inspection {
  /// The errors that the language itself names; other names must not begin as these do.
  private static let errorNames: Set<String> = [
    "States.ALL", "States.HeartbeatTimeout", "States.Timeout", "States.TaskFailed",
    "States.Permissions", "States.ResultPathMatchFailure", "States.ParameterPathFailure",
    "States.BranchFailed", "States.NoChoiceMatched", "States.IntrinsicFailure",
    "States.ExceedToleratedFailureThreshold", "States.ItemReaderFailed",
    "States.ResultWriterFailed", "States.QueryEvaluationError", "States.Runtime",
    "States.DataLimitExceeded",
  ]

  /// Checks `Retry` and `Catch`, and the name that a Fail state gives.
  mutating func checkErrorRules(of state: Node) {
    for retrier in state["Retry"]?.items ?? [] {
      if check(retrier, against: .retrier) { checkDelays(of: retrier) }
    }
    for catcher in state["Catch"]?.items ?? [] { _ = check(catcher, against: .catcher) }
    for field in ["Retry", "Catch"] {
      let rules = state[field]?.items ?? []
      for (index, rule) in rules.enumerated() {
        checkErrors(of: rule, isLast: index == rules.count - 1)
      }
    }
    if let error = state["Error"] { checkErrorName(error) }
  }

  private mutating func checkDelays(of retrier: Node) {
    guard let most = retrier["MaxDelaySeconds"], let longest = most.value.int else { return }
    let first = retrier["IntervalSeconds"]?.value.int ?? 1
    if longest <= first {
      report(
        "out-of-range",
        most,
        "the longest delay must be longer than the first, which is \(first) s"
      )
    }
  }

  private mutating func checkErrors(of rule: Node, isLast: Bool) {
    guard let errors = rule["ErrorEquals"], errors.value.array != nil else { return }
    if errors.items.isEmpty {
      report("error-name", errors, "there must be at least one error name")
    }
    for error in errors.items {
      guard error.value.string != nil else {
        report("wrong-type", error, "an error name is a string, not \(error.value.kind)")
        continue
      }
      checkErrorName(error)
      guard error.value == "States.ALL" else { continue }
      if errors.items.count > 1 {
        report("error-name", error, "'States.ALL' stands alone: it matches the others too")
      } else if !isLast {
        report("error-name", error, "'States.ALL' comes last: nothing after it is looked at")
      }
    }
  }

  private mutating func checkErrorName(_ node: Node) {
    guard let name = node.value.string, name.hasPrefix("States."),
      !Self.errorNames.contains(name)
    else { return }
    let near = Resemblance.nearest(to: name, among: Self.errorNames)
    report(
      "error-name",
      node,
      "there is no error \(name.quoted)",
      hint: near.map { "did you mean '\($0)'?" } ?? "names of your own do not begin with 'States.'"
    )
  }
}
