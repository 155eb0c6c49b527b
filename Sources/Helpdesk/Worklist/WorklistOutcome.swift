/// What became of taking a work item on.
package enum ClaimOutcome: Sendable, Hashable {
  /// It is the claimer's, now or already.
  case claimed
  /// Somebody else was first.
  case taken(by: String)
  /// There is nothing left to do.
  case finished(WorkItem.Status)
  /// Nothing has that number.
  case missing
}

/// What became of calling a work item done.
package enum FinishOutcome: Sendable, Hashable {
  case done(Waiter)
  /// It was done or cancelled before.
  case finished(WorkItem.Status)
  /// Nothing has that number.
  case missing

  /// The flow that waits for an item.
  package enum Waiter: Sendable, Hashable {
    /// No flow waits for it.
    case none
    /// The flow has its answer.
    case answered
    /// The flow went on without it before.
    case gone
  }
}
