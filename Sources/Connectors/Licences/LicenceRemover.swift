internal import Flows
internal import Foundation
internal import Graph
internal import Ground
internal import Helpdesk
internal import Storage
internal import WorkingTime

/// Takes somebody's licences: looks, writes down, takes, and reads again until it is so.
///
/// It can be called again with the same key at any moment, also after a crash: what it has written down it goes on with,
/// and it carries out nothing that has changed since.
struct LicenceRemover: Sendable {
  let office: LicenceOffice
  let writer: GraphClient
  let request: TaskRequest
  let wish: LicenceWish
  let matter: LicenceMatter

  var now: Date { request.now }

  /// Why it stops before its end.
  enum Halt: Error {
    case graph(GraphError)
    case database(DatabaseError)
    /// That is what came of it for now.
    case outcome(TaskOutcome)
  }

  /// Does as much of it as can be done now.
  func run() async throws(Halt) -> TaskOutcome {
    do throws(Halt) { return try await attempt() } catch {
      guard case .graph(let fault) = error, fault.isPassing else { throw error }
      // What may have been carried out is gone on with, however long Graph is away.
      guard try await rows().contains(where: { $0.status == .planned }) else { throw error }
      throw .outcome(.again(after: Self.minute))
    }
  }

  private func attempt() async throws(Halt) -> TaskOutcome {
    var rows = try await rows()
    // What came to nothing, as without a permission, was never done; it is begun anew.
    if rows.allSatisfy({ $0.status == .failed && $0.sent == nil }) { rows = [] }
    var look: LicenceLook?
    if rows.isEmpty {
      try await settleLeftovers()
      let fresh = try await self.look()
      let wanted = fresh.removals(wish, request, matter)
      guard fresh.state == .go, !wanted.isEmpty else { return try outcome(of: [], fresh) }
      rows = try await plan(wanted)
      look = fresh
    } else if rows.contains(where: { $0.status == .planned && $0.sent == nil }) {
      // A crash may lie between what was written down and now, or a day.
      try await reconsider(rows)
      rows = try await self.rows()
    }
    try await take(rows.filter { $0.status == .planned && $0.sent == nil })
    rows = try await confirmed()
    if look == nil { look = try await self.look() }
    return try outcome(of: rows, look ?? LicenceLook(.wait))
  }

  // MARK: what there is

  func rows() async throws(Halt) -> [LicenceRemoval] {
    let key = request.key
    return try await read { (connection) throws(DatabaseError) in
      try LicenceRemovalStore.rows(key: key, in: connection)
    }
  }

  private func look() async throws(Halt) -> LicenceLook {
    do throws(GraphError) {
      return try await office.look(matter, mailbox: wish.mailbox, at: now)
    } catch { throw .graph(error) }
  }

  private func account() async throws(Halt) -> TenantUser? {
    do throws(GraphError) { return try await office.assignments(of: matter.user) } catch {
      throw .graph(error)
    }
  }

  // MARK: before

  /// Writes down what is to be taken, where the campaign, the day's cap and everybody else leave room for it.
  private func plan(_ wanted: [LicenceRemoval]) async throws(Halt) -> [LicenceRemoval] {
    let (matter, now) = (matter, now)
    let planning = try await write { (connection) throws(DatabaseError) in
      try LicencePlanning(wanted, in: matter, at: now, connection)
    }
    switch planning {
    case .planned(let rows): return rows
    case .full:
      let tomorrow = OsloClock.moment(OsloClock.reading(now).day + 1, .midnight)
      let hours = office.hours[matter.municipality]
      throw .outcome(again(at: hours.opening(after: tomorrow)))
    case .paused: throw .outcome(.again(after: Self.pause))
    case .busy: throw .outcome(.again(after: Self.minute))
    case .off(let code): throw .outcome(Self.answer(.cancelled, because: [code]))
    }
  }

  /// Looks again at what was written down and perhaps not carried out: what is gone is done, what has changed is left.
  private func reconsider(_ rows: [LicenceRemoval]) async throws(Halt) {
    let open = rows.filter { $0.status == .planned && $0.sent == nil }
    let account = try await account()
    let look = try await look()
    let status = try await campaignStatus()
    var isHeldUp = false
    for row in open {
      switch LicenceRemoval.Sight(of: row, in: account) {
      case .gone: try await end(row, as: .done)
      case .noAccount: try await end(row, as: .cancelled, because: "gone")
      case .changed: try await end(row, as: .cancelled, because: "changed")
      case .unchanged:
        switch look.state {
        case .wait where hasWaited:
          try await end(row, as: .cancelled, because: look.because.first ?? "unknown")
        case .wait: isHeldUp = true
        case .cancelled:
          try await end(row, as: .cancelled, because: look.because.first ?? "changed")
        case .go where status == .stopped || status == nil:
          try await end(row, as: .cancelled, because: "stopped")
        case .go where status == .paused: throw .outcome(.again(after: Self.pause))
        case .go:
          let isSame = look.items.contains { $0.holding?.isSame(as: row) == true }
          if !isSame { try await end(row, as: .cancelled, because: "changed") }
        }
      }
    }
    if isHeldUp { throw .outcome(.again(after: Self.hour)) }
  }

