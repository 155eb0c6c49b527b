/// A run that is not stored before it has come as far as it goes by itself.
extension Advance {
  /// Whether others can refer to it already: its children, and what comes of its calls.
  var isStored: Bool { execution.id != 0 }

  /// Leaves the state to be entered again, once the run is stored.
  mutating func stopBefore() { wait(.step, until: now) }
}
