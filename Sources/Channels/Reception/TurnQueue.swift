/// The turns that wait: of each conversation one at a time, in the order in which their messages came in; no
/// conversation waits for another.
package actor TurnQueue {
  private var lanes: [String: [Entry]] = [:]
  private var waiting: [CheckedContinuation<Void, Never>] = []

  private struct Entry {
    var number: Int
    var work: @Sendable () async -> Void
  }

  package init() {}

  /// How many conversations have a turn.
  package var busyLanes: Int { lanes.count }

  /// Has `work` done when everything with a lower number in its lane is, as far as that is here yet.
  package func add(_ number: Int, to lane: String, _ work: @escaping @Sendable () async -> Void) {
    let entry = Entry(number: number, work: work)
    guard var line = lanes[lane] else {
      lanes[lane] = []
      start(entry, in: lane)
      return
    }
    // Two requests may get their numbers in one order and come here in the other.
    let place = line.lastIndex { $0.number <= number }.map { $0 + 1 } ?? 0
    line.insert(entry, at: place)
    lanes[lane] = line
  }

  /// Takes a lane in which nothing is done or waits, to be given back by ``leave(_:)``; false where something is, or where
  /// so many others are busy that it had better wait its turn.
  func claim(_ lane: String) -> Bool {
    guard lanes[lane] == nil, lanes.count < Self.mostClaims else { return false }
    lanes[lane] = []
    return true
  }

  /// Gives back a lane; what has come into it meanwhile is done.
  func leave(_ lane: String) { next(in: lane) }

  private static let mostClaims = 256

  /// Waits until nothing is left to do; nothing may be added after it.
  package func drain() async {
    guard !lanes.isEmpty else { return }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func start(_ entry: Entry, in lane: String) {
    Task {
      await entry.work()
      self.next(in: lane)
    }
  }

  private func next(in lane: String) {
    guard var line = lanes[lane], !line.isEmpty else {
      lanes[lane] = nil
      guard lanes.isEmpty else { return }
      for continuation in waiting { continuation.resume() }
      waiting = []
      return
    }
    let entry = line.removeFirst()
    lanes[lane] = line
    start(entry, in: lane)
  }
}
