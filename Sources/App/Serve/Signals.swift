internal import Foundation

/// What the operator tells a running server: to stop (SIGTERM, SIGINT), or to read the content again (SIGHUP).
struct Signals: Sendable {
  /// One for each SIGHUP that nobody has taken up yet; several at once are one.
  let reloads: AsyncStream<Void>
  private let stops: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal & Sendable]

  /// Takes these signals from now on, and as long as this is kept.
  init() {
    let (reloads, reload) = AsyncStream.makeStream(
      of: Void.self,
      bufferingPolicy: .bufferingNewest(1)
    )
    let (stops, stop) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.reloads = reloads
    self.stops = stops
    sources = [(SIGTERM, stop), (SIGINT, stop), (SIGHUP, reload)].map { number, continuation in
      // Else it would end the process before the source hears of it.
      unsafe signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      source.resume()
      return source
    }
  }

  /// Waits for the first signal to stop.
  func untilStop() async { for await _ in stops { return } }
}