  /// Settles what other tasks, which came to no end, have left written down of the same person: nothing is carried out.
  private func settleLeftovers() async throws(Halt) {
    let user = matter.user
    let key = request.key
    let rows = try await read { (connection) throws(DatabaseError) in
      try LicenceRemovalStore.rows(user: user, in: connection)
    }
    let left = rows.filter {
      $0.status == .planned && $0.key != key && now.timeIntervalSince($0.planned) > 86_400
    }
    guard !left.isEmpty else { return }
    let account = try await account()
    for row in left {
      switch LicenceRemoval.Sight(of: row, in: account) {
      case .gone: try await end(row, as: .done)
      case .noAccount, .changed, .unchanged:
        try await end(row, as: .cancelled, because: "leftBehind")
      }
    }
  }

  // MARK: now

  /// Takes what is written down: all direct licences at once, and one group after the other.
  private func take(_ rows: [LicenceRemoval]) async throws(Halt) {
    let direct = rows.filter { $0.way == .direct }
    if !direct.isEmpty {
      try await act(direct) { (writer) throws(GraphError) in
        try await writer.changeLicences(of: matter.user, removing: direct.map(\.sku))
      }
    }
    let byGroup = Dictionary(grouping: rows.filter { $0.group != nil }) { $0.group?.id ?? "" }
    for (group, members) in byGroup.sorted(by: { $0.key < $1.key }) {
      try await act(members) { (writer) throws(GraphError) in
        try await writer.removeMember(matter.user, from: group)
      }
    }
  }

  private func act(
    _ rows: [LicenceRemoval],
    _ change: (GraphClient) async throws(GraphError) -> Void
  ) async throws(Halt) {
    do throws(GraphError) { try await change(writer) } catch {
      switch error {
      // They are not in the group any more; reading again shows what that means.
      case .refused where error.isNotFound && rows.contains { $0.group != nil }: break
      case .refused: return try await settleRefusal(of: rows)
      // It may have been done: another look tells.
      case .unclear, .unreadable: throw .outcome(.again(after: Self.moment))
      case .unavailable: throw .outcome(.again(after: Self.minute))
      case .forbidden, .credentials, .notPremium, .readOnly:
        for row in rows { try await end(row, as: .failed, because: "forbidden") }
        throw .graph(error)
      }
    }
    let now = now
    try await write { (connection) throws(DatabaseError) in
      for row in rows { try LicenceRemovalStore.markSent(row.number, at: now, in: connection) }
    }
  }

  /// Graph takes all of a change or nothing; where what was wanted is so already, that is as good.
  private func settleRefusal(of rows: [LicenceRemoval]) async throws(Halt) {
    let account = try await account()
    for row in rows {
      switch LicenceRemoval.Sight(of: row, in: account) {
      case .gone: try await end(row, as: .done)
      case .noAccount: try await end(row, as: .cancelled, because: "gone")
      case .changed, .unchanged: try await end(row, as: .failed, because: "refused")
      }
    }
  }

  // MARK: after

  /// Reads until what was taken is gone; Graph may be some time about it.
  private func confirmed() async throws(Halt) -> [LicenceRemoval] {
    let sent = try await rows().filter { $0.status == .planned }
    guard !sent.isEmpty else { return try await rows() }
    let account = try await account()
    var waits: [TimeInterval] = []
    for row in sent {
      let age = now.timeIntervalSince(row.sent ?? now)
      switch LicenceRemoval.Sight(of: row, in: account) {
      case .gone: try await end(row, as: .done)
      case .noAccount: try await end(row, as: .done)
      // Graph said that it took it, and somebody has given it again.
      case .changed: try await end(row, as: .done, because: "givenAgain")
      case .unchanged where age > 86_400: try await end(row, as: .failed, because: "unconfirmed")
      case .unchanged: waits.append(min(max(age, 2), 300))
      }
    }
    if let wait = waits.min() { throw .outcome(.again(after: Int(wait * 1_000))) }
    return try await rows()
  }

  private static let moment = 5_000
  private static let minute = 60_000
  private static let pause = 900_000
  static let hour = 3_600_000
}

extension GraphError {
  /// Whether another time may do better, with nothing granted or set anew.
  fileprivate var isPassing: Bool {
    switch self {
    case .unavailable, .unclear, .unreadable, .refused: true
    case .forbidden, .notPremium, .credentials, .readOnly: false
    }
  }
}
