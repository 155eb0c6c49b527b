internal import Foundation
internal import Graph
internal import Ground
internal import HTTP
internal import Helpdesk
internal import People
internal import Storage

/// Reads who has licences and when they were there last, a page at a time, so that it can be gone on with later.
///
/// Nothing is ever changed in the tenant: the client that it is given only reads.
struct LicenceScan {
  let client: GraphClient
  let database: Database
  let directory: Directory
  let rules: LicenceRules
  let holds: LicenceHolds?
  let prices: PriceFile?
  let now: Date
  /// Told what whoever waits should know, a line each.
  let say: (String) -> Void
  var progress = Progress()

  private static let resource = GraphResource.users(with: [.signIns, .leaving])

  /// What was read: it is in the database until somebody lets go of it.
  struct Outcome: Sendable {
    let standing: LicenceScanStanding
    /// What else should be known of it.
    let notes: [String]
  }

  /// Reads it all.
  ///
  /// - Throws: ``LicenceStop`` or ``Storage/DatabaseError``.
  mutating func run() async throws -> Outcome {
    do {
      let tenant = try await LicenceTenant.read(by: client, directory: directory, at: now)
      var standing = try await standing()
      if !standing.isRead { try await readUsers(of: tenant, &standing) }
      try check(standing.tally, tenant, at: standing.begun)
      let notes = try await readMailboxes(at: standing.begun)
      try await keepFindings(of: standing)
      progress.end()
      return Outcome(standing: standing, notes: notes)
    } catch {
      progress.end()
      guard let stop = (error as? GraphError).map(LicenceStop.graph) ?? (error as? LicenceStop)
      else { throw error }
      if !stop.leavesWhatWasRead { try await clear() }
      throw stop
    }
  }

  /// Lets go of all that was read.
  func clear() async throws(DatabaseError) {
    try await database.write { (connection) throws(DatabaseError) in
      try LicenceScanStore.clear(in: connection)
    }
  }

  /// Where it goes on: where another broke off less than a day ago, or at the beginning.
  private func standing() async throws(DatabaseError) -> LicenceScanStanding {
    let account = client.account
    let source = "\(account.cloud.graph) \(account.tenant) \(account.client)"
    let kept = try await database.read { (connection) throws(DatabaseError) in
      try LicenceScanStore.standing(in: connection)
    }
    if let kept, kept.isFresh(at: now, of: source) {
      say(
        "going on with the scan of \(kept.begun.rfc3339), which broke off after"
          + " \(kept.tally.users) users"
      )
      return kept
    }
    if kept != nil {
      say("a scan that broke off is too old, or of another tenant: beginning anew")
    }
    try await clear()
    return LicenceScanStanding(source: source, begun: now)
  }

  private mutating func readUsers(
    of tenant: LicenceTenant,
    _ standing: inout LicenceScanStanding
  ) async throws {
    var pages = pages(from: standing)
    var mayBeginAnew = standing.cursor != nil
    while true {
      let page: GraphPage?
      switch await Self.next(&pages) {
      case .success(let next): page = next
      case .failure(let error) where mayBeginAnew && Self.isLost(error):
        // The place is forgotten in Graph; what was read before it cannot be joined to anything.
        say("Graph no longer knows where the scan broke off: beginning anew")
        mayBeginAnew = false
        try await clear()
        standing = LicenceScanStanding(source: standing.source, begun: now)
        pages = self.pages(from: standing)
        continue
      case .failure(let error): throw error
      }
      guard let page else { break }
      try await take(page, of: tenant, &standing)
    }
  }

  private func pages(from standing: LicenceScanStanding) -> GraphPages.Iterator {
    client.pages(of: Self.resource, from: standing.cursor.flatMap(GraphCursor.init))
      .makeAsyncIterator()
  }

  private static func next(
    _ pages: inout GraphPages.Iterator
  ) async -> Result<GraphPage?, GraphError> {
    do throws(GraphError) { return .success(try await pages.next()) } catch {
      return .failure(error)
    }
  }

  private static func isLost(_ error: GraphError) -> Bool {
    if case .refused(_, .badRequest, _) = error { return true }
    return error.isExpiredCursor
  }

  private mutating func take(
    _ page: GraphPage,
    of tenant: LicenceTenant,
    _ standing: inout LicenceScanStanding
  ) async throws {
    let accounts = page.entities(TenantUser.self)
    // Nobody may be missing without its being known.
    guard accounts.count == page.items.count else {
      throw GraphError.unreadable(.form(Self.resource.name))
    }
    var users: [LicensedUser] = []
    for account in accounts {
      let user = tenant.user(account)
      standing.tally.count(user, account.signIns)
      if !user.licences.isEmpty { users.append(user) }
    }
    standing.cursor = page.next?.text
    standing.isRead = page.next == nil
    let (kept, state) = (users, standing)
    try await database.write { (connection) throws(DatabaseError) in
      try LicenceScanStore.keep(kept, state, in: connection)
    }
    progress.say("\(state.tally.users) users read")
  }

