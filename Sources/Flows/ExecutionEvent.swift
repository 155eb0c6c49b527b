package import Ground
internal import StatesLanguage

/// One thing that happened to an execution; its history is the list of them, only ever added to.
package struct ExecutionEvent: Sendable, Hashable {
  /// Its place in the history, from 1.
  package var number: Int
  /// Milliseconds since 1970.
  package var time: Int
  package var kind: Kind
  /// The name of the state that it happened in.
  package var state: String
  /// What belongs to it, by kind; `.null` for nothing.
  package var data: JSON

  /// What may happen.
  package enum Kind: String, Sendable, CaseIterable {
    case started, entered
    /// A Wait state began; `seconds` it lasts.
    case waited
    /// A connector was called outside.
    case called
    /// A task came to its `result`.
    case done
    /// A task, or what it waited for, failed: `error`, `cause`.
    case broke
    /// A task waits for somebody who has its token.
    case asked
    /// Children began: `count`.
    case forked
    /// The children are through.
    case joined
    /// It is tried again after `seconds`, because of `error`.
    case retried
    /// A Catch led on, because of `error`.
    case caught
    case succeeded
    case failed, timedOut
    case cancelled, paused, resumed
    /// Somebody had it try again after it had failed.
    case reopened
    /// It goes on by another definition.
    case migrated
    /// Somebody took back the answer in the event of number `event`, and gave another.
    case revised
  }

  /// What happens to a run as it is started.
  static func first(of run: Execution) -> [ExecutionEvent] {
    [
      ExecutionEvent(number: 1, time: run.started, kind: .started, state: "", data: .null),
      .entered(run.cursor.state, number: 2, at: run.started),
    ]
  }

  static func entered(_ state: String, number: Int, at time: Int) -> ExecutionEvent {
    ExecutionEvent(number: number, time: time, kind: .entered, state: state, data: .null)
  }
}
