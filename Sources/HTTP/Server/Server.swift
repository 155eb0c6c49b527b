internal import Foundation
internal import Synchronization

/// An HTTP/1.1 server (RFC 9110, RFC 9112).
///
/// It listens from its making until ``stop(within:)``. What is no flawless request is refused before the handler sees
/// it; see ``RequestFault``.
package final class Server: Sendable {
  /// Where it listens.
  package let port: Int
  private let listener: Listener
  private let connections: Connections
  private let daemon: Daemon
  private let watch: Watch
  private let isStopped = Atomic<Bool>(false)

  package init(
    _ settings: ServerSettings,
    handler: any Handler,
    observation: Observation = Observation()
  ) throws(ServerError) {
    listener = try Listener(host: settings.host, port: settings.port)
    port = listener.port
    let scheme: Origin.Scheme = settings.tls == nil ? .http : .https
    guard let host = Host("localhost"), let origin = Origin(scheme, host, port: port) else {
      throw .address(settings.host)
    }
    connections = Connections(settings, at: origin, handler: handler, observation: observation)
    daemon = try Daemon(connections, on: listener)
    watch = Watch(connections)
  }

  deinit { if begin() { end() } }

  /// Stops: no new connections, then the end of what runs, then the end of everything.
  ///
  /// Each answer from now on closes its connection. What has not been answered after `limit` is cancelled and answered
  /// with 503. Returns once the threads have ended. Called again, it does nothing.
  package func stop(within limit: Duration) async {
    guard begin() else { return }
    await connections.waitForEnd(within: limit)
    connections.giveUp()
    // The last answers are on their way; a client that does not take them is not waited for.
    await connections.waitForEnd(within: .milliseconds(500))
    await withCheckedContinuation { continuation in
      // It waits for a thread, which must not block one of the few that tasks run on.
      Thread {
        self.end()
        continuation.resume()
      }.start()
    }
  }

  /// Takes no more connections; false where it has been stopped before.
  private func begin() -> Bool {
    guard !isStopped.exchange(true, ordering: .acquiringAndReleasing) else { return false }
    connections.stop()
    daemon.quiesce()
    listener.end()
    return true
  }

  private func end() {
    connections.giveUp()
    daemon.stop()
    watch.stop()
  }
}
