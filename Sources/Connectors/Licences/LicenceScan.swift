package import Foundation
package import Graph
internal import Ground
internal import HTTP
package import Helpdesk
package import People
package import Storage

/// Reads who has licences and when they were there last, a page at a time, so that it can be gone on with later.
///
/// Nothing is ever changed in the tenant: the client that it is given only reads.
package struct LicenceScan {
  private let client: GraphClient
  private let database: Database
  private let directory: Directory
  private let rules: LicenceRules
  private let holds: LicenceHolds?
  private let prices: PriceFile?
  private let now: Date
  private let audience: Audience

  /// Who waits for it.
  package struct Audience {
    /// Told what they should know, a line each.
    package var say: (String) -> Void
    /// Told how far it is, often; nil at its end.
    package var watch: (String?) -> Void

    package init(
      say: @escaping (String) -> Void = { _ in },
      watch: @escaping (String?) -> Void = { _ in }
    ) {
      self.say = say
      self.watch = watch
    }
  }

  package init(
    client: GraphClient,
    database: Database,
    directory: Directory,
    rules: LicenceRules,
    holds: LicenceHolds?,
    prices: PriceFile?,
    now: Date,
    audience: Audience = Audience()
  ) {
    self.client = client
    self.database = database
    self.directory = directory
    self.rules = rules
    self.holds = holds
    self.prices = prices
    self.now = now
    self.audience = audience
  }

  private static let resource = GraphResource.users(with: [.signIns, .leaving])

  /// What was read: it is in the database until somebody lets go of it.
  package struct Outcome: Sendable {
    package let standing: LicenceScanStanding
    /// What else should be known of it.
    package let notes: [String]
    package let findings: LicenceFindings
  }

  /// Reads it all.
  ///
  /// - Throws: ``LicenceStop`` or ``Storage/DatabaseError``.
  package func run() async throws -> Outcome {
    do {
      let tenant = try await LicenceTenant.read(by: client)
      var standing = try await standing()
      if !standing.isRead { try await readUsers(of: tenant, &standing) }
      try check(standing.tally, tenant, at: standing.begun)
      let (notes, findings) = try await judge(standing)
      audience.watch(nil)
      return Outcome(standing: standing, notes: notes, findings: findings)
    } catch {
      audience.watch(nil)
      guard let stop = (error as? GraphError).map(LicenceStop.graph) ?? (error as? LicenceStop)
      else { throw error }
      if !stop.leavesWhatWasRead { try await clear() }
      throw stop
    }
  }

  /// Lets go of all that was read.
  package func clear() async throws(DatabaseError) {
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
      audience.say(
        "going on with the scan of \(kept.begun.rfc3339), which broke off after"
          + " \(kept.tally.users) users"
      )
      return kept
    }
    if kept != nil {
      audience.say("a scan that broke off is too old, or of another tenant: beginning anew")
    }
    try await clear()
    return LicenceScanStanding(source: source, begun: now)
  }

  private func readUsers(
    of tenant: LicenceTenant,
    _ standing: inout LicenceScanStanding
  ) async throws {
    var reading = await Reading(pages(from: standing)).next()
    var mayBeginAnew = standing.cursor != nil
    while true {
      let page: GraphPage
      switch reading.result {
      case .success(let next?): page = next
      case .success(nil): return
      case .failure(let error) where mayBeginAnew && Self.isLost(error):
        // The place is forgotten in Graph; what was read before it cannot be joined to anything.
        audience.say("Graph no longer knows where the scan broke off: beginning anew")
        mayBeginAnew = false
        try await clear()
        standing = LicenceScanStanding(source: standing.source, begun: now)
        reading = await Reading(pages(from: standing)).next()
        continue
      case .failure(let error): throw error
      }
      // The next page is on its way while this one is dealt with.
      async let ahead = reading.next()
      try await take(page, of: tenant, &standing)
      reading = await ahead
    }
  }

  private func pages(from standing: LicenceScanStanding) -> GraphPages.Iterator {
    client.pages(of: Self.resource, from: standing.cursor.flatMap(GraphCursor.init))
      .makeAsyncIterator()
  }

  /// How far the pages are read, and what came of the last.
  private struct Reading: Sendable {
    private var pages: GraphPages.Iterator
    private(set) var result: Result<GraphPage?, GraphError> = .success(nil)

    init(_ pages: GraphPages.Iterator) { self.pages = pages }

    @concurrent func next() async -> Reading {
      var later = self
      do throws(GraphError) { later.result = .success(try await later.pages.next()) } catch {
        later.result = .failure(error)
      }
      return later
    }
  }

  private static func isLost(_ error: GraphError) -> Bool {
    if case .refused(_, .badRequest, _) = error { return true }
    return error.isExpiredCursor
  }

  private func take(
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
      let user = tenant.user(account, in: directory, at: now)
      standing.tally.count(user, account.signIns)
      if !user.licences.isEmpty { users.append(user) }
    }
    standing.cursor = page.next?.text
    standing.isRead = page.next == nil
    let (kept, state) = (users, standing)
    try await database.write { (connection) throws(DatabaseError) in
      try LicenceScanStore.keep(kept, state, in: connection)
    }
    audience.watch("\(state.tally.users) users read")
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
}

