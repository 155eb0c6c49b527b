internal import Flows
internal import Foundation
internal import Ground
internal import Helpdesk
internal import Storage

// What is read of the database and kept in it, and what the flow is told.
extension LicenceRemover {
  func read<Value: Sendable>(
    _ body: @Sendable (Connection) throws(DatabaseError) -> Value
  ) async throws(Halt) -> Value {
    do throws(DatabaseError) { return try await office.database.read(body) } catch {
      throw .database(error)
    }
  }

  @discardableResult
  func write<Value: Sendable>(
    _ body: @Sendable (Connection) throws(DatabaseError) -> Value
  ) async throws(Halt) -> Value {
    do throws(DatabaseError) { return try await office.database.write(body) } catch {
      throw .database(error)
    }
  }

  /// How the campaign stands; nil where it is gone.
  func campaignStatus() async throws(Halt) -> Campaign.Status? {
    let number = matter.campaign.number
    return try await read { (connection) throws(DatabaseError) in
      try CampaignStore.find(number, in: connection)?.status
    }
  }

  /// Keeps how one ended; of one that is done the audit is told too.
  func end(
    _ row: LicenceRemoval,
    as status: LicenceRemoval.Status,
    because: String? = nil
  ) async throws(Halt) {
    let (request, now) = (request, now)
    try await write { (connection) throws(DatabaseError) in
      try LicenceRemovalStore.end(row.number, as: status, because: because, at: now, in: connection)
      guard status == .done else { return }
      let subject = AuditSubject(.execution, row.execution ?? request.execution)
      let details: AuditDetails = [
        "removal": .integer(row.number), "product": .string(row.product),
        "decision": .string(row.decision.rawValue),
      ]
      let entry = AuditEntry(
        .licencesRemoved,
        by: row.decidedBy,
        on: subject,
        details: details,
        at: now
      )
      try AuditStore.append(entry, in: connection)
    }
  }

  func again(at moment: Date) -> TaskOutcome {
    .again(after: max(1_000, Int((moment.timeIntervalSince(now) * 1_000).rounded(.up))))
  }

  /// How a removal ended, as flows are told.
  enum State: String { case done, cancelled, partly }

  static func answer(
    _ state: State,
    removed: [LicenceRemoval] = [],
    left: [JSON] = [],
    because: [String] = []
  ) -> TaskOutcome {
    .done([
      "state": .string(state.rawValue),
      "removed": .array(
        removed.map { ["product": .string($0.product), "way": .string($0.way.word)] }
      ),
      "left": .array(left), "because": .array(because.map(JSON.string)),
    ])
  }

  /// What came of it: what was taken, and what is left to people.
  func outcome(of rows: [LicenceRemoval], _ look: LicenceLook) throws(Halt) -> TaskOutcome {
    let removed = rows.filter {
      $0.status == .done || $0.status == .undoing || $0.status == .undone
    }
    if rows.isEmpty, look.state == .wait, !hasWaited {
      throw .outcome(.again(after: Self.hour))
    }
    let failed = rows.filter { $0.status == .failed }
    var left = failed.map { row -> JSON in
      [
        "product": .string(row.product), "obstacle": .text(row.because),
        "group": .text(row.group?.name),
      ]
    }
    let settled = Set(rows.map(\.product))
    for item in look.items where item.way != .leftAlone && !settled.contains(item.product) {
      left.append([
        "product": .string(item.product), "obstacle": .string(item.obstacle ?? "changed"),
        "group": .text(item.group),
      ])
    }
    var because = rows.compactMap { $0.status == .cancelled ? $0.because : nil }
    if removed.isEmpty, look.state != .go { because += look.because }
    let isNothing = removed.isEmpty && left.isEmpty
    let state: State = isNothing ? .cancelled : left.isEmpty && because.isEmpty ? .done : .partly
    return Self.answer(state, removed: removed, left: left, because: Array(Set(because)).sorted())
  }

  /// Whether what must be known was waited for long enough.
  var hasWaited: Bool { now.timeIntervalSince(request.entered) > 3 * 86_400 }
}

extension LicenceLook {
  /// What Rakel can take now, as it is written down.
  func removals(
    _ wish: LicenceWish,
    _ request: TaskRequest,
    _ matter: LicenceMatter
  ) -> [LicenceRemoval] {
    items.compactMap { item in
      guard let holding = item.holding else { return nil }
      var removal = LicenceRemoval(
        key: request.key,
        user: matter.user,
        product: item.product,
        sku: holding.sku,
        disabledPlans: holding.disabledPlans,
        way: holding.way,
        decision: wish.decision,
        planned: request.now
      )
      removal.person = request.user
      removal.municipality = matter.municipality
      removal.given = holding.given
      removal.øre = item.øre
      removal.decidedBy = wish.by
      removal.campaign = matter.campaign.number
      removal.execution = request.execution
      return removal
    }
  }
}
