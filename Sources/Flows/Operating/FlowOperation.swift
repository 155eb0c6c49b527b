/// What somebody can do to executions.
package enum FlowOperation: String, Sendable, CaseIterable {
  /// Nothing goes on by itself, here and in all that is part of it; answers that come in are kept.
  case pause
  /// What was paused goes on, here and in all that is part of it; what came due meanwhile happens now.
  case resume
  /// What has failed, timed out or was cancelled goes on in the state where it ended, in the same visit of it and so
  /// with the same idempotency key, and with all its retries anew.
  ///
  /// A Map or Parallel state keeps the children that succeeded, reopens the others and waits for them again. A child
  /// whose parent has failed because of it reopens the parent.
  case retry
  /// It ends, with all that is part of it; what it is part of is told a failure `Rakel.Cancelled`.
  case cancel
  /// It goes on by the flow's present definition, with all that is part of it, where its history is the same by that.
  case migrate

  /// The statuses in which it can be done.
  package var statuses: Set<Execution.Status> {
    switch self {
    case .pause: [.running, .queued]
    case .resume: [.paused]
    case .retry: [.failed, .timedOut, .cancelled]
    case .cancel: [.running, .queued, .paused]
    case .migrate: [.running, .queued, .paused, .failed, .timedOut, .cancelled]
    }
  }
}
