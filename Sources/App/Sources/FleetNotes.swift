internal import Synchronization

/// What is to be said of a source, as it is found while it is read.
final class FleetNotes: Sendable {
  private let kept = Mutex<[String]>([])

  /// All of it, first found first.
  var all: [String] { kept.withLock { $0 } }

  func add(_ note: String) { kept.withLock { $0.append(note) } }
}
