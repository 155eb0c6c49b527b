internal import Dialogue
internal import Foundation
internal import Ground
internal import Messaging
internal import Storage
internal import Telemetry

/// What is said to somebody who waits for it, in place of sending it.
extension Reception {
  /// What was held back, now that it goes back to whoever waits; it counts as delivered.
  func messages(
    _ held: [Int]?,
    answering incoming: Incoming,
    isNew: Bool
  ) async throws(DatabaseError) -> [OutgoingMessage] {
    guard let held else { return [] }
    let now = desk.clock.now()
    guard isNew else {
      guard let activity = incoming.activityID else { return [] }
      return try await desk.database.read { (connection) throws(DatabaseError) in
        try OutboxStore.messages(to: incoming.user, answering: activity, in: connection)
      }
    }
    guard !held.isEmpty else { return [] }
    return try await desk.database.write { (connection) throws(DatabaseError) in
      var messages: [OutgoingMessage] = []
      for number in held {
        guard let message = try OutboxStore.message(number, in: connection) else { continue }
        messages.append(message)
        let place = incoming.conversation
        try OutboxStore.markDelivered(number, saidIn: place, at: now, in: connection)
      }
      return messages
    }
  }

  /// Sends as always what was held back for somebody who waits no more.
  func release(_ numbers: [Int], of user: String) async {
    guard !numbers.isEmpty else { return }
    let now = desk.clock.now()
    do throws(DatabaseError) {
      try await desk.database.write { (connection) throws(DatabaseError) in
        try OutboxStore.hold(numbers, until: now, in: connection)
      }
      await desk.send(user)
    } catch {
      // It is sent when the time it was held for is over.
      desk.log(.warning, "release.failed", ["code": .integer(Int(error.code))])
    }
  }
}

extension Wanted {
  /// The numbers of what is held back of what was said, oldest first.
  func numbers(of said: [(number: Int, replaces: Int?)]) -> [Int] {
    switch self {
    case .everything: said.map(\.number)
    case .one: (said.first { $0.replaces != nil } ?? said.first).map { [$0.number] } ?? []
    }
  }
}
