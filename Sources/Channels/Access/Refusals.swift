internal import Crypto
internal import Dialogue
package import Foundation
package import Ground
internal import Messaging
internal import People
package import Storage
package import Telemetry

/// What becomes of those who do not get in: counted, audited and told, once a day; what they wrote is kept nowhere.
package struct Refusals: Sendable {
  /// Somebody was refused, and is told so; for the audit.
  package struct Event: Sendable, Hashable {
    package var refusal: Refusal
    /// What stands for the account; nothing can be read out of it.
    package var account: String
    package var channelID: String
    package var time: Date
  }

  /// Writes an event into the audit, in the transaction in which the account is told.
  package typealias Audit = @Sendable (Event, Connection) throws(DatabaseError) -> Void

  private let database: Database
  private let time: any TimeSource
  private let audit: Audit
  private let send: @Sendable (_ user: String) async -> Void
  private let log: Log
  private let metrics: Metrics
  /// How many are told in a minute, whoever they are.
  private let rate = RateLimit(userPerMinute: 60, tenantPerMinute: 0)

  /// How many were refused.
  package static let count = Metric.counter(
    "rakel_access_refused_total",
    "Activities of people who may not use Rakel, or write too much, by reason."
  )

  /// - Parameter send: told of whom there is something in the outbox for.
  package init(
    database: Database,
    time: any TimeSource,
    audit: @escaping Audit,
    send: @escaping @Sendable (_ user: String) async -> Void,
    log: Log,
    metrics: Metrics
  ) {
    self.database = database
    self.time = time
    self.audit = audit
    self.send = send
    self.log = log
    self.metrics = metrics
  }

  /// Counts a refusal of which nobody is told.
  func count(_ refusal: Refusal) {
    metrics.add(to: Self.count, ["because": refusal.reason])
  }

  /// Notes that the sender of an activity was refused; true where they are to be told in the response.
  ///
  /// - Parameter isWaiting: whether the response has room for it; else it is sent as any message is.
  func turnAway(
    _ refusal: Refusal,
    _ activity: Activity,
    saying text: String,
    isWaiting: Bool
  ) async throws(DatabaseError) -> Bool {
    count(refusal)
    let now = time.now()
    let account = Self.account(of: activity)
    log(
      .info,
      "access.refused",
      ["because": .word(refusal.reason), "account": .mark(Mark(account))]
    )
    let letter = isWaiting ? nil : OutgoingMessage(text)
    let user: String
    if case .tooMany(let known, let isNews) = refusal {
      guard isNews else { return false }
      user = known.id
      if let letter { try await put(letter, to: user, activity, at: now) }
    } else {
      user = Self.prefix + account
      let event = Event(
        refusal: refusal,
        account: account,
        channelID: activity.channelID,
        time: now
      )
      guard try await tell(event, letter, as: user, activity) else { return false }
    }
    if !isWaiting { await send(user) }
    return true
  }

  /// What the ids begin with under which those are written to whom the directory does not know.
  package static let prefix = "refused:"

  private static let day: TimeInterval = 24 * 3_600

  /// Notes, audits and sends in one transaction; false where they were told within a day, or too many others just now.
  private func tell(
    _ event: Event,
    _ letter: OutgoingMessage?,
    as user: String,
    _ activity: Activity
  ) async throws(DatabaseError) -> Bool {
    let (account, now) = (event.account, event.time)
    let isDue = try await database.read { (connection) throws(DatabaseError) in
      try RefusalStore.isDue(account, since: now - Self.day, in: connection)
    }
    guard isDue, rate.take(user: "", tenant: nil, at: now) == .granted else { return false }
    let audit = audit
    return try await database.write { (connection) throws(DatabaseError) in
      guard try RefusalStore.isDue(account, since: now - Self.day, in: connection) else {
        return false
      }
      try RefusalStore.note(account, at: now, in: connection)
      try audit(event, connection)
      if let letter { try Self.put(letter, to: user, activity, at: now, connection) }
      return true
    }
  }

  private func put(
    _ letter: OutgoingMessage,
    to user: String,
    _ activity: Activity,
    at now: Date
  ) async throws(DatabaseError) {
    try await database.write { (connection) throws(DatabaseError) in
      try Self.put(letter, to: user, activity, at: now, connection)
    }
  }

  private static func put(
    _ letter: OutgoingMessage,
    to user: String,
    _ activity: Activity,
    at now: Date,
    _ connection: Connection
  ) throws(DatabaseError) {
    var reference = Reference(of: activity, for: user)
    if user.hasPrefix(prefix) {
      // A personal chat's key would name a place that may be somebody's; and no name is kept.
      reference.key = "\(user)@\(reference.key)"
      reference.channelUserName = nil
    }
    try ReferenceStore.keep(reference, at: now, in: connection)
    _ = try OutboxStore.add(
      letter,
      to: user,
      conversation: reference.key,
      replyTo: activity.id,
      at: now,
      in: connection
    )
  }

  /// Half of a SHA-256 digest of who it is, as far as the channel says so.
  private static func account(of activity: Activity) -> String {
    let from = activity.from
    let id = from.map { $0.id.isEmpty ? $0.entraID ?? "" : $0.id } ?? ""
    let text = "\(activity.channelID)\n\(id.isEmpty ? activity.conversation.id : id)"
    return String(SHA256(of: Array(text.utf8)).description.prefix(32))
  }
}