  /// Stops where what was read says nothing of anybody.
  private func check(
    _ tally: LicenceScanTally,
    _ tenant: LicenceTenant,
    at begun: Date
  ) throws(LicenceStop) {
    guard tally.hidden * 2 <= tally.licensed else { throw .concealed }
    guard let newest = tally.newest, begun.timeIntervalSince(newest) <= 2 * 86_400 else {
      throw .stale(newest: tally.newest)
    }
    for (product, counted) in tenant.counted {
      let read = tally.products[product] ?? 0
      // Licences come and go while they are read.
      guard read + counted / 50 + 5 >= counted else {
        throw .incomplete(product: product, read: read, counted: counted)
      }
    }
  }

  /// Asks whom the mailboxes are for of those who would be inactive, and nobody else.
  private mutating func readMailboxes(at begun: Date) async throws -> [String] {
    var last = 0
    var count = 0
    while true {
      let place = last
      let entries = try await database.read { (connection) throws(DatabaseError) in
        try LicenceScanStore.users(after: place, limit: 1_000, in: connection)
      }
      guard let end = entries.last?.number else { return [] }
      last = end
      let users = entries.map { holds.applied(to: $0.user) }.filter { user in
        guard user.mailbox == nil, case .inactive = rules.verdict(on: user, read: begun) else {
          return false
        }
        return true
      }
      let results = try await client.batch(users.map { GraphResource.mailbox(of: $0.id) })
      var asked: [LicensedUser] = []
      for (user, result) in zip(users, results) {
        guard let mailbox = try LicensedUser.Mailbox(result) else {
          return [
            "whom a mailbox is for could not be read, so that nothing is removable:"
              + " grant the application MailboxSettings.Read"
          ]
        }
        asked.append(user)
        asked[asked.count - 1].mailbox = mailbox
      }
      let known = asked
      try await database.write { (connection) throws(DatabaseError) in
        for user in known { try LicenceScanStore.note(user, in: connection) }
      }
      count += known.count
      progress.say("\(count) mailboxes asked for")
    }
  }
}

extension LicenceScan {
  /// Keeps whom it found for plans to be made of; what an earlier scan found goes only when that is done.
  private func keepFindings(of standing: LicenceScanStanding) async throws(DatabaseError) {
    var totals = LicenceTotals()
    var last = 0
    try await database.write { (connection) throws(DatabaseError) in
      try LicenceFindingStore.begin(in: connection)
    }
    while true {
      let place = last
      let entries = try await database.read { (connection) throws(DatabaseError) in
        try LicenceScanStore.users(after: place, limit: 1_000, in: connection)
      }
      guard let end = entries.last?.number else { break }
      last = end
      var found: [LicensedUser] = []
      for entry in entries {
        let user = holds.applied(to: entry.user)
        let verdict = rules.verdict(on: user, read: standing.begun)
        totals.add(user, verdict, prices)
        if case .inactive = verdict { found.append(user) }
      }
      let users = found
      try await database.write { (connection) throws(DatabaseError) in
        try LicenceFindingStore.note(users, in: connection)
      }
    }
    let findings = LicenceFindings(
      begun: standing.begun,
      source: standing.source,
      counts: totals.all
    )
    try await database.write { (connection) throws(DatabaseError) in
      try LicenceFindingStore.finish(findings, in: connection)
    }
  }
}

extension LicenceScanTally {
  fileprivate mutating func count(_ user: LicensedUser, _ signIns: SignIns) {
    users += 1
    newest = [newest, signIns.lastUse, signIns.lastTry].compactMap(\.self).max()
    guard !user.licences.isEmpty else { return }
    licensed += 1
    if user.signIn?.contains("@") != true { hidden += 1 }
    for product in Set(user.licences.map(\.product)) { products[product, default: 0] += 1 }
  }
}

extension LicensedUser.Mailbox {
  /// Nil where the application may not know.
  fileprivate init?(_ result: Result<JSON, GraphError>) throws(GraphError) {
    switch result {
    case .success(let json):
      self =
        switch Graph.Mailbox(json)?.purpose {
        case .user, .linked: .person
        case .shared: .shared
        case .room, .equipment: .room
        case .others, .unknown, nil: .unclear
        }
    case .failure(.forbidden): return nil
    case .failure(let error) where error.isNotFound: self = .none
    case .failure(let error): throw error
    }
  }
}
