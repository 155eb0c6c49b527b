internal import Foundation

/// A connection that has been answered in the middle of a request, and waits for the client to notice (RFC 9112 §9.6).
///
/// A system that closes a connection on which something unread has come says so with a reset, and that makes the client
/// lose the answer. So what still comes is dropped for a while, without copying it.
final class Lingering: Sendable {
  private let descriptor: Int32
  private let end = ContinuousClock.now + .seconds(2)

  /// Nil where the system has no descriptor left.
  init?(of other: Int32) {
    descriptor = fcntl(other, F_DUPFD_CLOEXEC, 0)
    guard descriptor >= 0 else { return nil }
    shutdown(descriptor, Int32(SHUT_WR))
  }

  deinit { close(descriptor) }

  /// Drops what has come; false once the client has closed, or had time enough.
  func drop(at now: ContinuousClock.Instant) -> Bool {
    // At most sixteen megabytes at a time, so that a fast client keeps nobody waiting.
    for _ in 0..<16 {
      let count = recv(descriptor, nil, 1 << 20, Int32(MSG_TRUNC) | Int32(MSG_DONTWAIT))
      if count == 0 || (count < 0 && errno != EAGAIN) { return false }
      if count < 0 { break }
    }
    return now < end
  }
}
