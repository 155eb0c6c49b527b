internal import Synchronization

/// What a turn has said, for somebody who waits for it, but not for ever.
final class HeldReplies: Sendable {
  private let state = Mutex(State.waiting(nil))

  private enum State {
    /// Not there yet; who waits for it, if they have begun to.
    case waiting(CheckedContinuation<[Int]?, Never>?)
    case there([Int])
    /// Nobody waits any more.
    case given
  }

  /// Hands over the outbox's numbers of what was said; gives them back where nobody waits any more.
  func fulfil(_ numbers: [Int]) -> [Int] {
    state.withLock { state in
      switch state {
      case .waiting(let continuation):
        state = continuation == nil ? .there(numbers) : .given
        continuation?.resume(returning: numbers)
        return []
      case .there, .given: return numbers
      }
    }
  }

  /// Waits for them; nil where they do not come in time.
  func value(within time: Duration) async -> [Int]? {
    let alarm = Task {
      try await Task.sleep(for: time)
      self.giveUp()
    }
    defer { alarm.cancel() }
    return await withCheckedContinuation { continuation in
      state.withLock { state in
        switch state {
        case .waiting: state = .waiting(continuation)
        case .there(let numbers):
          state = .given
          continuation.resume(returning: numbers)
        case .given: continuation.resume(returning: nil)
        }
      }
    }
  }

  private func giveUp() {
    state.withLock { state in
      guard case .waiting(let continuation) = state else { return }
      state = .given
      continuation?.resume(returning: nil)
    }
  }
}
