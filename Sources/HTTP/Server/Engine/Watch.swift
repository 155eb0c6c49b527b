internal import Foundation
internal import Synchronization

/// The thread that sees to it that nobody takes too long, and that nobody works for clients that are gone.
final class Watch: Sendable {
  private let connections: Connections
  private let isStopping = Atomic<Bool>(false)
  private let wake = DispatchSemaphore(value: 0)
  /// How often it looks.
  private let pause: Duration

  init(_ connections: Connections) {
    self.connections = connections
    let limits = connections.settings.limits
    let shortest = min(limits.request, limits.idle)
    pause = max(.milliseconds(5), min(.milliseconds(200), shortest / 8))
    let thread = Thread { [self] in run() }
    thread.name = "rakel.watch"
    thread.stackSize = 512 << 10
    thread.start()
  }

  /// `POLLRDHUP`, which glibc shows to those only who ask for its extensions.
  private static let readingEnd: Int16 = 0x2000

  func stop() {
    isStopping.store(true, ordering: .relaxed)
    wake.signal()
  }

  private func run() {
    let pause = DispatchTimeInterval.microseconds(Int(pause / .microseconds(1)))
    while !isStopping.load(ordering: .relaxed) {
      connections.expire(at: .now)
      cancelAbandoned()
      _ = wake.wait(timeout: .now() + pause)
    }
  }

  /// Cancels what is handled for clients that have closed.
  ///
  /// libmicrohttpd does not look at suspended connections. One whose client has ended its own sending only is taken for
  /// closed as well, as most servers do, for nobody can tell; but the answer is sent.
  private func cancelAbandoned() {
    let handled = connections.handled
    guard !handled.isEmpty else { return }
    let hangUp = Self.readingEnd | Int16(POLLHUP | POLLERR)
    var polls = handled.map { pollfd(fd: $0.descriptor, events: Self.readingEnd, revents: 0) }
    guard unsafe poll(&polls, nfds_t(polls.count), 0) > 0 else { return }
    // A descriptor may have become another connection's by now; its call has been answered then.
    for (poll, handled) in zip(polls, handled) where poll.revents & hangUp != 0 {
      handled.call.cancel()
    }
  }
}