extension LicenceScan {
  /// Asks whom the mailboxes are for of those who would be inactive, and keeps whom it found for plans to be made of.
  ///
  /// What an earlier scan found goes only when that is done.
  private func judge(
    _ standing: LicenceScanStanding
  ) async throws -> (notes: [String], findings: LicenceFindings) {
    var totals = LicenceTotals()
    var mayAsk = true
    var count = 0
    try await database.write { (connection) throws(DatabaseError) in
      try LicenceFindingStore.begin(in: connection)
    }
    let database = database
    var entries = try await Self.users(after: 0, in: database)
    while let last = entries.last?.number {
      // The next are read while Graph answers for these.
      async let ahead = Self.users(after: last, in: database)
      var users = entries.map { holds.applied(to: $0.user) }
      var inactive = users.indices.filter { isInactive(users[$0], at: standing.begun) }
      let asked = mayAsk ? inactive.filter { users[$0].mailbox == nil } : []
      if mayAsk { mayAsk = try await readMailboxes(of: asked, &users) }
      // A room is nobody's who is inactive.
      inactive = inactive.filter { isInactive(users[$0], at: standing.begun) }
      for user in users {
        totals.add(user, rules.verdict(on: user, read: standing.begun), prices)
      }
      let (known, found) = (asked.map { users[$0] }, inactive.map { users[$0] })
      try await database.write { (connection) throws(DatabaseError) in
        for user in known { try LicenceScanStore.note(user, in: connection) }
        try LicenceFindingStore.note(found, in: connection)
      }
      count += known.count
      audience.watch("\(count) mailboxes asked for")
      entries = try await ahead
    }
    let findings = LicenceFindings(
      begun: standing.begun,
      source: standing.source,
      counts: totals.all
    )
    try await database.write { (connection) throws(DatabaseError) in
      try LicenceFindingStore.finish(findings, in: connection)
    }
    return (mayAsk ? [] : [Self.noMailboxes], findings)
  }

  /// The next people to look at together.
  @concurrent
  private static func users(
    after number: Int,
    in database: Database
  ) async throws(DatabaseError) -> [LicenceScanStore.Entry] {
    try await database.read { (connection) throws(DatabaseError) in
      try LicenceScanStore.users(after: number, limit: 2_000, in: connection)
    }
  }

  private static let noMailboxes =
    "whom a mailbox is for could not be read, so that nothing is removable:"
    + " grant the application MailboxSettings.Read"

  private func isInactive(_ user: LicensedUser, at begun: Date) -> Bool {
    if case .inactive = rules.verdict(on: user, read: begun) { true } else { false }
  }

  /// Reads some people's mailboxes.
  ///
  /// - Returns: whether that is allowed.
  private func readMailboxes(
    of asked: [Int],
    _ users: inout [LicensedUser]
  ) async throws(GraphError) -> Bool {
    let results = try await client.batch(asked.map { GraphResource.mailbox(of: users[$0].id) })
    for (index, result) in zip(asked, results) {
      guard let mailbox = try LicensedUser.Mailbox(result) else { return false }
      users[index].mailbox = mailbox
    }
    return true
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
  init?(_ result: Result<JSON, GraphError>) throws(GraphError) {
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
