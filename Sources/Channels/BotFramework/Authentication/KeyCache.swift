package import Crypto
package import Foundation
package import Ground
package import HTTP
internal import Synchronization

/// The keys of one issuer, fetched once for everybody who waits for them.
///
/// Keys count for 24 hours. One that is not among them has them fetched anew, at most once an hour, whatever tokens
/// strangers make up. Where the issuer cannot be reached the old keys go on for five days, and it is asked again after 10
/// seconds, then ever less often, down to once in five minutes; nobody waits for that.
package final class KeyCache: Sendable {
  private let source: KeySource
  private let transport: any Transport
  private let time: any TimeSource
  private let state = Mutex(State())

  private struct State {
    var shelf = KeyShelf()
    /// The one fetch that is under way.
    var running: Task<Void, Never>?
  }

  private enum Step {
    case use(KeySet.Key)
    case wait(Task<Void, Never>)
    case refuse
  }

  package init(_ source: KeySource, transport: any Transport, time: any TimeSource) {
    self.source = source
    self.transport = transport
    self.time = time
  }

  /// The key of that name.
  ///
  /// - Throws: ``TokenRefusal/Reason/unknownKey``, or ``TokenRefusal/Reason/keysUnavailable`` where no keys could be had.
  package func key(_ id: String) async throws(TokenRefusal) -> KeySet.Key {
    switch step(for: id) {
    case .use(let key): return key
    case .wait(let task): await task.value
    case .refuse: break
    }
    // Whatever came of it, nobody fetches twice for one token.
    let shelf = state.withLock(\.shelf)
    return try shelf.find(id, at: time.now())
  }

  /// How the keys are, for whoever operates this.
  package var keyState: KeyState { state.withLock(\.shelf.state) }

  private func step(for id: String) -> Step {
    let now = time.now()
    return state.withLock { state in
      switch state.shelf.advice(on: id, at: now) {
      case .use(let key): return .use(key)
      case .useAndFetch(let key):
        _ = fetching(&state)
        return .use(key)
      case .fetch(let isForUnknown):
        if isForUnknown, state.running == nil { state.shelf.noteUnknown(at: now) }
        return .wait(fetching(&state))
      case .refuse: return .refuse
      }
    }
  }

  /// The fetch that is under way; begins it where there is none.
  ///
  /// A task of its own, so that a request that is given up takes nothing from those who wait with it.
  private func fetching(_ state: inout State) -> Task<Void, Never> {
    if let running = state.running { return running }
    let task = Task {
      let outcome: Result<KeySet, KeyFault>
      do throws(KeyFault) {
        outcome = .success(try await source.fetch(by: transport))
      } catch {
        outcome = .failure(error)
      }
      finish(outcome)
    }
    state.running = task
    return task
  }

  private func finish(_ outcome: Result<KeySet, KeyFault>) {
    let now = time.now()
    state.withLock { state in
      state.shelf.put(outcome, at: now)
      state.running = nil
    }
  }
}

/// How the keys of an issuer are.
package struct KeyState: Sendable, Hashable {
  /// How many there are; 0 before the first fetch.
  package let count: Int
  /// When they were fetched.
  package let fetched: Date?
  /// How often fetching has failed since then.
  package let failures: Int
  /// Why it failed last; nil once it has gone well.
  package let fault: KeyFault?
}
