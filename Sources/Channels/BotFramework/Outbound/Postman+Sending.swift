internal import Foundation
internal import Ground
internal import Messaging
internal import Storage
internal import Telemetry

/// Out of a lane onto the way.
extension Postman {
  /// One activity, ready to be sent.
  struct Sending {
    var activity: JSON
    var way: ConnectorClient.Way
    /// Where to: the lane's place, or that of the message which is replaced.
    var reference: Reference
    /// Whether nothing of its message comes after it.
    var isLast: Bool
  }

  /// Sends the messages of a lane until there are no more, or a wait is called for.
  func carry(_ place: String) async {
    var wait: Int?
    while wait == nil, !isStopping, let lane = lanes[place], let letter = lane.letters.first {
      if let reference = lane.reference {
        wait = await send(letter, from: lane, to: reference)
      } else {
        wait = await introduce(lane, in: place)
      }
    }
    let lane = lanes.removeValue(forKey: place)
    if let lane {
      held.release(lane.letters.map(\.number))
      if let wait {
        waits.set(place, of: lane.user, until: wait)
      } else if lane.hasMore || !lane.letters.isEmpty {
        mailbox.add(lane.user)
      }
    }
    noteEnd(of: place)
  }

  /// Sends the next part of a message, and gives until when its place has to wait, if it has.
  private func send(_ letter: Letter, from lane: Lane, to reference: Reference) async -> Int? {
    let place = reference.key
    if let blocked = reference.blocked {
      await giveUp(lane.letters, in: place, because: GivenUp(rawValue: blocked) ?? .forbidden)
      return nil
    }
    guard let message = letter.message else {
      await giveUp([letter], in: place, because: .unreadable)
      return nil
    }
    if let wait = admit(to: place, of: reference.tenantID) { return wait }
    let sending: Sending?
    do throws(DatabaseError) {
      sending = try await compose(message, of: letter, lane.findings, to: reference)
    } catch {
      report(error)
      return moment() + 1_000
    }
    guard let sending else {
      await markDelivered(letter, as: nil, at: nil, in: place)
      return nil
    }
    let outcome = await client.send(sending.activity, sending.way, at: sending.reference)
    // Its answer is there, so the channel has counted it by now: counted from here, it cannot count more than we do.
    paces[place, default: Pace(settings.conversationPace)].note(moment())
    if case .retry(.unanswered, _) = outcome { silent.insert(place) } else { silent.remove(place) }
    metrics.add(to: Self.sendings, ["outcome": outcome.word])
    return await settle(outcome, of: letter, sending, in: place)
  }

  /// The next activity that says a message; nil where nothing of it is left to say.
  private func compose(
    _ message: OutgoingMessage,
    of letter: Letter,
    _ findings: Lane.Findings,
    to reference: Reference
  ) async throws(DatabaseError) -> Sending? {
    var (message, reference) = (message, reference)
    var way = letter.replyTo.map(ConnectorClient.Way.reply) ?? .new
    if message.replaces != nil, letter.partsSent == 0 {
      let replaced = try await replaced(by: letter.number)
      if let id = replaced?.message.externalID, !findings.isIrreplaceable {
        way = .update(id)
        reference = replaced?.reference ?? reference
      } else {
        // What stands there stays, and words under it need not say again what was just said.
        guard replaced?.message.wordsBefore != message.text else { return nil }
        message.card = nil
      }
    }
    let replyTo: String? = if case .reply(let id) = way { id } else { nil }
    let parts = OutgoingActivity(message, to: reference, replyTo: replyTo)
      .parts(findings.isTooLarge ? .small : .usual)
    guard letter.partsSent < parts.count else { return nil }
    return Sending(
      activity: parts[letter.partsSent],
      way: way,
      reference: reference,
      isLast: letter.partsSent == parts.count - 1
    )
  }

  /// What a message takes the place of, and where that is.
  private func replaced(
    by number: Int
  ) async throws(DatabaseError) -> (message: ReplacedMessage, reference: Reference?)? {
    try await database.glance { (connection) throws(DatabaseError) in
      guard let message = try OutboxStore.replaced(by: number, in: connection) else { return nil }
      guard let place = message.conversation else { return (message, nil) }
      return (message, try ReferenceStore.reference(place, in: connection))
    }
  }

  /// Opens a conversation with somebody who is known from company only; gives until when to wait, if that is called for.
  private func introduce(_ lane: Lane, in place: String) async -> Int? {
    let user = lane.user
    let known: Reference?
    do throws(DatabaseError) {
      known = try await database.read { (connection) throws(DatabaseError) in
        try ReferenceStore.inCompany(of: user, in: connection)
      }
    } catch {
      report(error)
      return moment() + 1_000
    }
    guard let known, let letter = lane.letters.first else {
      await giveUp(lane.letters, in: place, because: .nowhere)
      return nil
    }
    if let wait = admit(to: place, of: known.tenantID) { return wait }
    var outcome = await client.openConversation(with: known)
    paces[place, default: Pace(settings.conversationPace)].note(moment())
    if outcome == .delivered(id: nil) { outcome = .retry(.channel, after: nil) }
    guard case .delivered(let id?) = outcome else {
      return await settle(outcome, of: letter, nil, in: place)
    }
    let reference = Reference(
      user: user,
      channelID: known.channelID,
      serviceURL: known.serviceURL,
      conversationID: id,
      isPersonal: true,
      tenantID: known.tenantID,
      botID: known.botID,
      botName: known.botName,
      channelUserID: known.channelUserID,
      channelUserName: known.channelUserName,
      locale: known.locale
    )
    await keep(reference)
    // They go to the lane of that place, to which others may be going already.
    let numbers = lanes[place]?.letters.map(\.number) ?? []
    lanes[place]?.remove(numbers)
    held.release(numbers)
    mailbox.add(user)
    return nil
  }

  /// Until when the paces have a place wait; nil where it may go on.
  private func admit(to place: String, of tenant: String?) -> Int? {
    let now = moment()
    let next = paces[place]?.next(from: now) ?? now
    guard next <= now else { return next }
    guard let tenant, admissions.removeValue(forKey: place) == nil else { return nil }
    // Everybody who waits has a moment of their own: none of them asks twice.
    let slot = tenantPaces[tenant, default: Pace(settings.tenantPace)].reserve(from: now)
    guard slot > now else { return nil }
    admissions[place] = slot
    return slot
  }
}
