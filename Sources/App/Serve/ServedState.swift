internal import Dialogue
internal import Synchronization

/// The content that is in force, for everybody who serves it.
final class ServedState: Sendable {
  private let state: Mutex<ServedContent>

  init(_ content: ServedContent) { state = Mutex(content) }

  /// How messages are answered by it.
  var turn: Turn { state.withLock(\.turn) }

  func replace(by content: ServedContent) { state.withLock { $0 = content } }
}
