internal import Synchronization

/// Something that is still in the making, for somebody who waits for it, but not for ever.
final class Promise<Value: Sendable>: Sendable {
  private let state = Mutex(State.waiting(nil))

  private enum State {
    /// Not there yet; who waits for it, if they have begun to.
    case waiting(CheckedContinuation<Value?, Never>?)
    case there(Value)
    /// Nobody waits any more.
    case given
  }

  /// Hands it over; false where nobody waits any more.
  @discardableResult
  func fulfil(_ value: Value) -> Bool {
    state.withLock { state in
      switch state {
      case .waiting(let continuation):
        state = continuation == nil ? .there(value) : .given
        continuation?.resume(returning: value)
        return true
      case .there, .given: return false
      }
    }
  }

  /// Waits for it; nil where it does not come in time.
  func value(within time: Duration) async -> Value? {
    let alarm = Task {
      try await Task.sleep(for: time)
      self.giveUp()
    }
    defer { alarm.cancel() }
    return await withCheckedContinuation { continuation in
      state.withLock { state in
        switch state {
        case .waiting: state = .waiting(continuation)
        case .there(let value):
          state = .given
          continuation.resume(returning: value)
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
