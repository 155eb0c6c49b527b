internal import Synchronization

/// Lets so many through at once; the others wait for their turn, first come, first served.
///
/// Whoever waits cannot be cancelled meanwhile, so what is done inside must end by itself.
final class Gate: Sendable {
  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
    /// How many of those waiting have been let through.
    var served = 0
  }

  private let state: Mutex<State>

  init(_ places: Int) { state = Mutex(State(free: max(1, places))) }

  func enter() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.served < state.waiting.count else {
        state.free += 1
        return nil
      }
      let next = state.waiting[state.served]
      state.served += 1
      if state.served == state.waiting.count { (state.waiting, state.served) = ([], 0) }
      return next
    }
    next?.resume()
  }
}
