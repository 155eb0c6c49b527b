internal import Foundation

/// What the operator tells a running server: to stop (SIGTERM, SIGINT), or to read the content again (SIGHUP).
struct Signals: Sendable {
  /// One for each SIGHUP that nobody has taken up yet; several at once are one.
  let reloads: AsyncStream<Void>
  private let stops: AsyncStream<Void>

  /// Takes these signals from now on, as long as the process lives.
  init() {
    let (reloads, reload) = AsyncStream.makeStream(
      of: Void.self,
      bufferingPolicy: .bufferingNewest(1)
    )
    let (stops, stop) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.reloads = reloads
    self.stops = stops
    for (number, continuation) in [(SIGTERM, stop), (SIGINT, stop), (SIGHUP, reload)] {
      // Else it would end the process before the source hears of it.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      // A source that nobody holds hears nothing; the handler holds it.
      source.setEventHandler { withExtendedLifetime(source) { _ = continuation.yield() } }
      source.resume()
    }
  }

  /// Waits for the first signal to stop.
  func untilStop() async { for await _ in stops { return } }
}
