/// What became of taking a work item on, of giving it back or to somebody else.
package enum ClaimOutcome: Sendable, Hashable {
  /// It is the claimer's, now or already, or was and is no more.
  case claimed
  /// It is somebody else's; nobody's, by an empty id, where it should be one's own to give away.
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
