internal import Synchronization

/// The users for whom there may be something to send, each once, in the order in which they came.
final class Mailbox: Sendable {
  private let state = Mutex(State())

  private struct State {
    var users: [String] = []
    var known: Set<String> = []
    /// Whether there may be something for anybody.
    var isForAll = false
    var waker: AsyncStream<Void>.Continuation?
  }

  var isEmpty: Bool { state.withLock(\.users.isEmpty) }

  /// Adds a user and wakes who listens; at no cost where the user is there already.
  func add(_ user: String) {
    let waker = state.withLock { state in
      guard state.known.insert(user).inserted else { return nil as AsyncStream<Void>.Continuation? }
      state.users.append(user)
      return state.waker
    }
    waker?.yield()
  }

  /// Says that there may be something for anybody, and wakes who listens.
  func addAll() {
    state.withLock { state in
      state.isForAll = true
      return state.waker
    }?.yield()
  }

  /// Whether there may be something for anybody; false from then on.
  func takeAll() -> Bool {
    state.withLock { state in
      defer { state.isForAll = false }
      return state.isForAll
    }
  }

  /// Takes out the first users, at most so many.
  func take(_ most: Int) -> [String] {
    state.withLock { state in
      let taken = Array(state.users.prefix(most))
      state.users.removeFirst(taken.count)
      state.known.subtract(taken)
      return taken
    }
  }

  /// What tells that somebody has been added; only the last that was asked for does.
  func wakes() -> AsyncStream<Void> {
    let (stream, waker) = AsyncStream.makeStream(
      of: Void.self,
      bufferingPolicy: .bufferingNewest(1)
    )
    state.withLock { $0.waker = waker }
    return stream
  }

  /// Wakes who listens.
  func wake() { _ = state.withLock(\.waker)?.yield() }
}
