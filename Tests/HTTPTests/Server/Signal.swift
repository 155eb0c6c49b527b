import Synchronization

/// Something that happens once, and that many may wait for.
final class Signal: Sendable {
  private let stream: AsyncStream<Never>
  private let continuation: AsyncStream<Never>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func raise() { continuation.finish() }

  /// Waits for it, or until the task is cancelled.
  func wait() async { for await _ in stream {} }
}
