internal import Foundation
internal import Synchronization
internal import Telemetry

/// One connection, as it is watched over.
///
/// libmicrohttpd knows a limit for inactivity only, so a client that sends a byte now and then would stay for ever.
/// Here every phase has an end. The descriptor belongs to libmicrohttpd; it is used under the lock, and forgotten before
/// it is closed, so that never another connection's is hit.
final class Link: Sendable {
  let address: NetworkAddress
  /// Whether it is encrypted.
  let isSecure: Bool
  private let state: Mutex<State>

  /// What the connection is at.
  enum Phase {
    /// Accepted; the first line of a request is not there yet.
    case fresh
    /// The first line is there, the rest not.
    case receiving
    case handling(Call)
    /// The answer is on its way out.
    case answering
    /// Answered; the next request may come.
    case idle
  }

  private struct State {
    /// Nil once it is closed.
    var descriptor: Int32?
    var phase = Phase.fresh
    /// When the phase began; for handling, when the request did.
    var since = ContinuousClock.now
    var lingers = false
    var known: (host: String, origin: Origin)?
    var isCut = false
  }

  init(descriptor: Int32, address: NetworkAddress, isSecure: Bool) {
    self.address = address
    self.isSecure = isSecure
    state = Mutex(State(descriptor: descriptor))
  }

  /// The origin of the request before, which most have in common, and the `Host` that it was read from.
  var known: (host: String, origin: Origin)? {
    get { state.withLock(\.known) }
    set { state.withLock { $0.known = newValue } }
  }

  func enter(_ phase: Phase) {
    state.withLock { state in
      state.phase = phase
      // Reading and handling a request share its time.
      if case .handling = phase { return }
      state.since = .now
    }
  }

  /// What is handled, and the descriptor to see on whether somebody still waits for it.
  var handled: (call: Call, descriptor: Int32)? {
    state.withLock { state in
      guard case .handling(let call) = state.phase, let descriptor = state.descriptor else {
        return nil
      }
      return (call, descriptor)
    }
  }

  /// Ends what has taken too long; tells what it was.
  func expire(_ limits: ServerLimits, at now: ContinuousClock.Instant) -> Word? {
    let late: (word: Word, call: Call?)? = state.withLock { state in
      let age = state.since.duration(to: now)
      guard !state.isCut else { return nil }
      switch state.phase {
      case .handling(let call): return age > limits.request ? ("handling", call) : nil
      case .fresh where age > limits.request: return ("silent", nil)
      case .idle where age > limits.idle: return ("idle", nil)
      case .answering where age > limits.request: return ("reading", nil)
      case .receiving where age > limits.request:
        answer(.requestTimeout, in: state)
        return ("sending", nil)
      default: return nil
      }
    }
    guard let late else { return nil }
    if let call = late.call {
      return call.giveUp() ? late.word : nil
    }
    cut()
    return late.word
  }

  /// Answers over libmicrohttpd's head, which takes no answer while a body is coming in.
  ///
  /// Nothing else has been sent for the request then. Over an encrypted connection nothing is said.
  func answer(_ status: Status) { state.withLock { answer(status, in: $0) } }

  private func answer(_ status: Status, in state: State) {
    guard !isSecure, let descriptor = state.descriptor else { return }
    let text = "HTTP/1.1 \(status) \r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    // A client that does not take these few bytes gets none.
    _ = unsafe send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
  }

  /// Lets libmicrohttpd find the connection ended.
  func cut() {
    state.withLock { state in
      state.isCut = true
      if let descriptor = state.descriptor { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }

  /// Lets the client read the answer before it learns that the connection is closed; see ``Lingering``.
  func linger() { state.withLock { $0.lingers = true } }

  /// Forgets the descriptor, which is about to be closed; gives another for the same connection where it lingers.
  func close() -> Lingering? {
    state.withLock { state in
      defer { state.descriptor = nil }
      guard state.lingers, let descriptor = state.descriptor else { return nil }
      return Lingering(of: descriptor)
    }
  }
}
